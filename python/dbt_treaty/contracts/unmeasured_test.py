from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.native import read_native
from dbt_treaty.contracts.unmeasured import unmeasured
from dbt_treaty.documents.read import parse

COLUMNS = "[{name: a, type: timestamp}, {name: b, type: timestamp}, {name: c, type: timestamp}]"


def told(sla: str) -> list[str]:
    text = f"name: order_facts\nschema: {COLUMNS}\nsla: {sla}\n"
    (contract,) = read_native(parse(text, "a.contract.yaml"), Home("orders", "product"))
    return [f"{level}: {what.split(': ')[1]}" for level, what in unmeasured(contract)]


def test_what_each_level_lacks() -> None:
    late = "late_arrival_window"
    assert told("{freshness: 1h, completeness: 99%, accuracy: 99%, late_arrival_window: 1d}") == [
        "freshness: sla.freshness.column",
        f"{late}: sla.{late}.column, and when it came, where one does",
    ]
    assert told("{late_arrival_window: {within: 1d, loaded: b}}") == [f"{late}: sla.{late}.column"]
    assert told("{late_arrival_window: {within: 1d, loaded: b, column: a}}") == []
    assert told("{late_arrival_window: {within: 1d, column: a}}") == []
    assert told("{freshness: {within: 1h, column: c}}") == []
