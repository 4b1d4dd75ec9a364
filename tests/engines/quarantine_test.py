"""Rows set aside on each engine: the same rows, the same reasons, and no row lost or doubled."""

from __future__ import annotations

from pathlib import Path

import pytest
from dbt_runs import Run
from engine import Engine
from engine_shop import EngineShop, make_shop
from quarantine_shop import BAD, DEFAULT, GOOD, REASONS

pytestmark = pytest.mark.engines

MODELS = {
    "whole": ("materialized='table'", "{enabled: true, target: quarantine/shop/whole}"),
    "limited": ("materialized='table'", "{enabled: true, max_rejected: 1}"),
    "added": ("materialized='incremental', incremental_strategy='append'", DEFAULT),
    "late": ("materialized='table'", DEFAULT),
    "keyed": (
        "materialized=('table' if target.type == 'spark' else 'incremental'), "
        "incremental_strategy='delete+insert', unique_key='id'",
        DEFAULT,
    ),
}
# One that was refused comes mended, one that was good comes broken, and one is new.
SECOND = ((1, "odd", 10, "z"), (3, "old", 1, "c"), (7, "new", 1, "h"))
ODD = (1, ["status.accepted_values"])


@pytest.fixture(scope="module")
def shop(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> EngineShop:
    return make_shop(engine, tmp_path_factory.mktemp(engine.name) / "shop", MODELS)


def test_a_table_and_its_quarantine(shop: EngineShop) -> None:
    shop.fill(*GOOD, *BAD)
    shop.run("-s", "whole").must_pass()
    assert shop.published("whole") == [1, 2]
    assert shop.quarantined("whole", "main_quarantine_shop") == REASONS
    shop.fill(*SECOND)
    shop.run("-s", "whole").must_pass()
    assert shop.published("whole") == [3, 7]
    assert shop.quarantined("whole", "main_quarantine_shop") == [ODD]


def test_too_many_refused_rows(shop: EngineShop) -> None:
    shop.fill(*SECOND)
    shop.run("-s", "limited").must_pass()
    shop.fill(*GOOD, *BAD)
    failed = shop.run("-s", "limited")
    assert failed.exit == 1, failed.output
    assert "limited: 5 of 7 rows break a rule of the contract" in failed.output
    assert (shop.published("limited"), shop.quarantined("limited")) == ([3, 7], [ODD])


def test_rows_that_are_added(shop: EngineShop) -> None:
    shop.fill(*GOOD, *BAD)
    shop.run("-s", "added").must_pass()
    assert (shop.published("added"), shop.quarantined("added")) == ([1, 2], REASONS)
    shop.fill(*SECOND)
    shop.run("-s", "added").must_pass()
    assert shop.published("added") == [1, 2, 3, 7]
    again = [(1, ["status.accepted_values", "primary_key.published"]), *REASONS[1:]]
    assert shop.quarantined("added") == again
    # The same once more: what is in the table already is set aside, not added twice.
    shop.run("-s", "added").must_pass()
    assert shop.published("added") == [1, 2, 3, 7]
    there = ["primary_key.published"]
    assert shop.quarantined("added") == [again[0], (3, there), again[1], *again[2:4], (7, there),
                                         again[4]]  # fmt: skip


def test_rows_that_replace_others(engine: Engine, shop: EngineShop) -> None:
    if engine.name == "spark":
        pytest.skip("Spark replaces single rows in Delta's and other formats' tables only")
    shop.fill(*GOOD, *BAD)
    shop.run("-s", "keyed").must_pass()
    shop.fill(*SECOND)
    shop.run("-s", "keyed").must_pass()
    assert shop.published("keyed") == [1, 2, 3, 7]
    assert shop.quarantined("keyed") == [ODD, *REASONS[1:]]


def replay(shop: EngineShop) -> Run:
    return shop.project.dbt_here("run-operation", "replay_quarantine", "--args", "{model: keyed}")


def test_refused_rows_come_back_once_they_are_mended(engine: Engine, shop: EngineShop) -> None:
    shop.fill(*GOOD, *BAD)
    shop.run("-s", "keyed", "--full-refresh").must_pass()
    if engine.name == "spark":
        refused = replay(shop)
        assert refused.exit != 0
        assert "Spark has no transaction in which a row could leave the quarantine" in (
            refused.output
        )
        assert (shop.published("keyed"), shop.quarantined("keyed")) == ([1, 2], REASONS)
        return
    replay(shop).must_pass()
    assert (shop.published("keyed"), shop.quarantined("keyed")) == ([1, 2], REASONS)
    shop.query("update main_quarantine.keyed set amount = 3 where id = 4")
    replay(shop).must_pass()
    left = [row for row in REASONS if row[0] != 4]
    assert (shop.published("keyed"), shop.quarantined("keyed")) == ([1, 2, 4], left)


def test_somebody_elses_table(engine: Engine, shop: EngineShop) -> None:
    shop.fill((8, "new", 1, "i"))
    before = shop.published("whole")
    shop.query("create table main_quarantine.foreign_one as select 1 as id")
    contract = "contracts/product/limited.contract.yaml"
    shop.project.edit(contract, "max_rejected: 1", "target: foreign_one")
    try:
        engine.sync(shop.project).must_pass()
        failed = shop.run("-s", "limited", "whole")
    finally:
        shop.project.edit(contract, "target: foreign_one", "max_rejected: 1")
        engine.sync(shop.project).must_pass()
    assert failed.exit == 2, failed.output
    assert "which is there and is not the quarantine of this table" in failed.output
    assert shop.published("whole") == before


def test_files_that_a_killed_spark_has_left(engine: Engine, shop: EngineShop) -> None:
    """Spark makes no table in a folder with files, and no statement takes them away."""
    if engine.name != "spark":
        pytest.skip("the other engines keep a table's data where only they can reach it")
    from pyspark.sql import SparkSession

    session = SparkSession.builder.getOrCreate()
    places = [("main", "late"), ("main", "late__treaty_stage"), ("main_quarantine", "late")]
    for schema, name in places:
        session.sql(f"create schema if not exists {schema}")
        folder = Path(session.catalog.getDatabase(schema).locationUri.removeprefix("file:")) / name
        folder.mkdir()
        (folder / "part-0.parquet").write_text("half a file")
    shop.fill(*SECOND)
    run = shop.run("-s", "late").must_pass()
    assert run.output.count("a Spark that was killed has left files, which are now in") == 3
    assert (shop.published("late"), shop.quarantined("late")) == ([3, 7], [ODD])
    aside = [path for path in folder.parent.glob("late__treaty_left_*") if path.is_dir()]
    assert [(path / "part-0.parquet").read_text() for path in aside] == ["half a file"]
