"""The project folder of a page's example: configuration, contracts, generated properties, seeds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_file
from dbt_treaty.contracts.model import Contract
from dbt_treaty.project.generated_header import Synced, render_header

Entry = Mapping[str, Any]
_WHOLE: Entry = {
    "version": "1.0.0",
    "owner": {"team": "@team", "on_call": "team-pager"},
    "sla": {"freshness": "1d"},
    "semantics": {"grain": "One row for each key."},
}
_NAMED = ("sources", "models", "seeds", "contracts", "exceptions", "baseline")
_RETENTION = 365
_BODY = "version: 2\n"


def lay_out(page: Entry, root: Path) -> Mapping[str, Contract]:
    """Writes the folder; the synced contracts by their models' names.

    Raises:
        TreatyError: the configuration or a synced contract can't be read.
        ValueError: a name in the page leads out of the folder.
    """
    _check_names(page)
    (root / "dbt_project.yml").write_text("name: mesh\n", encoding="utf-8")
    if "configuration" in page:
        _write(root / "dbt_treaty.yml", yaml.safe_dump(page["configuration"]))
    synced = {
        name: _synced(name, model, root)
        for name, model in page.get("models", {}).items()
        if "contract" in model
    }
    for name, contract in page.get("contracts", {}).items():
        _write_contract(name, contract, root)
    for name, grant in page.get("exceptions", {}).items():
        _write(root / "exceptions" / name, yaml.safe_dump(grant, sort_keys=False))
    for name, seed in page.get("seeds", {}).items():
        _write(root / folder_of("seeds", name) / f"{table_of(name)}.csv", _header(seed))
    return synced


def _check_names(page: Entry) -> None:
    """Names become paths, and a page is anybody's."""
    for part in _NAMED:
        for name in page.get(part) or ():
            if {"/", "\\", "\0"} & set(str(name)) or ".." in str(name):
                raise ValueError(f"{name!r} in {part} is no name: it leads to another folder")


def lay_out_baseline(page: Entry, root: Path) -> Path:
    """Writes the contracts of the page's baseline into a folder of their own, and names it."""
    folder = root / "baseline"
    _write(folder / "dbt_treaty.yml", yaml.safe_dump(page.get("configuration", {"domain": "a"})))
    for name, contract in page["baseline"].items():
        _write_contract(name, contract, folder)
    return folder


def table_of(name: str) -> str:
    """The table of a full name, or of a bare one."""
    return name.rsplit(".", maxsplit=1)[-1]


def folder_of(kind: str, name: str) -> str:
    """The folder that says whose a resource is; a bare name's says nothing."""
    return "/".join((kind, *name.split(".")[:-1]))


def generated_path(name: str) -> str:
    """Where sync writes a model's properties."""
    return f"{folder_of('models', name)}/_treaty/{table_of(name)}.yml"


def _synced(name: str, model: Entry, root: Path) -> Contract:
    path = _write_contract(name, model["contract"], root)
    contract = load_file(path, root, read_configuration(root))[0]
    entry = Synced(contract.name, contract.version, contract.checksum)
    header = render_header(contract.place.path, (entry,), _BODY)
    edit = "# by hand\n" if model.get("edited") else ""
    _write(root / generated_path(name), header + _BODY + edit)
    if "contract_on_disk" in model:
        path.unlink()
        if model["contract_on_disk"] is not None:
            _write_contract(name, {**model["contract"], **model["contract_on_disk"]}, root)
    return contract


def _write_contract(name: str, contract: Entry, root: Path) -> Path:
    parts = {"name": name, **_WHOLE, **contract}
    parts.setdefault("retention_days", _RETENTION)  # at the end: findings count the lines before
    lines = (f"{key}: {_flow(value)}" for key, value in parts.items() if value is not None)
    path = root / "contracts" / f"{name}.contract.yaml"
    _write(path, "\n".join(lines) + "\n")
    return path


def _flow(value: Any) -> str:
    """A value of the contract: one line, or a line for each item of a list, as columns are."""
    if isinstance(value, list):
        return "".join(f"\n  - {_flow(item)}" for item in value)
    text = yaml.safe_dump(value, default_flow_style=True, width=10_000, sort_keys=False)
    return text.removesuffix("...\n").strip()


def _header(seed: Entry) -> str:
    return ",".join(seed["columns"]) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
