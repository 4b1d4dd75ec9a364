"""Builds queries from a lineage that is known, and expects exactly that lineage back.

DuckDB runs every query against empty tables, so that what is compared is the lineage of valid SQL,
and says how it calls the columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.known_expression_test import (
    BASE,
    RELATIONS,
    Edges,
    Known,
    Table,
    Value,
    base,
    concatenated,
    expression,
    refs,
    scanned,
    through,
)
from dbt_treaty.lineage.model import ColumnRef


@dataclass
class Query:
    """A finished select: text, columns in order, and what chooses its rows."""

    sql: str
    columns: list[tuple[str, Edges]]
    rows: set[ColumnRef]


def select(known: Known) -> Query:
    """A random select over one to three tables."""
    random = known.random
    rows: set[ColumnRef] = set()
    chosen = [(known.name("x"), random.choice(known.tables)) for _ in range(random.randint(1, 3))]
    text = joined(known, chosen, rows)

    def pick() -> Value:
        alias, table = random.choice(chosen)
        name = random.choice(list(table.columns))
        holders = [t for _, t in chosen if name in t.columns]
        bare = len(holders) == 1 and random.random() < 0.5
        return (name if bare else f"{alias}.{name}"), table.columns[name]

    made: list[tuple[str, Edges]] = []
    items: list[str] = []
    for _ in range(random.randint(1, 4)):
        if random.random() < 0.15:
            alias, table = random.choice(chosen)
            items.append(f"{alias}.*")
            made.extend(table.columns.items())
        else:
            sql, edges = expression(known, pick, 2, rows)
            name = known.name("o")
            items.append(f"{sql} as {name}")
            made.append((name, edges))
    sql = f"select {', '.join(items)} from {text}"
    if random.random() < 0.4:
        a, ea = concatenated(random, [pick(), pick()])
        rows |= refs(ea)
        sql += f" where {a} <> 'z'"
    return Query(sql, made, rows)


def joined(known: Known, chosen: list[tuple[str, Table]], rows: set[ColumnRef]) -> str:
    random = known.random
    alias, table = chosen[0]
    text = f"{table.sql} as {alias}"
    for (left, before), (right, after) in pairwise(chosen):
        a, b = random.choice(list(before.columns)), random.choice(list(after.columns))
        kind = random.choice(["join", "left join", "full join"])
        text += f" {kind} {after.sql} as {right} on {left}.{a} = {right}.{b}"
        rows |= refs(before.columns[a], after.columns[b])
    return text


def grouped(known: Known) -> Query:
    """A random aggregation."""
    random = known.random
    table = random.choice(known.tables)
    key, value = random.choice(list(table.columns)), random.choice(list(table.columns))
    condition = random.choice(list(table.columns))
    function = random.choice(["max", "min", "any_value", "count"])
    n, o = known.name("o"), known.name("o")
    cast = ("::varchar", "cast") if function == "count" else ("", "")
    edges = through(function, table.columns[value])
    edges = through("cast", edges) if cast[0] else edges
    by = random.choice([key, "1", n, "all"])
    sql = (
        f"select {key} as {n}, (max({value}) filter (where {condition} = 'x')) as {o}f, "
        f"({function}({value})){cast[0]} as {o} from {table.sql} group by {by}"
    )
    filtered = through("max", table.columns[value]) | scanned(table.columns[condition])
    columns = [(n, table.columns[key]), (f"{o}f", filtered), (o, edges)]
    return Query(sql, columns, refs(table.columns[key]))


def starred(known: Known) -> Query:
    """A star with what may be said behind it."""
    random = known.random
    table = random.choice(known.tables)
    names = list(table.columns)
    gone, changed, renamed = (random.choice(names) for _ in range(3))
    columns = dict(table.columns)
    text = "*"
    if len(names) > 1 and random.random() < 0.5:
        text += f" exclude ({gone})"
        del columns[gone]
    if changed in columns and random.random() < 0.5:
        text += f" replace (upper({changed}) as {changed})"
        columns[changed] = through("upper", columns[changed])
    made = list(columns.items())
    if renamed in columns and renamed != changed and random.random() < 0.5:
        new = known.name("r")
        text += f" rename ({renamed} as {new})"
        made = [(new if name == renamed else name, edges) for name, edges in made]
    return Query(f"select {text} from {table.sql}", made, set())


def shared(known: Known) -> Query:
    """A join with USING: the shared column comes from both sides, and a star has it once."""
    left, right = (Table(name, base(name)) for name in known.random.sample(sorted(BASE), 2))
    rows = refs(left.columns["k"], right.columns["k"])
    columns = dict(left.columns)
    columns["k"] = left.columns["k"] | right.columns["k"]
    # The right m would be a second one.
    columns |= {name: e for name, e in right.columns.items() if name not in {"k", "m"}}
    sql = f"select * exclude (r.m) from main.{left.sql} l join main.{right.sql} r using (k)"
    return Query(sql, list(columns.items()), rows)


def united(known: Known) -> Query:
    """Two or three arms of one width."""
    arms = [
        known.random.choice([select, starred, grouped])(known)
        for _ in range(known.random.randint(2, 3))
    ]
    width = min(len(arm.columns) for arm in arms)
    names = [known.name("u") for _ in range(width)]
    columns = [
        (name, frozenset(edge for arm in arms for edge in arm.columns[i][1]))
        for i, name in enumerate(names)
    ]
    rows = {ref for arm in arms for ref in arm.rows}
    texts = [
        f"select {', '.join(f'z{i}' for i in range(width))} from ({arm.sql}) as "
        f"{known.name('a')} ({', '.join(f'z{i}' for i in range(len(arm.columns)))})"
        for arm in arms
    ]
    united_sql = " union all ".join(texts)
    outer = ", ".join(f"z{i} as {name}" for i, name in enumerate(names))
    return Query(f"select {outer} from ({united_sql}) {known.name('a')}", columns, rows)


def unique(query: Query) -> bool:
    return len({name for name, _ in query.columns}) == len(query.columns)


def build(random: Random) -> tuple[str, list[tuple[str, Edges]], set[ColumnRef]]:
    """A chain of CTEs and a last select, with the lineage it must have."""
    known = Known(random, [Table(f"main.{name}", base(name)) for name in BASE])
    rows: set[ColumnRef] = set()
    for _ in range(random.randint(0, 4)):
        query = step(known)
        # A CTE may take the name of a table; qualified, the table is still meant.
        name = random.choice([known.name("q"), known.name("q"), "t0"])
        if any(table.sql == name for table in known.tables):
            name = known.name("q")
        known.ctes.append(f"{name} as ({query.sql})")
        # Every CTE is read in the end, below, so that its scans count.
        known.tables.append(Table(name, dict(query.columns)))
        rows |= query.rows
    last = step(known)
    rows |= last.rows
    used = " ".join(
        f"and exists (select 1 from {table.sql})" for table in known.tables if "." not in table.sql
    )
    sql = f"select * from ({last.sql}) as final where true {used}"
    if known.ctes:
        sql = f"with {', '.join(known.ctes)} {sql}"
    return sql, last.columns, rows


def step(known: Known) -> Query:
    while True:
        query = known.random.choice([select, select, grouped, starred, shared, united])(known)
        if unique(query):
            return query


def tables(connection: duckdb.DuckDBPyConnection) -> None:
    for name, columns in BASE.items():
        connection.execute(f"create table {name} ({', '.join(f'{c} varchar' for c in columns)})")


@settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.randoms(use_true_random=False))
def test_the_known_lineage_comes_back(random: Random) -> None:
    sql, columns, rows = build(random)
    lineage = analyse(sql, "duckdb", RELATIONS)
    assert lineage.reason is None, (lineage.reason, sql)
    actual = [(column.name, frozenset(column.edges), column.reason) for column in lineage.columns]
    assert actual == [(name, edges, None) for name, edges in columns], sql
    assert set(lineage.row_scans) == rows, sql
    assert lineage.complete
    with duckdb.connect() as connection:
        tables(connection)
        described = connection.execute(sql).description
        assert [name for name, *_ in described] == [column.name for column in lineage.columns], sql
