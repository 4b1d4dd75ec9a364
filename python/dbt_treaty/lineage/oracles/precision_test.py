"""Edges that never matter, whatever the rows: each query has each column once, so all must be seen.

An edge too many does less harm than one too few; yet a tag that goes where nothing goes is a
false alarm.
"""

from __future__ import annotations

from random import Random

import duckdb
import pytest

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.model import QueryLineage, Relation
from dbt_treaty.lineage.oracles.random_query import TABLES, random_query
from dbt_treaty.lineage.oracles.random_value import STRATEGIES
from dbt_treaty.lineage.oracles.rounds import SECONDS, rounds
from dbt_treaty.lineage.oracles.tainted_database import TaintedDatabase, differing
from dbt_treaty.lineage.relations import Relations

T: dict[str, dict[str, str]] = {
    "t": {
        "a": "varchar",
        "b": "varchar",
        "c": "varchar",
        "n": "integer",
        "m": "integer",
        "l": "varchar[]",
        "s": "struct(f varchar, g integer)",
    },
    "u": {"d": "varchar", "e": "varchar", "a": "varchar", "o": "integer"},
}
QUERIES = """
select a, upper(b) as x, n + m as y, l[n] as z, s.f as f from t
select coalesce(a, b, c) as x, nullif(n, m) as y from t
select case when a = 'a' then b else c end as x from t
select case a when 'a' then b when 'b' then c end as x from t
select if(n > m, a, b) as x from t
select a || b as x, concat(c, n) as y from t
select a = b as x, n > m as y, a in (b, c) as z, a between b and c as w from t
select max(a) as x, count(b) as y, count(distinct c) as z, sum(n) as w from t
select a, max(b) as x from t group by a
select a, max(b) filter (where c = 'a') as x from t group by a having max(n) > 3
select a, arg_max(b, n) as x, string_agg(c, ',' order by m) as y from t group by all
select max(b) over (partition by a order by n) as x from t
select sum(n) over w as x, row_number() over (w order by m) as y from t window w as (partition by a)
select a from t qualify row_number() over (partition by b order by n, c) = 1
select distinct on (b) a from t order by b, n, c
select distinct a from t
select a from (select distinct a, b from t)
select a from t where b = 'a' and n > m
select t.b, u.e from t join u on t.a = u.d
select t.b, u.e from t left join u on t.a = u.d and t.n > u.o
select a, b, e from t full join u using (a)
select * from (select a, b from t) natural join u
select b from t semi join u on t.a = u.d
select b from t anti join u on t.a = u.d and t.n > u.o
select t.b, u.e from t asof join u on t.a = u.d and t.n >= u.o
select b from t where a in (select d from u where o > 2)
select b, exists (select 1 from u where u.d = t.a) as x from t
select (select max(e) from u where u.d = t.a) as x from t
select b, x from t, lateral (select upper(t.a) as x)
select x.v from t, lateral (select max(u.e) as v from u where u.d = t.a) x
select b, v from t, unnest(l) as x(v)
select unnest(l) as v, b from t
select list_transform(l, lambda x: x || a) as x from t
select list_filter(l, lambda x: x > a) as x from t
select [x || a for x in l if x <> b] as x from t
select {'x': a, 'y': b} as x, {'x': c, 'y': n}.x as y from t
select x.v from (select {'v': a, 'w': b} as x from t)
select json_object('x', a) as x, json_extract(json_object('y', b), '$.y') as y from t
select a, b from t union all select d, e from u
select a, b from t union select d, e from u
select a, b from t intersect select d, e from u
select a, b from t except select d, e from u
select a, n from t union all by name select o as n, d as a from u
select * from (select a, b, n from t) pivot (max(n) for b in ('a', 'b'))
select * from (select a, b, c from t) unpivot (v for k in (b, c))
select * from (select a, b, c from t) unpivot include nulls (v for k in (b, c))
select * exclude (l, s) replace (upper(a) as a) rename (b as z) from t
select columns('^[ab]$') from t
select upper(columns(lambda x: x like 'a%')) from t
select upper(a) as x, x || b as y from t
with x as (select a as k, b as v from t where n > 2), u as (select k, v from x) select v from u
with recursive r as (select 1 i, a from t union all select i + 1, a || i from r where i < 3) from r
from t select a, b where c is null
select t as x from (select a, b from t) t
select to_json(x) as y from (select a, b from t) x
""".strip().splitlines()
# What is said for more than the values show, and why.
UNSEEN: dict[str, set[str]] = {
    # Which row has which number cannot be seen in the values of one column.
    QUERIES[12]: {"y: t.m"},
}
# An expression that two random columns make is often dead: nullif(x, x), a condition nobody meets.
DEAD = 0.1


