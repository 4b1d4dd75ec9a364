"""A contract's checks as quality rules of ODCS."""

from __future__ import annotations

from typing import Any

from dbt_treaty.contracts.model import Check, Contract
from dbt_treaty.contracts.odcs.words import METRICS, OPERATORS

_METRIC_WORDS = {ours: word for word, ours in METRICS.items()}
_OPERATOR_WORDS = {ours: word for word, ours in OPERATORS.items()}


def rules_of(contract: Contract, column: str | None) -> list[dict[str, Any]]:
    """The rules of one column, or those of the table."""
    return [_rule(check) for check in contract.checks if check.column == column]


def _rule(check: Check) -> dict[str, Any]:
    bounds = list(check.bounds)
    rule: dict[str, Any] = {"type": "sql", "query": check.query}
    if check.metric is not None:
        rule = {"type": "library", "metric": _METRIC_WORDS[check.metric]}
    arguments = _arguments(check)
    if arguments:
        rule["arguments"] = arguments
    rule[_OPERATOR_WORDS[check.operator]] = bounds if len(bounds) > 1 else bounds[0]
    if check.unit != "rows":
        rule["unit"] = check.unit
    if check.name is not None:
        rule["name"] = check.name
    if check.severity != "error":
        rule["severity"] = "warning"
    if check.description:
        rule["description"] = check.description
    return rule


def _arguments(check: Check) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if check.values:
        word = "missingValues" if check.metric == "missing_values" else "validValues"
        said[word] = list(check.values)
    if check.pattern is not None:
        said["pattern"] = check.pattern
    if check.columns:
        said["properties"] = list(check.columns)
    return said
