"""The columns of VALUES, in the words of each dialect."""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dispatch import read_list
from dbt_treaty.lineage.output import Output
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Sink

# What columns without a name are called, before their number, and the first number.
_NAMES = {
    "clickhouse": ("c", 1),
    "databricks": ("col", 1),
    "duckdb": ("col", 0),
    "spark": ("col", 1),
}
# A comma that stands in no brackets and no quotes, as parts of ClickHouse's ``a Int, b String``.
_PARTS = re.compile(r"""((?:[^,('`"]|'[^']*'|`[^`]*`|"[^"]*"|\((?:[^()]|\([^()]*\))*\))+)""")
_NAME = re.compile(r"""\s*(?:`([^`]+)`|"([^"]+)"|(\w+))\s+\S""")


def values_output(scope: Scope, node: exp.Values) -> Output:
    """The columns of VALUES: each holds what any row has in its place."""
    rows = [_cells(row) for row in node.expressions]
    names: list[str] = []
    if scope.engine.dialect.name == "clickhouse":
        rows, names = _given(rows)
    sinks: list[Sink] = []
    for row in rows:
        for position, cell in enumerate(row):
            if position == len(sinks):
                sinks.append(Sink())
            read_list(scope, [cell], (), sinks[position])
            sinks[position].type = None
    prefix, first = _NAMES.get(scope.engine.dialect.name, ("column", 1))
    made = [f"{prefix}{at}" for at in range(first, first + len(sinks))]
    if len(names) == len(sinks):
        made = names
    return Output([sink.column(name) for sink, name in zip(sinks, made, strict=True)])


def _cells(row: Any) -> list[Any]:
    return list(row.expressions) if isinstance(row, exp.Tuple) else [row]


def _given(rows: list[list[Any]]) -> tuple[list[list[Any]], list[str]]:
    """The rows of ClickHouse's ``values('a Int, b String', (1, 'x'), …)`` and their names.

    The parser takes the arguments for the cells of one row.
    """
    cells = [_cells(cell) for cell in rows[0]] if len(rows) == 1 else []
    names = _names(cells[0][0]) if len(cells) > 1 and len(cells[0]) == 1 else []
    if names:
        return cells[1:], names
    called = bool(cells) and all(type(cell) is exp.Tuple for cell in rows[0])
    return (cells if called else rows), []


def _names(structure: Any) -> list[str]:
    """The names that ``'a Int, b String'`` gives; none where any part gives none."""
    if type(structure) is not exp.Literal or not structure.is_string:
        return []
    found = [_NAME.match(part) for part in _PARTS.findall(structure.name)]
    return [next(filter(None, each.groups())) for each in found if each is not None]
