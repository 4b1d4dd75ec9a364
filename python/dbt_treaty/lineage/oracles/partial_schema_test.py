"""What is not known of the relations may cost precision, and never an edge."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.fixtures_test import Pair, fixture_relations, in_every_dialect, pairs
from dbt_treaty.lineage.known_expression_test import BASE
from dbt_treaty.lineage.known_lineage_test import build
from dbt_treaty.lineage.model import ColumnRef, OutputColumn, QueryLineage, Relation
from dbt_treaty.lineage.oracles.random_query import TABLES, random_query
from dbt_treaty.lineage.oracles.rounds import SECONDS, rounds
from dbt_treaty.lineage.relations import Relations

PAIRS = pairs()


def forgetful(random: Random, relation: Relation) -> Relation:
    """The relation with all, some or none of its columns known; what is left keeps its order."""
    columns = dict(relation.columns or {})
    kind = random.choice(["known", "nothing", "nothing", "some"])
    if kind == "known":
        return relation
    if kind == "nothing":
        return Relation(relation.id, relation.database, relation.schema, relation.name, None, False)
    kept = {name: type_ for name, type_ in columns.items() if random.random() < 0.5}
    return Relation(relation.id, relation.database, relation.schema, relation.name, kept, False)


def lost(whole: QueryLineage, part: QueryLineage) -> list[str]:
    """The edges and scans of the whole that the part neither has nor suspects."""
    if part.reason is not None:
        return [str(ref) for ref in sorted(_refs(whole)) if ref.relation not in part.suspects]
    if not part.columns and whole.columns:
        return ["every column"]
    found: list[str] = []
    scans = _pairs(part.row_scans)
    found += [f"row scan {ref}" for ref in whole.row_scans if not _covers(scans, ref)]
    for at, column in enumerate(whole.columns):
        told = _told(part, at, column.name)
        if not told:
            found.append(f"the column {column.name}")
        for edge in column.edges:
            if edge.evolution == "scan":
                heard = scans | _pairs(e.parent for c in told for e in c.edges)
            else:
                heard = _pairs(e.parent for c in told for e in c.edges if e.evolution != "scan")
            suspects = {relation for c in told if c.reason is not None for relation in c.suspects}
            if not _covers(heard, edge.parent) and edge.parent.relation not in suspects:
                found.append(f"{column.name}: {edge}")
    return found


def _told(part: QueryLineage, at: int, name: str) -> list[OutputColumn]:
    """The columns of the part that may be the whole's column at a place."""
    if part.complete:
        return [part.columns[at]] if at < len(part.columns) else []
    return [c for c in part.columns if c.name.lower() == name.lower() or c.name == "*"]


def _refs(lineage: QueryLineage) -> set[ColumnRef]:
    return {*lineage.row_scans, *(e.parent for c in lineage.columns for e in c.edges)}


def _pairs(refs: object) -> set[tuple[str, str]]:
    return {(ref.relation, ref.column.lower()) for ref in refs}  # type: ignore[attr-defined]


def _covers(heard: set[tuple[str, str]], ref: ColumnRef) -> bool:
    return bool(heard & {(ref.relation, ref.column.lower()), (ref.relation, "*")})


def named(lineage: QueryLineage) -> list[str]:
    """The columns that have neither a parent nor a reason, though a star stands for them."""
    return [c.name for c in lineage.columns if c.name == "*" and c.reason is None]


def check(random: Random, sql: str, dialect: str, relations: list[Relation]) -> None:
    whole = analyse(sql, dialect, Relations(relations))
    fewer = [forgetful(random, relation) for relation in relations]
    part = analyse(sql, dialect, Relations(fewer))
    assert (lost(whole, part), named(part)) == ([], []), (
        sql,
        {r.name: (sorted(r.columns or {}), r.complete) for r in fewer},
    )


# What depends on what nobody knows, by a piece of the title.
UNDECIDED = (
    "two tables of one name",  # DuckDB calls it ambiguous
)
RELATIONS = [Relation(n, "memory", "main", n, dict(columns)) for n, columns in TABLES.items()]
KNOWN = [Relation(n, "memory", "main", n, dict.fromkeys(columns)) for n, columns in BASE.items()]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.title)
def test_a_fixture_with_less_known(pair: Pair) -> None:
    if any(title in pair.title for title in UNDECIDED):
        pytest.skip("no query says what it means")
    for seed in range(3):
        check(Random(seed), pair.sql, pair.dialect, fixture_relations(pair.schema))


@pytest.mark.parametrize("pair", in_every_dialect(), ids=lambda pair: pair.title)
def test_a_fixture_with_nothing_known(pair: Pair) -> None:
    """As in a manifest without a catalog or a declared column."""
    if any(title in pair.title for title in UNDECIDED):
        pytest.skip("no query says what it means")
    relations = fixture_relations(pair.schema)
    nothing = [Relation(r.id, r.database, r.schema, r.name, None, False) for r in relations]
    whole = analyse(pair.sql, pair.dialect, Relations(relations))
    part = analyse(pair.sql, pair.dialect, Relations(nothing))
    assert (lost(whole, part), named(part)) == ([], [])
    assert all(c.reason is None or c.reason.strip() for c in part.columns)


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # shrinking a long query takes minutes
)
@given(st.randoms(use_true_random=False))
def test_a_random_query_with_less_known(random: Random) -> None:
    check(random, random_query(random, 2), "duckdb", RELATIONS)


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # shrinking a long query takes minutes
)
@given(st.randoms(use_true_random=False))
def test_a_known_query_with_less_known(random: Random) -> None:
    check(random, build(random)[0], "duckdb", KNOWN)


@pytest.mark.skipif(not SECONDS, reason="make fuzz")
def test_long() -> None:
    for seed, random in rounds(0.25):
        try:
            if random.random() < 0.4:
                check(random, random_query(random, 3), "duckdb", RELATIONS)
            elif random.random() < 0.5:
                check(random, build(random)[0], "duckdb", KNOWN)
            else:
                pair = random.choice([p for p in PAIRS if UNDECIDED[0] not in p.title])
                check(random, pair.sql, pair.dialect, fixture_relations(pair.schema))
        except AssertionError as error:
            raise AssertionError(seed) from error