def unseen(
    database: TaintedDatabase, sql: str, lineage: QueryLineage, random: Random, fills: int
) -> set[str] | None:
    """The edges and row scans whose column changed nothing in any of the databases.

    None where the query gave no row in any of them (a condition that nothing can meet): then
    nothing can be seen of it.
    """
    speaks = False
    edges = {(i, e.parent) for i, column in enumerate(lineage.columns) for e in column.edges}
    rows = set(lineage.row_scans)
    for _ in range(fills):
        if not edges and not rows:
            break
        database.fill(random, random.choice([3, 5, 8, 12]), nulls=0.3)
        before = database.run(sql)
        speaks = speaks or any(before.columns)
        for parent in {*rows, *(parent for _, parent in edges)}:
            for strategy in STRATEGIES:
                after = database.rerun(sql, (parent.relation, parent.column), strategy, random)
                changed = frozenset[int]() if after is None else differing(before, after)
                edges -= {(i, parent) for i in changed}
                rows -= {parent} if changed else set()
    told = {f"{lineage.columns[i].name}: {p.relation}.{p.column}" for i, p in edges}
    silent = not speaks and bool(edges or rows)
    return None if silent else told | {f"rows: {p.relation}.{p.column}" for p in rows}


def known(tables: dict[str, dict[str, str]]) -> Relations:
    return Relations(
        Relation(n, "memory", "main", n, dict(columns)) for n, columns in tables.items()
    )


@pytest.mark.parametrize("sql", QUERIES)
def test_every_edge_matters(sql: str) -> None:
    lineage = analyse(sql, "duckdb", known(T))
    assert [column.reason for column in lineage.columns] == [None] * len(lineage.columns)
    with TaintedDatabase(T) as database:
        assert unseen(database, sql, lineage, Random(1), 25) == UNSEEN.get(sql, set())


def test_an_edge_too_many_is_seen() -> None:
    with TaintedDatabase(T) as database:
        lineage = analyse("select a || b as x from t where c = 'a'", "duckdb", known(T))
        found = unseen(database, "select a as x from t", lineage, Random(1), 5)
    assert found == {"x: t.b", "rows: t.c"}


@pytest.mark.skipif(not SECONDS, reason="make fuzz")
def test_long() -> None:
    said, found, speaking, silent = 0, [], 0, 0
    with TaintedDatabase(TABLES) as database:
        for seed, random in rounds(0.15, least=100):
            sql = random_query(random, 0)
            lineage = analyse(sql, "duckdb", known(TABLES))
            try:
                missed = unseen(database, sql, lineage, random, 24)
            except duckdb.Error:
                continue
            if missed is None:
                silent += 1
                continue
            speaking += 1
            said += len(lineage.row_scans) + sum(len(c.edges) for c in lineage.columns)
            found += [f"{seed} {edge} in {sql}" for edge in sorted(missed)]
    assert silent <= max(3, speaking), "most queries give no row: they hold nothing to account"
    assert len(found) <= max(5, DEAD * said), "\n".join(sorted(found, key=len)[:40])
