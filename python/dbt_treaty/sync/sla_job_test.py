"""The levels as the macros get them: in seconds and percent, each only where it can be measured."""

from typing import Any

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.native import read_native
from dbt_treaty.documents.read import parse
from dbt_treaty.sync.counted import Counted
from dbt_treaty.sync.sla_job import make_sla_job

COLUMNS = "[{name: at, type: timestamp_tz}, {name: came, type: timestamp_tz}]"


def job(sla: str, counted: Counted | None = None) -> dict[str, Any]:
    text = f"name: order_facts\nschema: {COLUMNS}\nsla: {sla}\n"
    (contract,) = read_native(parse(text, "a.contract.yaml"), Home("orders", "product"))
    return make_sla_job(contract, counted)


def test_every_level() -> None:
    said = (
        "{freshness: {within: 15m, column: at}, completeness: 99.9%, severity: error,"
        " accuracy: {min: 99%, window: 7d}, late_arrival_window: {within: 1h, loaded: came}}"
    )
    stamp = {"column": "at", "kind": "timestamp_tz"}
    assert job(said, Counted(relation="ref('raw')")) == {
        "severity": "error",
        "freshness": {"seconds": 900, **stamp},
        "completeness": {"percent": 99.9, "reference": "ref('raw')", "query": None},
        "accuracy": {"percent": 99, "seconds": 604800, **stamp},
        "late_arrival_window": {"seconds": 3600, "column": "at", "loaded": "came", "kind": None},
    }


def test_late_rows_without_a_column_that_tells_when_they_came() -> None:
    assert job("{late_arrival_window: {within: 1h, column: at}}")["late_arrival_window"] == {
        "seconds": 3600,
        "column": "at",
        "loaded": None,
        "kind": "timestamp_tz",
    }


def test_what_can_not_be_measured_is_left_out() -> None:
    assert job("{freshness: 15m, completeness: 99%, accuracy: 99%, late_arrival_window: 1h}") == {
        "severity": "warn",
        "completeness": {"percent": 99, "reference": None, "query": None},
        "accuracy": {"percent": 99, "seconds": 86400, "column": None, "kind": None},
    }
