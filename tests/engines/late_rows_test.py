"""Late rows of a table that does not say when a row came: told by what was there before."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from dbt_runs import DbtProject, Run
from engine import Engine
from sla_shop import SETTINGS

pytestmark = pytest.mark.engines

CONTRACT = """\
name: shop.product.arrived
version: "1.0.0"
owner: {team: "@shop-team", on_call: shop-pager}
semantics: {grain: one row}
schema: [{name: id, type: integer}, {name: happened, type: timestamp}]
sla: {late_arrival_window: {within: 1h, column: happened}, severity: error}
"""
SOURCE = """\
version: 2
sources:
  - name: raw
    schema: raw
    config: {meta: {dbt_treaty_override: {domain: shop, tier: raw}}}
    tables: [{name: arrived, columns: [{name: id}, {name: happened}]}]
"""
FILES = {
    "dbt_treaty.yml": "domain: shop\n",
    "dbt_project.yml": SETTINGS,
    "models/raw/_sources.yml": SOURCE,
    "models/product/arrived.sql": "select id, happened from {{ source('raw', 'arrived') }}\n",
    "contracts/product/arrived.contract.yaml": CONTRACT,
}
STATE = "select state, reason from {{ ref('treaty_sla_state') }}"
FIRST = "no run before tells which rows were there"
GONE = "rows that were older than the last run allowed are gone, and nobody can tell how many came"


@pytest.fixture(scope="module")
def shop(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    project = engine.project(tmp_path_factory.mktemp(engine.name) / "late", FILES)
    (project.root / "target").mkdir(exist_ok=True)
    text = " using parquet" if engine.name == "spark" else ""
    engine.query(project, "create schema raw")
    engine.query(project, f"create table raw.arrived (id integer, happened timestamp){text}")
    return project


def add(engine: Engine, shop: DbtProject, at: int, minutes: int) -> None:
    """A row that happened so many minutes ago."""
    moment = datetime.now(timezone.utc) - timedelta(minutes=minutes)
    zone = "Z" if engine.name == "spark" else ""
    stamp = f"timestamp '{moment:%Y-%m-%d %H:%M:%S}{zone}'"
    engine.query(shop, f"insert into raw.arrived values ({at}, {stamp})")


def build(shop: DbtProject) -> tuple[int, list[str]]:
    """How a build ended, and what it says of late rows."""
    run: Run = shop.dbt_here("build")
    begin = "late_arrival_window of arrived: "
    return run.exit, [
        line.split(begin)[1] for line in run.output.splitlines() if f"dbt-treaty: {begin}" in line
    ]


def test_rows_behind_the_last_mark_are_late(engine: Engine, shop: DbtProject) -> None:
    for at, minutes in enumerate((5, 30, 90, 600)):
        add(engine, shop, at, minutes)
    # Nobody knows yet, which is no failure and is not passed over.
    assert build(shop) == (0, [FIRST])
    assert engine.rows(shop, STATE) == [["unknown", FIRST]]
    add(engine, shop, 4, 1)
    add(engine, shop, 5, 50)  # older than others, and within the hour
    assert build(shop) == (0, [])
    assert engine.rows(shop, STATE) == [["green", None]]
    add(engine, shop, 6, 120)
    add(engine, shop, 7, 180)
    late = "rows came that were older than the last run allowed (measured 2 rows, promised 0 rows)"
    assert build(shop) == (1, [late])
    assert build(shop) == (0, [])  # each late row is told once
    if engine.name == "spark":
        engine.query(shop, "truncate table raw.arrived")
        add(engine, shop, 8, 1)
    else:
        engine.query(shop, "delete from raw.arrived where id = 3")
    assert build(shop) == (0, [GONE])
    assert engine.rows(shop, STATE) == [["unknown", GONE]]


def test_without_a_history_it_is_not_kept(shop: DbtProject) -> None:
    run = shop.dbt_here("build", "--vars", "{dbt_treaty: {governance: false}}")
    assert run.exit == 1, run.output
    assert "no column tells when a row came, and no history tells what was there" in run.output
