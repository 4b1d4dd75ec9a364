"""Quality rules of an ODCS element: what can be measured becomes a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.contracts.odcs.words import METRICS, OPERATORS

# Rules of 3.0 by the metrics that took their place, and what they want where they do not say.
_RULES = {
    "duplicateCount": ("duplicateValues", None),
    "nullCheck": ("nullValues", 0),
    "validValues": ("invalidValues", 0),
    "countCheck": ("rowCount", None),
}
_UNITS = {"rows": "rows", "row": "rows", "percent": "percent", "%": "percent"}
_MILD = frozenset(("warn", "warning", "info", "low", "minor"))


def checks_of(
    rule: Mapping[str, Any], column: str | None, columns: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The native checks of one rule, one for each of its operators; none where nothing can be
    measured: a text, a rule of another engine, a rule that does not say what must be.

    ``column`` is the column the rule stands at; ``columns`` are the object's, by property.
    """
    if rule.get("type") in ("text", "custom"):
        return
    is_query = rule.get("type") == "sql" or ("query" in rule and "metric" not in rule)
    measured = _query(rule, column) if is_query else _metric(rule, column, columns)
    if measured is None:
        return
    for word, bound in _bounds(rule, is_query=is_query):
        yield {**measured, OPERATORS[word]: bound, **_words(rule)}


def is_measured(rule: Mapping[str, Any], column: str | None, columns: Mapping[str, str]) -> bool:
    """Whether a rule becomes a check."""
    return next(checks_of(rule, column, columns), None) is not None


def _query(rule: Mapping[str, Any], column: str | None) -> dict[str, Any] | None:
    if "query" not in rule:
        return None
    return {"query": rule["query"], **({"column": column} if column else {})}


def _metric(
    rule: Mapping[str, Any], column: str | None, columns: Mapping[str, str]
) -> dict[str, Any] | None:
    word = rule.get("metric") or _RULES.get(rule.get("rule", ""), (rule.get("rule"), None))[0]
    metric = METRICS.get(word or "")
    unit = _UNITS.get(str(rule.get("unit", "rows")).lower())
    if metric is None or unit is None:
        return None
    if metric == "row_count":
        return {"metric": metric} if unit == "rows" else None
    of = _subject(metric, rule, column, columns)
    return {"metric": metric, **of, "unit": unit} if of else None


def _subject(
    metric: str, rule: Mapping[str, Any], column: str | None, columns: Mapping[str, str]
) -> dict[str, Any] | None:
    given = {**rule, **(rule.get("arguments") or {})}
    if metric == "duplicate_values" and column is None:
        names = _values(given.get("properties")) or []
        known = names and all(str(name) in columns for name in names)
        return {"columns": [columns[str(name)] for name in names]} if known else None
    if column is None:
        return None
    if metric == "missing_values":
        values = _values(given.get("missingValues"))
        return {"column": column, "values": values} if values else None
    if metric == "invalid_values":
        valid = {"values": _values(given.get("validValues")), "pattern": given.get("pattern")}
        told = {key: value for key, value in valid.items() if value}
        return {"column": column, **told} if told else None
    return {"column": column}


def _values(said: Any) -> list[Any] | None:
    plain = isinstance(said, list) and not any(isinstance(each, (list, dict)) for each in said)
    return said if plain else None


def _bounds(rule: Mapping[str, Any], *, is_query: bool) -> Iterator[tuple[str, Any]]:
    said = False
    for word in OPERATORS:
        bound = rule.get(word)
        if isinstance(bound, bool) and not is_query:
            continue
        if isinstance(bound, (int, float, list)):
            said = True
            yield word, bound
    wanted = _RULES.get(rule.get("rule", ""), (None, None))[1]
    if not said and wanted is not None:
        yield "mustBe", wanted


def _words(rule: Mapping[str, Any]) -> dict[str, Any]:
    words: dict[str, Any] = {}
    if is_identifier(rule.get("name", "")):
        words["name"] = rule["name"]
    if str(rule.get("severity", "")).lower() in _MILD:
        words["severity"] = "warn"
    if rule.get("description"):
        words["description"] = rule["description"]
    return words
