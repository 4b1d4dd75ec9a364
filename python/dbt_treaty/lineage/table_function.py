"""The columns of UNNEST, FLATTEN, VALUES, generators and other functions called as tables."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.dispatch import read_list
from dbt_treaty.lineage.elsewhere import is_faithful
from dbt_treaty.lineage.function_input import (
    arguments_of,
    method_rows,
    read_given_tables,
    unwrapped,
)
from dbt_treaty.lineage.generator import generated, is_fixed
from dbt_treaty.lineage.model import TableRead
from dbt_treaty.lineage.output import Column, Open, Output
from dbt_treaty.lineage.scope import Scope
from dbt_treaty.lineage.sink import Sink
from dbt_treaty.lineage.transform_name import transform_name

_DECLARING = (exp.OpenJSON, exp.JSONTable, exp.XMLTable)
_FLATTENED = ("seq", "key", "path", "index", "value", "this")
_JSON_ROWS = ("key", "value", "type", "atom", "id", "parent", "fullkey", "path")
# The columns of functions that an alias does not name, by dialect ("": any).
_COLUMNS: dict[tuple[str, str], tuple[str, ...]] = {
    ("duckdb", "json_each"): _JSON_ROWS,
    ("duckdb", "json_tree"): _JSON_ROWS,
    ("snowflake", "unnest"): _FLATTENED,
    ("snowflake", "flatten"): _FLATTENED,
    ("snowflake", "split_to_table"): ("seq", "index", "value"),
    ("tsql", "string_split"): ("value",),
    ("tsql", "openjson"): ("key", "value", "type"),
    ("tsql", "generate_series"): ("value",),
    ("postgres", "json_each"): ("key", "value"),
    ("postgres", "jsonb_each"): ("key", "value"),
    ("postgres", "json_each_text"): ("key", "value"),
    ("postgres", "jsonb_each_text"): ("key", "value"),
    ("postgres", "json_array_elements"): ("value",),
    ("postgres", "jsonb_array_elements"): ("value",),
    ("postgres", "json_array_elements_text"): ("value",),
    ("postgres", "jsonb_array_elements_text"): ("value",),
    ("spark", "range"): ("id",),
    ("databricks", "range"): ("id",),
    ("clickhouse", "numbers"): ("number",),
}
# Functions whose first column counts: it holds nothing of the value.
_COUNTING_FIRST = frozenset(
    {"posexplode", "posexplode_outer", "variant_explode", "variant_explode_outer"}
)
# Dialects that call that column ``pos``.
_POSITIONS = frozenset({"databricks", "hive", "spark"})
# Of the columns above, those that count.
_COUNTS = frozenset({"index", "seq"})
_GENERATING = frozenset({"inline", "inline_outer", "stack", "unnest"})
_SINGLE = frozenset(
    (
        "generate_series",
        "range",
        "generate_subscripts",
        "unnest",
        "string_to_table",
        "regexp_split_to_table",
        "json_object_keys",
        "jsonb_object_keys",
        "sequence",
        "generate_date_array",
    )
)
_NAMED_BY_ALIAS = frozenset({"duckdb", "postgres", "redshift", "materialize", "risingwave", ""})


def function_output(
    scope: Scope, node: Any, alias: tuple[str, list[Column]], ordinality: bool, schema: str = ""
) -> Output:
    """What a function called as a table gives.

    ``alias`` is its alias and the columns that names, ``schema`` what stands before the function's
    name (``sales.``): it is then somebody's own. ``ordinality`` adds a number.
    """
    key, names = alias
    method = method_rows(scope, node)
    if method is not None:
        scope.row.read(method, None)
        return Output([_column(method, named, False) for named in names])
    node, before = unwrapped(node)
    name = schema + before + _function_name(node)
    made = generated(scope, node, len(names)) if name in _GENERATING else None
    arguments = arguments_of(node) if isinstance(node, exp.Expr) else []
    if made is not None:
        _scan_rows(scope, name, arguments, made)
        return Output(_by_place(made, names, key or name, ordinality))
    sink = Sink()
    read_list(scope, read_given_tables(scope, arguments, name, sink), (name,), sink)
    reason = None if is_faithful(name) else f"table function {name}"
    if reason is not None:
        line, start = _place(node)
        scope.engine.reads[name, line, start] = TableRead(name, None, line)
    value = sink.column("")
    _scan_rows(scope, name, arguments, [value])
    value.reason = reason or value.reason
    dialect = scope.engine.dialect.name
    place: list[Column] = [Column("ordinality")] if ordinality else []
    width = 1 if name in _SINGLE else len(_COLUMNS.get((dialect, name), ()))
    if ordinality and 0 < width < len(names):
        place, names = [Column(names[width].name)], names[:width]
    columns = _declared(value, node) if not names else _named(value, names, name, dialect)
    columns = [*(columns or _unnamed(value, key, name, dialect)), *place]
    output = Output(columns)
    if len(columns) == 1 and columns[0].open is None:
        output.index.setdefault(name, columns[0])  # its own name stays good beside the alias
    return output


def _scan_rows(scope: Scope, name: str, arguments: list[Any], made: list[Column]) -> None:
    """How long the lists are that a generator is given is how many rows there are."""
    if not is_fixed(name, arguments):
        for column in made:
            scope.row.read(column, None)


def _by_place(
    made: list[Column], names: list[Column], otherwise: str, ordinality: bool
) -> list[Column]:
    """The columns a generator makes, under the names of an alias where it gives them."""
    columns: list[Column] = []
    for at, column in enumerate(made):
        named = names[at].name if at < len(names) else column.name or otherwise
        columns.append(column.named(named))
    if ordinality:
        columns.append(Column(names[len(made)].name if len(names) > len(made) else "ordinality"))
    return columns


def _function_name(node: Any) -> str:
    if type(node) is exp.Unnest:
        return "unnest"
    if not isinstance(node, exp.Func):
        return "unknown"
    if type(node) in (exp.GenerateSeries, exp.ExplodingGenerateSeries):
        return "range" if node.args.get("is_end_exclusive") else "generate_series"
    return transform_name(node)


def _declared(value: Column, node: Any) -> list[Column]:
    """The columns that OPENJSON … WITH (…) or JSON_TABLE … COLUMNS (…) declares."""
    definitions = (exp.OpenJSONColumnDef, exp.JSONColumnDef, exp.ColumnDef)
    declared: list[Column] = []
    for part in node.find_all(*definitions) if type(node) in _DECLARING else ():
        if part.args.get("this") is not None:
            kind = part.args.get("kind")
            named = Column(part.name, (), kind if isinstance(kind, exp.DataType) else None)
            declared.append(_column(value, named, bool(part.args.get("ordinality"))))
    return declared


def _named(value: Column, names: list[Column], function: str, dialect: str) -> list[Column]:
    """The columns that an alias names; what a name means is told by its place alone."""
    known = _COLUMNS.get((dialect, function), ())
    counts = {at for at, name in enumerate(known) if name in _COUNTS}
    if function in _COUNTING_FIRST and len(names) > 1:
        counts.add(0)
    return [_column(value, named, at in counts) for at, named in enumerate(names)]


def _place(node: Any) -> tuple[int, int]:
    meta = (node._meta if isinstance(node, exp.Expr) else None) or {}
    return meta.get("line", 0), meta.get("start", -1)


def _column(value: Column, named: Column, counts: bool) -> Column:
    """One named column. One that counts says nothing of the value."""
    if counts and value.reason is None:
        return Column(named.name, (), named.type)
    column = Column(named.name, value.ways, named.type, value.reason, value.suspects)
    column.shape = value.shape
    return column


def _unnamed(value: Column, key: str, name: str, dialect: str) -> list[Column]:
    """The columns of a function that has no column alias, so far as they are known."""
    rest = Open(None, value.reason, value.suspects, value.ways)
    if value.reason is not None:
        return [rest.star()]
    if name in _COUNTING_FIRST and dialect in _POSITIONS:
        return [Column("pos"), rest.without(["pos"]).star()]
    known = _COLUMNS.get((dialect, name))
    if known is not None:
        return [_column(value, Column(column), column in _COUNTS) for column in known]
    if name in _SINGLE and dialect in _NAMED_BY_ALIAS:
        return [_column(value, Column(key or name), False)]
    return [rest.star()]
