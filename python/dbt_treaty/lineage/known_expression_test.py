"""Builds expressions from a lineage that is known, and expects exactly that lineage back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.model import ColumnRef, Edge, Relation
from dbt_treaty.lineage.relations import Relations

Edges = frozenset[Edge]
BASE = {f"t{i}": [f"c{i}{j}" for j in range(3)] + ["k", "m"] for i in range(3)}
RELATIONS = Relations(
    Relation(name, "memory", "main", name, dict.fromkeys(columns)) for name, columns in BASE.items()
)


@dataclass
class Table:
    """Something a FROM can name: its SQL, and what each of its columns comes from."""

    sql: str
    columns: dict[str, Edges]


@dataclass
class Known:
    """A query under construction: its CTEs, and the rows' scans that hold for all of it."""

    random: Random
    tables: list[Table]
    ctes: list[str] = field(default_factory=list)
    fresh: int = 0

    def name(self, prefix: str) -> str:
        self.fresh += 1
        return f"{prefix}{self.fresh}"


def base(name: str) -> dict[str, Edges]:
    return {column: frozenset([Edge(ColumnRef(name, column), "copy")]) for column in BASE[name]}


def through(function: str, *values: Edges) -> Edges:
    """What becomes of edges that pass a function."""
    return frozenset(
        edge if edge.evolution == "scan" else Edge(edge.parent, "mod", (*edge.transforms, function))
        for edges in values
        for edge in edges
    )


def scanned(*values: Edges) -> Edges:
    return frozenset(Edge(edge.parent, "scan") for edges in values for edge in edges)


def refs(*values: Edges) -> set[ColumnRef]:
    return {edge.parent for edges in values for edge in edges}


Value = tuple[str, Edges]
Pick = Callable[[], Value]
CALLS = ["lower", "upper", "trim", "md5", "sha256", "reverse"]
CASTS = ["cast({} as varchar)", "({})::varchar", "try_cast({} as varchar)"]
BRANCHES = ["(case when {} is not null then {} else {} end)", "(if({} = 'x', {}, {}))"]


def expression(known: Known, pick: Pick, depth: int, rows: set[ColumnRef]) -> Value:
    """A random text expression over the columns that ``pick`` gives."""
    random = known.random
    if depth == 0 or random.random() < 0.3:
        return pick()
    kind = random.choice([_call, concatenated, _nullif, _compare, _branch, _window, scalar])
    if kind is scalar:
        return scalar(known, pick, rows)
    if kind is _window:
        return _window(random, [pick(), pick(), pick()])
    count = {_call: 1, _branch: 3}.get(kind, 2)
    return kind(random, [expression(known, pick, depth - 1, rows) for _ in range(count)])


def _call(random: Random, values: list[Value]) -> Value:
    ((a, ea),) = values
    if random.random() < 0.3:
        return random.choice(CASTS).format(a), through("cast", ea)
    name = random.choice(CALLS)
    return f"{name}({a})", through(name, ea)


def concatenated(random: Random, values: list[Value]) -> Value:
    (a, ea), (b, eb) = values
    if random.random() < 0.5:
        return f"(({a}) || ({b}))", through("concat", ea, eb)
    return f"coalesce({a}, {b})", through("coalesce", ea, eb)


def _nullif(random: Random, values: list[Value]) -> Value:
    (a, ea), (b, eb) = values
    return f"nullif({a}, {b})", through("nullif", ea) | scanned(eb)


def _compare(random: Random, values: list[Value]) -> Value:
    (a, ea), (b, eb) = values
    return f"(({a}) = ({b}))::varchar", through("cast", through("eq", ea, eb))


def _branch(random: Random, values: list[Value]) -> Value:
    (a, ea), (b, eb), (c, ec) = values
    return random.choice(BRANCHES).format(a, b, c), scanned(ea) | through("case", eb, ec)


def _window(random: Random, values: list[Value]) -> Value:
    (a, ea), (b, eb), (c, ec) = values
    name = random.choice(["max", "min", "first_value", "last_value"])
    # Rows that no order tells apart have one value then, and the engine no choice among them.
    text = f"{name}({a}) over (partition by {b} order by {c}, {a})"
    return text, through(f"{name} over", ea) | scanned(ea, eb, ec)


def scalar(known: Known, pick: Pick, rows: set[ColumnRef]) -> Value:
    """A correlated scalar subquery."""
    table = known.random.choice(known.tables)
    inner, alias = known.random.choice(list(table.columns)), known.name("s")
    outer, eo = pick()
    if outer.strip('"') in table.columns:  # a bare name means the column of the inner table
        eo = table.columns[outer.strip('"')]
    edges = table.columns[inner]
    rows |= refs(edges, eo)
    return (
        f"(select max({alias}.{inner}) from {table.sql} {alias} where {alias}.{inner} = {outer})",
        through("max", edges),
    )


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_the_known_lineage_of_an_expression_comes_back(random: Random) -> None:
    table = Table("t0", base("t0"))
    known, rows = Known(random, [table, Table("t1", base("t1"))]), set[ColumnRef]()

    def pick() -> Value:
        name = random.choice(list(table.columns))
        return random.choice([name, f"t0.{name}", f'"{name}"']), table.columns[name]

    sql, edges = expression(known, pick, 3, rows)
    lineage = analyse(f"select {sql} as o from t0", "duckdb", RELATIONS)
    (column,) = lineage.columns
    assert (column.name, frozenset(column.edges), column.reason) == ("o", edges, None), sql
    assert set(lineage.row_scans) == rows, sql
