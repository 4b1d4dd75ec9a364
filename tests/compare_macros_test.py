"""`compare_relations` and `reconcile` on DuckDB, held against what Python says of the rows."""

from __future__ import annotations

import re
from collections import Counter
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from macro_files import Macros


class Refused(Exception):  # noqa: N818 - what it says, it is
    """What dbt's compiler error is here."""


def _refuse(message: str) -> None:
    raise Refused(message)


MACROS = Macros(
    "duckdb",
    dbt=SimpleNamespace(
        type_string=lambda: "varchar",
        type_float=lambda: "double",
        string_literal=lambda text: f"'{text}'",
        escape_single_quotes=lambda text: text.replace("'", "''"),
    ),
    exceptions=SimpleNamespace(raise_compiler_error=_refuse),
    modules=SimpleNamespace(re=re),
    execute=True,
)
Row = tuple[Any, ...]
KEYS = st.one_of(st.none(), st.integers(0, 5))
ROWS = st.lists(st.tuples(KEYS, st.one_of(st.none(), st.integers(0, 2)), st.sampled_from("xy")))


@pytest.fixture(scope="module")
def session() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def load(session: duckdb.DuckDBPyConnection, **tables: list[Row]) -> None:
    for name, rows in tables.items():
        session.execute(f"create or replace table {name} (k integer, n integer, t varchar)")
        if rows:
            session.executemany(f"insert into {name} values (?, ?, ?)", rows)


def compared(session: duckdb.DuckDBPyConnection, **options: Any) -> list[Row]:
    columns = [{"name": "n", "numeric": True}, "t"]
    query = MACROS.compare_relations("a", "b", ["k"], columns, **options)
    return [tuple(row) for row in session.execute(query).fetchall()]


def test_how_two_tables_differ(session: duckdb.DuckDBPyConnection) -> None:
    load(
        session,
        a=[(1, 10, "x"), (2, 20, "x"), (3, 30, "x"), (4, 40, "x"), (5, 1, "x"), (5, 2, "x")],
        b=[(1, 10, "x"), (2, 25, "x"), (3, None, "y"), (6, 60, "x"), (5, 1, "x")],
    )

    assert compared(session) == [
        ("only in a", None, 1, pytest.approx(1 / 6), None, "4", None),
        ("only in b", None, 1, pytest.approx(1 / 6), None, "6", None),
        ("repeated in a", None, 1, pytest.approx(1 / 6), None, "5", None),
        ("repeated in b", None, 0, 0.0, None, None, None),
        ("differs", "n", 2, pytest.approx(2 / 6), 5.0, "2", "3"),
        ("differs", "t", 1, pytest.approx(1 / 6), None, "3", None),
        ("alike", None, 1, pytest.approx(1 / 6), None, "1", None),
    ]
    near = {row[:3] for row in compared(session, tolerance=5)}
    assert ("differs", "n", 1) in near  # a NULL is near to nothing


def test_two_empty_tables_have_nothing_in_common(session: duckdb.DuckDBPyConnection) -> None:
    load(session, a=[], b=[])
    assert {row[2:] for row in compared(session)} == {(0, None, None, None, None)}


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS)
def test_every_key_is_counted_as_it_is(a: list[Row], b: list[Row]) -> None:
    with duckdb.connect() as session:
        load(session, a=a, b=b)
        told = {row[:2]: row[2] for row in compared(session)}

    many_a, many_b = Counter(row[0] for row in a), Counter(row[0] for row in b)
    one = [
        (dict_a[key], dict_b[key])
        for dict_a, dict_b in [({r[0]: r for r in a}, {r[0]: r for r in b})]
        for key in dict_a
        if many_a[key] == 1 and many_b[key] == 1
    ]
    assert told == {
        ("only in a", None): len(many_a.keys() - many_b.keys()),
        ("only in b", None): len(many_b.keys() - many_a.keys()),
        ("repeated in a", None): sum(count > 1 for count in many_a.values()),
        ("repeated in b", None): sum(count > 1 for count in many_b.values()),
        ("differs", "n"): sum(left[1] != right[1] for left, right in one),
        ("differs", "t"): sum(left[2] != right[2] for left, right in one),
        ("alike", None): sum(left == right for left, right in one),
    }


def test_columns_that_only_one_has_are_refused() -> None:
    def described(relation: str) -> list[Any]:
        names = ["k", "n", "old"] if relation == "a" else ["K", "N", "new"]
        return [SimpleNamespace(name=name, is_number=lambda: True) for name in names]

    macros = Macros(
        "duckdb",
        exceptions=SimpleNamespace(raise_compiler_error=_refuse),
        execute=True,
    )
    macros.get_columns_in_relation = described
    with pytest.raises(Refused, match=r"old \(only a\), new \(only b\)"):
        macros.compared_columns("a", "b", ["k"], None)


SOURCES = [
    {"name": "crm", "relation": "crm", "owner": "@crm-team"},
    {"name": "shop", "relation": "shop", "owner": "@shop-team"},
    {"name": "erp", "relation": "erp", "owner": "@o'erp"},
]


