"""Inference as Jinja drives it: where the draft goes, and what is refused without a traceback."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from dbt_common.exceptions import CompilationError

from dbt_treaty_plugin.infer_bridge import Drafted, RunningInference, begin_inference

MODEL = {
    "resource_type": "model",
    "unique_id": "model.shop.items",
    "name": "items",
    "package_name": "shop",
    "database": "w",
    "schema": "shop_product",
    "alias": "items",
    "original_file_path": "models/product/items.sql",
    "config": {"meta": {}},
}
TOLD = "drafted contracts/product/items.contract.yaml: 1 columns, 6 TODOs to write"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dbt_treaty.yml").write_text("domain: shop\n", encoding="utf-8")
    return tmp_path


def inference(root: Path, said: str = "items", **more: Any) -> RunningInference:
    config = SimpleNamespace(
        project_root=str(root),
        project_target_path=str(root / "target"),
        project_name="shop",
        credentials=SimpleNamespace(type="duckdb"),
    )
    ref = SimpleNamespace(manifest=SimpleNamespace(nodes={}), config=config)
    graph = {"nodes": {"m": {**MODEL, **more}}, "sources": {}}
    running = begin_inference(said, graph, ref)
    running.take_column("id", "INTEGER")
    running.take_totals([2, 2, 2, "1", "2"])
    running.take_row(["1"])
    running.take_row(["2"])
    return running


def test_a_models_draft_goes_to_the_contracts(root: Path) -> None:
    drafted = inference(root).finish(None, False, None)

    path = root / "contracts" / "product" / "items.contract.yaml"
    assert drafted == Drafted(
        path.read_text(encoding="utf-8"), "contracts/product/items.contract.yaml", TOLD
    )
    assert "name: shop.product.items\n" in drafted.text


def test_the_models_place_says_whose_it_is(root: Path) -> None:
    meta = {"meta": {"dbt_treaty_override": {"domain": "stock", "tier": "derived"}}}

    drafted = inference(root, config=meta).finish(None, False, None)

    assert drafted.path == "contracts/stock/derived/items.contract.yaml"
    assert "name: stock.derived.items\n" in drafted.text


def test_any_other_tables_draft_is_printed(root: Path) -> None:
    drafted = inference(root, "somewhere.else").finish(None, False, None)

    assert drafted.path == ""
    assert "name: shop.product.else\n" in drafted.text
    assert not (root / "contracts").exists()


def test_a_product_that_has_a_contract_gets_no_second(root: Path) -> None:
    inference(root).finish(None, False, None)

    with pytest.raises(CompilationError, match="has a contract already"):
        inference(root).finish(None, False, "contracts/other.contract.yaml")

    assert not (root / "contracts" / "other.contract.yaml").exists()


@pytest.mark.parametrize(
    ("output", "told"),
    [("../out.yaml", "leads out of the project"), ("dbt_treaty.yml", "is there already")],
)
def test_a_file_that_can_not_be_written(root: Path, output: str, told: str) -> None:
    with pytest.raises(CompilationError, match=told):
        inference(root).finish(None, False, output)

    assert (root / "dbt_treaty.yml").read_text(encoding="utf-8") == "domain: shop\n"
    assert not (root.parent / "out.yaml").exists()
