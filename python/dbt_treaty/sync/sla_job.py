"""The service levels of one contract as data for the macros that write their tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dbt_treaty.contracts.duration import parse_duration
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.percentage import parse_percentage
from dbt_treaty.sync.counted import Counted

_WINDOW = "24h"  # of accuracy, where the contract says none


def make_sla_job(contract: Contract, counted: Counted | None) -> dict[str, Any]:
    """The levels that a test can measure, in seconds and percent, and the tests' severity.

    ``counted`` is what the contract's reference of completeness was found to be.
    """
    sla = contract.sla
    kinds = {column.name: column.type for column in contract.columns}
    job: dict[str, Any] = {"severity": sla.severity}
    if sla.freshness and sla.freshness_column:
        job["freshness"] = {"seconds": _seconds(sla.freshness), **_stamp(contract, kinds)}
    if sla.completeness:
        job["completeness"] = {"percent": _percent(sla.completeness)}
        job["completeness"]["reference"] = counted.relation if counted else None
        job["completeness"]["query"] = counted.query if counted else None
    if sla.accuracy:
        window = {"seconds": _seconds(sla.accuracy_window or _WINDOW), **_stamp(contract, kinds)}
        job["accuracy"] = {"percent": _percent(sla.accuracy), **window}
    if sla.late_arrival_window and sla.late_arrival_column:
        job["late_arrival_window"] = {
            "seconds": _seconds(sla.late_arrival_window),
            "column": sla.late_arrival_column,
            "loaded": sla.late_arrival_loaded,
            "kind": None if sla.late_arrival_loaded else kinds[sla.late_arrival_column],
        }
    return job


def _stamp(contract: Contract, kinds: dict[str, str]) -> dict[str, str | None]:
    column = contract.sla.freshness_column
    return {"column": column, "kind": kinds[column] if column else None}


def _seconds(text: str) -> int:
    return int(parse_duration(text).total_seconds())


def _percent(text: str) -> int | float:
    value: Decimal = parse_percentage(text)
    return int(value) if value == value.to_integral_value() else float(value)
