"""The governance models: what fills them, what they make of the history, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from dbt_runs import DbtProject
from sla_shop import CASES, rows

pytestmark = pytest.mark.slow

KEPT = "model.small.kept.v1"


def test_what_the_gate_knows_is_loaded(governed_shop: Path) -> None:
    root = governed_shop
    query = "select name, owner_team, description, is_on_disk from treaty_contracts"
    assert rows(root, f"{query} where table_name = 'kept'") == [
        ["shop.product.kept", "@shop-team", 'it\'s \\ 100 % {{ odd }} ü; "quoted"', True]
    ]
    assert rows(root, "select count(*) from treaty_contracts") == [[len(CASES)]]
    query = (
        "select parent_node_unique_id, parent_column_name, child_column_name, evolution "
        f"from treaty_column_lineage where child_node_unique_id = '{KEPT}' order by 2"
    )
    assert rows(root, query) == [
        ["model.small.passed_on", "happened", "happened", "copy"],
        ["model.small.passed_on", "id", "id", "copy"],
    ]
    promised = "select promise, promised, severity, lack from treaty_sla_promises"
    assert rows(root, f"{promised} where contract_name = 'shop.product.late'") == [
        ["late_arrival_window", "1h", "warn", None]
    ]
    assert rows(root, "select count(*) from treaty_findings") == [[0]]


def test_the_state_of_each_level(governed_shop: Path) -> None:
    query = "select contract, promise, state from treaty_sla_state order by 1, 2"
    states = {(contract, promise): state for contract, promise, state in rows(governed_shop, query)}
    broken = {
        (f"shop.product.{name}", promise): "red"
        for name, case in CASES.items()
        for promise, (kept, _) in case.found.items()
        if not kept
    }
    assert {key: state for key, state in states.items() if state == "red"} == broken
    # A share of exactly what is promised is kept, and has nothing left to lose.
    assert states["shop.product.counted", "completeness"] == "amber"
    assert states["shop.product.punctual", "late_arrival_window"] == "green"
    assert set(states.values()) == {"red", "amber", "green"}


def _history(root: Path, promise: str, values: str) -> None:
    """Put measurements of the past in the place of those that are there.

    ``values`` are rows of hours ago, ok, measured, target and reason.
    """
    rows(root, "delete from treaty_measurements")
    rows(
        root,
        "insert into treaty_measurements select "
        f"'{KEPT}', 'shop.product.kept', '1.0.0', '{promise}', measured, target, ok, reason, 1, "
        "make_timestamp(epoch_us(now())) - to_hours(cast(ago as int)), 'run ' || ago "
        f"from (values {values}) as past(ago, ok, measured, target, reason)",
    )


STATE = (
    "select state, reason, measured_hours, broken_hours, round(error_budget_left, 3), trend "
    "from treaty_sla_state where contract = 'shop.product.kept'"
)


def test_budget_and_trend_of_the_last_thirty_days(governed: DbtProject) -> None:
    kept = ", ".join(f"({ago}, true, 100, 90, null)" for ago in range(1, 10))
    before = "(300, false, 80, 90, 'x'), (301, true, 100, 90, null), (9000, false, 1, 90, 'old')"
    _history(governed.root, "completeness", f"{kept}, {before}")
    # One hour of eleven is broken, and a tenth may be.
    assert rows(governed.root, STATE) == [["amber", None, 11, 1, 0.091, "better"]]
    _history(governed.root, "completeness", f"{kept}, (300, true, 100, 90, null)")
    assert rows(governed.root, STATE) == [["green", None, 10, 0, 1.0, "steady"]]
    _history(governed.root, "completeness", "(25, true, 100, 90, null)")
    too_old = "its last measurement is too old"
    assert rows(governed.root, STATE) == [["unknown", too_old, 1, 0, 1.0, "unknown"]]
    rows(governed.root, "delete from treaty_measurements")
    assert rows(governed.root, STATE) == [
        ["unknown", "it was never measured", 0, 0, None, "unknown"]
    ]


VOLUME = "select volume_state, median_rows, columns_state, runs_before from treaty_volumes"


def test_volumes_and_columns_against_the_runs_before(governed: DbtProject) -> None:
    usual = ", ".join(f"({ago}, null, {1000 + ago % 3}, null, 'id INTEGER')" for ago in range(1, 9))
    _history(governed.root, "volume", f"{usual}, (0, null, 1020, null, 'id INTEGER')")
    assert rows(governed.root, VOLUME) == [["usual", 1001.0, "same", 8]]
    _history(governed.root, "volume", f"{usual}, (0, null, 940, null, 'id BIGINT')")
    assert rows(governed.root, VOLUME) == [["anomaly", 1001.0, "changed", 8]]
    _history(governed.root, "volume", "(1, null, 5, null, 'a'), (0, null, 500, null, 'a')")
    assert rows(governed.root, VOLUME) == [["unknown", 5.0, "same", 1]]
    _history(governed.root, "volume", "(0, null, 500, null, 'a')")
    assert rows(governed.root, VOLUME) == [["unknown", None, "unknown", 0]]


@pytest.mark.thorough
def test_off_there_is_nothing_of_them(governed: DbtProject) -> None:
    listing = ("ls", "--resource-type", "model", "--quiet", "--select", "package:dbt_treaty")
    on = governed.dbt(*listing).must_pass().output.split()
    assert len(on) == 14
    governed.edit("dbt_project.yml", "governance: true", "governance: false")
    before = rows(governed.root, "select count(*) from treaty_measurements")
    assert "treaty_" not in governed.dbt(*listing).output
    governed.dbt("test", "--select", "kept").must_pass()
    assert rows(governed.root, "select count(*) from treaty_measurements") == before


@pytest.mark.thorough
def test_a_project_that_builds_them_otherwise_is_refused(governed: DbtProject) -> None:
    before = rows(governed.root, "select count(*) from treaty_measurements")
    governed.edit(
        "dbt_project.yml",
        "models: {small: {+materialized: table}}",
        "models: {+materialized: table}",
    )
    run = governed.dbt("run", "--select", "treaty_measurements")
    assert run.exit == 1, run.output
    assert "treaty_measurements has to be materialized as incremental" in run.output
    assert "history: {+materialized: incremental}" in run.output
    assert rows(governed.root, "select count(*) from treaty_measurements") == before
    governed.dbt("run", "--select", "treaty_measurements", "--full-refresh")
    assert rows(governed.root, "select count(*) from treaty_measurements") == before
