"""A native contract's checks: numbers measured over the table, and what they must be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbt_treaty.contracts.model import Check, ContractColumn
from dbt_treaty.contracts.sheet import Sheet
from dbt_treaty.contracts.single_select import fault_in_select
from dbt_treaty.documents.document import DataPath
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.suggestion import suggest

OPERATORS = (
    "must_be",
    "must_not_be",
    "must_be_greater_than",
    "must_be_greater_or_equal_to",
    "must_be_less_than",
    "must_be_less_or_equal_to",
    "must_be_between",
    "must_not_be_between",
)
# What may stand beside each metric and its operator.
_BELONGS = {
    "null_values": ("column", "unit"),
    "missing_values": ("column", "values", "unit"),
    "invalid_values": ("column", "values", "pattern", "unit"),
    "duplicate_values": ("column", "columns", "unit"),
    "row_count": (),
}
_BELONGS_TO_A_QUERY = ("column",)
_PARTS = ("column", "columns", "values", "pattern", "unit")
# Of these alternatives one must stand.
_WANTED = {
    "null_values": (("column",),),
    "missing_values": (("column",), ("values",)),
    "invalid_values": (("column",), ("values", "pattern")),
    "duplicate_values": (("column", "columns"),),
}


def read_checks(
    sheet: Sheet, items: list[Any] | None, columns: tuple[ContractColumn, ...]
) -> tuple[Check, ...]:
    """The checks, those of a column in the order of the columns, then those of the table.

    Problems are noted on the sheet.
    """
    known = {column.name: at for at, column in enumerate(columns)}
    named: dict[str, int] = {}
    checks = []
    for at, item in sheet.items(items):
        path = ("quality", "checks", at)
        check = _check(sheet, item, path)
        _judge_names(sheet, check, known, path)
        if check.name is not None:
            sheet.check_name(check.name, (*path, "name"))
            if named.setdefault(check.name.lower(), at) != at:
                sheet.refuse((*path, "name"), f'a check "{check.name}" stands above already')
        checks.append(check)
    return tuple(sorted(checks, key=lambda check: known.get(check.column or "", len(known))))


def _check(sheet: Sheet, item: Mapping[str, Any], path: DataPath) -> Check:
    said = [word for word in OPERATORS if word in item]
    written = [word for word in OPERATORS if (*path, word) in sheet.document.spots]
    if len(written) != 1:
        got = f"; got {' and '.join(written)}" if written else ""
        sheet.refuse(path, f"wants one of {', '.join(OPERATORS)}{got}")
    _judge_kind(sheet, item, path)
    value = item.get(said[0]) if said else None
    return Check(
        operator=said[0] if said else OPERATORS[0],
        bounds=tuple(bound for _, bound in sheet.items(value if _is_list(value) else [value])),
        metric=item.get("metric"),
        query=item.get("query"),
        column=item.get("column"),
        columns=sheet.texts(item.get("columns")),
        values=tuple(item.get("values", ())),
        pattern=item.get("pattern"),
        unit=item.get("unit", "rows"),
        name=item.get("name"),
        severity=item.get("severity", "error"),
        description=item.get("description", ""),
    )


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _judge_kind(sheet: Sheet, item: Mapping[str, Any], path: DataPath) -> None:
    metric, query = item.get("metric"), item.get("query")
    if (metric is None) == (query is None):
        sheet.refuse(path, "wants either a metric or a query")
        return
    if query is not None:
        fault = fault_in_select(query)
        if fault:
            advice = "write one SELECT that gives one number, such as select count(*) from {object}"
            sheet.refuse((*path, "query"), f"the query {fault}", advice)
    of = metric or "a query"
    belongs = _BELONGS_TO_A_QUERY if metric is None else _BELONGS[metric]
    for key in _PARTS:
        if key in item and key not in belongs:
            sheet.refuse((*path, key), f"{of} takes no {key}", "remove it")
    for keys in _WANTED.get(metric or "", ()):
        said = [key for key in keys if item.get(key)]
        if not said:
            sheet.refuse(path, f"{of} wants {' or '.join(keys)}", f"add `{keys[0]}:`")
        elif len(said) > 1 and metric == "duplicate_values":
            sheet.refuse(path, f"{of} wants either column or columns", "remove one of them")
    if metric is not None and any(isinstance(item.get(word), bool) for word in OPERATORS):
        sheet.refuse(path, f"{of} is a number; only a query gives true or false")


def _judge_names(sheet: Sheet, check: Check, known: Mapping[str, int], path: DataPath) -> None:
    said: list[tuple[str, DataPath]] = [(name, (*path, "columns")) for name in check.columns]
    if check.column is not None:
        said.append((check.column, (*path, "column")))
    for name, where in said:
        if name not in known:
            advice = suggest(name, known) or "name a column of the schema"
            sheet.refuse(where, f"the schema has no column {quote(name)}", advice)
