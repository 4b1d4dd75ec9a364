"""LakeLogic's form: ``info``, ``model.fields``, ``quality.row_rules``, ``quarantine``."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.native import read_native
from dbt_treaty.contracts.native_name import full_name
from dbt_treaty.contracts.odcs.physical_type import logical_of
from dbt_treaty.contracts.seal import seal
from dbt_treaty.contracts.sections import sound_sections
from dbt_treaty.contracts.translation import Translation
from dbt_treaty.documents.document import Document

FORMAT = "lakelogic"
SCHEMA_FILE = Path(__file__).with_name("lakelogic.schema.json")
_FIELD = ("name", "required", "unique", "primary_key", "description", "tags", "accepted_values")
_RULE = ("name", "sql", "severity", "error_if", "description")


def read_lakelogic(document: Document, home: Home) -> tuple[Contract, ...]:
    """The one contract of a document, a draft where a required part is absent.

    ``info.version`` may be a whole number: 1 is 1.0.0. An owner with an @ inside is an address as
    well. What the model has no word for (``lineage``, ``info.system``, …) is kept.

    Raises:
        TreatyError: with every problem.
    """
    data = sound_sections(document, SCHEMA_FILE)
    info = data["info"]
    native = Translation(document)
    domain = info.get("domain") or home.domain
    native.put(("name",), full_name(domain, home.tier, info["name"]), ("info", "name"))
    _put_info(native, info)
    _put_fields(native, data["model"])
    _put_rules(native, data)
    if data.get("quarantine") is not None:
        native.put(("quarantine",), data["quarantine"], ("quarantine",))
    (contract,) = read_native(native.document(), Home(domain, home.tier))
    contract = dataclasses.replace(contract, format=FORMAT, kept=_kept(data))
    return (seal(contract, contract.todos),)


def _put_info(native: Translation, info: Mapping[str, Any]) -> None:
    version = info.get("version")
    if version is not None:
        text = f"{int(version)}.0.0" if isinstance(version, (int, float)) else version
        native.put(("version",), text, ("info", "version"))
    owner = info.get("owner")
    if owner:
        native.put(("owner", "team"), owner, ("info", "owner"))
        if "@" in owner[1:]:
            native.put(("owner", "email"), owner, ("info", "owner"))
    if info.get("description"):
        native.put(("description",), info["description"], ("info", "description"))


def _put_fields(native: Translation, model: Mapping[str, Any]) -> None:
    for at, said in enumerate(model.get("fields") or ()):
        origin, path = ("model", "fields", at), ("schema", at)
        native.put(path, {}, origin)
        for key in _FIELD:
            if said.get(key) is not None:
                native.put((*path, key), said[key], (*origin, key))
        kind = logical_of(said["type"])
        native.put((*path, "type"), str(kind or said["type"]), (*origin, "type"))


def _put_rules(native: Translation, data: Mapping[str, Any]) -> None:
    for at, said in enumerate((data.get("quality") or {}).get("row_rules") or ()):
        origin = ("quality", "row_rules", at)
        native.put(origin, {}, origin)
        for key in _RULE:
            if said.get(key) is not None:
                native.put((*origin, key), said[key], (*origin, key))


def _kept(data: Mapping[str, Any]) -> dict[str, Any]:
    """The sections that no field of a contract is made of."""
    read = {"name", "domain", "version", "owner", "description"}
    info = {key: value for key, value in data["info"].items() if key not in read}
    rest = {key: value for key, value in data.items() if key not in _SECTIONS}
    model = {key: value for key, value in data["model"].items() if key != "fields"}
    quality = {k: v for k, v in (data.get("quality") or {}).items() if k != "row_rules"}
    kept = {"info": info, "model": model, "quality": quality, **rest}
    return {key: value for key, value in kept.items() if value not in ({}, None)}


_SECTIONS = frozenset(("info", "model", "quality", "quarantine"))