def reconciled(session: duckdb.DuckDBPyConnection, part: str, **options: Any) -> list[Row]:
    query = MACROS.reconcile(SOURCES, ["k"], ["n", "t"], part=part, **options)
    return sorted(map(tuple, session.execute(query).fetchall()), key=repr)


def test_what_is_agreed_decided_and_open(session: duckdb.DuckDBPyConnection) -> None:
    load(
        session,
        crm=[(1, 10, "x"), (2, 20, "x"), (3, None, "x"), (None, 1, "x")],
        shop=[(1, 10, "x"), (2, 21, "x"), (3, 30, "x"), (4, 40, "y"), (4, 40, "y")],
        erp=[(2, 22, "x"), (5, 50, "y")],
    )

    assert reconciled(session, "resolved") == [(1, 10, "x"), (3, 30, "x"), (5, 50, "y")]
    assert reconciled(session, "exceptions") == [
        (2, "the sources do not agree", "n", "crm", "@crm-team"),
        (2, "the sources do not agree", "n", "erp", "@o'erp"),
        (2, "the sources do not agree", "n", "shop", "@shop-team"),
        (4, "the key stands more than once", None, "shop", "@shop-team"),
        (None, "the key has a NULL", None, "crm", "@crm-team"),
    ]
    by_column = reconciled(session, "resolved", precedence={"n": ["erp", "shop"]})
    assert by_column == [(1, 10, "x"), (2, 22, "x"), (3, 30, "x"), (5, 50, "y")]
    assert reconciled(session, "resolved", precedence=["shop"])[1] == (2, 21, "x")


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS, ROWS, st.lists(st.sampled_from(["crm", "shop", "erp"]), unique=True))
def test_a_key_is_resolved_or_an_exception(
    crm: list[Row], shop: list[Row], erp: list[Row], precedence: list[str]
) -> None:
    given_rows = {"crm": crm, "shop": shop, "erp": erp}
    with duckdb.connect() as session:
        load(session, **given_rows)
        resolved = reconciled(session, "resolved", precedence=precedence)
        exceptions = reconciled(session, "exceptions", precedence=precedence)

    keys = {row[0] for rows in given_rows.values() for row in rows}
    settled, open_ = [row[0] for row in resolved], {row[0] for row in exceptions}
    assert len(settled) == len(set(settled))
    assert set(settled) | open_ == keys
    assert not set(settled) & open_
    for key, *values in resolved:
        assert values == _expected(key, given_rows, precedence)
    for key in open_ - {None}:
        assert _expected(key, given_rows, precedence) is None


def _expected(key: int, given_rows: dict[str, list[Row]], precedence: list[str]) -> Any:
    """The values of a key, or None where they are open."""
    rows = {name: [r for r in rows if r[0] == key] for name, rows in given_rows.items()}
    if any(len(each) > 1 for each in rows.values()):
        return None
    made = []
    for at in (1, 2):
        values = {name: each[0][at] for name, each in rows.items() if each}
        preferred = [values[n] for n in precedence if values.get(n) is not None]
        left = {v for n, v in values.items() if n not in precedence and v is not None}
        if not preferred and len(left) > 1:
            return None
        made.append(preferred[0] if preferred else next(iter(left), None))
    return made


def test_all_that_is_wrong_is_told_at_once() -> None:
    twice = [SOURCES[0], {"name": "crm", "relation": "x"}]
    with pytest.raises(Refused) as told:
        MACROS.reconcile(twice, ["k"], ["n"], precedence={"m": ["hr"]}, part="all")
    assert str(told.value) == (
        "dbt_treaty.reconcile: `part` is 'all' (allowed: resolved, exceptions); a source has no "
        "`owner`: {'name': 'crm', 'relation': 'x'}; two sources are called 'crm'; `precedence` has "
        "'m', which is not among `columns`; `precedence` has the source 'hr' (there are: crm, crm)"
    )
    with pytest.raises(Refused, match="`keys` must be a list"):
        MACROS.compare_relations("a", "b", "k", ["n"])


def test_lineage_sees_through_both() -> None:
    from dbt_treaty.lineage.analyse import analyse
    from dbt_treaty.lineage.relations import Relation, Relations

    columns = {"k": "integer", "n": "integer", "t": "varchar"}
    known = Relations(
        [
            Relation(
                id=f"source.{each}",
                database=None,
                schema=None,
                name=each,
                columns=columns,
                complete=True,
            )
            for each in ("crm", "shop", "erp")
        ]
    )
    query = analyse(MACROS.reconcile(SOURCES, ["k"], ["n", "t"]), "duckdb", known)

    assert query.reason is None
    parents = {
        column.name: {
            (edge.parent.relation, edge.parent.column)
            for edge in column.edges
            if edge.evolution != "scan"
        }
        for column in query.columns
    }
    assert parents["n"] == {("source.crm", "n"), ("source.shop", "n"), ("source.erp", "n")}
