from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.load import load_contracts
from dbt_treaty.contracts.plain import to_plain
from dbt_treaty.errors import TreatyError
from dbt_treaty.project.baseline import Baseline
from dbt_treaty.project.baseline_reader import read_baseline
from dbt_treaty.project.conftest import PATH, Repository, contract
from dbt_treaty.project.git_baseline import Here
from dbt_treaty.project.promises import FORM

ORDERS = Configuration(domain="orders")


def read(root: Path, named: str | Path) -> Baseline:
    return read_baseline(Here(root, ORDERS, ()), str(named))


def refusal(root: Path, named: str | Path) -> tuple[int, str]:
    with pytest.raises(TreatyError) as caught:
        read(root, named)
    return caught.value.exit_code, str(caught.value)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(baseline: Baseline) -> list[tuple[str, str]]:
    return [(each.name, each.version) for each in baseline.contracts]


@pytest.mark.parametrize("file", ["dbt_project.yml", "dbt_treaty.yml"])
def test_a_projects_folder_has_its_own_configuration(tmp_path: Path, file: str) -> None:
    put(tmp_path / "old" / file, "domain: shop\n" if "treaty" in file else "name: shop\n")
    put(tmp_path / "old" / PATH, contract())
    found = read(tmp_path, tmp_path / "old")
    assert (found.name, told(found)) == (
        (tmp_path / "old").as_posix(),
        [("orders.product.order_facts", "2.1.0")],
    )


@pytest.mark.parametrize("path", [PATH, "order_facts.contract.yaml", "2026/x.contract.yaml"])
def test_a_folder_with_contracts_alone(tmp_path: Path, path: str) -> None:
    put(tmp_path / "old" / path, contract().replace("orders.product.", ""))
    assert told(read(tmp_path, tmp_path / "old")) == [("orders.product.order_facts", "2.1.0")]


def test_a_folder_without_contracts_is_no_baseline(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    assert refusal(tmp_path, tmp_path / "old") == (
        2,
        f"{(tmp_path / 'old').as_posix()} holds no contracts\n"
        "    name a project's folder, or a git ref",
    )


def test_a_word_that_is_a_folder_and_a_branch(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write(f"main/{PATH}", contract("1.0.0"))
    monkeypatch.chdir(repository.root)
    assert refusal(repository.root, "main") == (
        2,
        "main is a folder here, and a git ref\n"
        "    write ./main for the folder, or refs/heads/main for the branch",
    )
    assert told(read(repository.root, "./main")) == [("orders.product.order_facts", "1.0.0")]
    assert told(read(repository.root, "refs/heads/main"))[0][1] == "2.1.0"


def synced(root: Path) -> dict[str, Any]:
    put(root / PATH, contract())
    (made,) = load_contracts(root, ORDERS).contracts
    return {"contract": {FORM: to_plain(made)}, "checksum": made.checksum}


def test_a_manifest(tmp_path: Path) -> None:
    meta = {"dbt_treaty": synced(tmp_path)}
    nodes = {
        "model.orders.order_facts.v2": {"package_name": "orders", "config": {"meta": meta}},
        "model.shop.order_facts.v2": {"package_name": "shop", "config": {"meta": meta}},
        "model.orders.plain": {"package_name": "orders", "config": {"meta": {}}},
        "model.orders.odd": None,
    }
    path = tmp_path / "manifest.json"
    put(path, json.dumps({"metadata": {"project_name": "orders"}, "nodes": nodes}))

    found = read(tmp_path, path)

    assert (found.name, told(found)) == (
        path.as_posix(),
        [("orders.product.order_facts", "2.1.0")],
    )
    assert found.notes == (
        "Of a manifest only what was synced is known: drafts and older versions are not in it.",
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (None, "there is no manifest here"),
        ("{", "is no JSON that can be read"),
        ("[" * 100_000, "is no JSON that can be read"),
        ("[]", "is not a dbt manifest, or one without nodes"),
        ('{"nodes": {}}', "is not a dbt manifest, or one without nodes"),
    ],
)
def test_a_manifest_that_cannot_be_used(tmp_path: Path, text: str | None, what: str) -> None:
    path = tmp_path / "old.json"
    if text is not None:
        put(path, text)
    code, said = refusal(tmp_path, path)
    assert (code, said.split("\n")[0]) == (3, f"{path.as_posix()}: {what}")
