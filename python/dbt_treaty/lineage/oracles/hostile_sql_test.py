"""SQL that is broken, spliced, deep or huge: no exception, no hang, no memory without end."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.analyse_mutation_test import mutated
from dbt_treaty.lineage.fixtures_test import fixture_relations, pairs
from dbt_treaty.lineage.model import QueryLineage
from dbt_treaty.lineage.oracles.hostile_sql import MAKERS, spliced, sprinkled, wrapped
from dbt_treaty.lineage.oracles.rounds import SECONDS, rounds
from dbt_treaty.lineage.relations import Relations

PAIRS = pairs()
DIALECTS = sorted({pair.dialect for pair in PAIRS})
LIMIT = 30  # seconds for one query, far above what any takes, for a busy machine
MEGABYTES = 700


class Hangs(BaseException):
    """No Exception, for ``analyse`` lets none of those through."""


@contextmanager
def watched() -> Iterator[None]:
    """Raises ``Hangs`` if what runs inside takes longer than ``LIMIT``."""

    def stop(*_: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check(sql: str, dialect: str, schema: str) -> QueryLineage:
    relations = fixture_relations(schema)
    try:
        with watched():
            lineage = analyse(sql, dialect, Relations(relations))
    except Hangs:
        raise AssertionError(f"hangs: {dialect}: {sql[:2000]}") from None
    ids = {relation.id for relation in relations}
    edges = [edge for column in lineage.columns for edge in column.edges]
    suspects = {name for column in lineage.columns for name in column.suspects}
    assert {edge.parent.relation for edge in edges} | suspects | {*lineage.suspects} <= ids
    assert {ref.relation for ref in lineage.row_scans} <= ids
    assert all((edge.evolution == "mod") >= bool(edge.transforms) for edge in edges), sql[:2000]
    assert all(list(c.edges) == sorted(set(c.edges)) for c in lineage.columns), sql[:2000]
    assert list(lineage.row_scans) == sorted(set(lineage.row_scans)), sql[:2000]
    assert lineage.reason is None or not lineage.complete
    assert all(c.reason is not None or not c.suspects for c in lineage.columns), sql[:2000]
    return lineage


def hostile(random: Random) -> tuple[str, str, str]:
    """A query of the fixtures, spoilt in one to three ways; its dialect and schema."""
    pair = random.choice(PAIRS)
    sql = pair.sql
    for _ in range(random.randint(1, 3)):
        kind = random.choice([mutated, mutated, sprinkled, wrapped, spliced])
        sql = (
            spliced(random, sql, random.choice(PAIRS).sql) if kind is spliced else kind(random, sql)
        )
    return sql, random.choice([pair.dialect, pair.dialect, random.choice(DIALECTS)]), pair.schema


def peak() -> float:
    """The most memory this process has ever taken, in megabytes."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


@settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.randoms(use_true_random=False))
def test_spoilt_fixtures(random: Random) -> None:
    check(*hostile(random))


@pytest.mark.parametrize("name", MAKERS)
def test_growth_is_borne(name: str) -> None:
    before = peak()
    for size in (20, 200):
        check(MAKERS[name](size), "duckdb", "t(a, b)")
    assert peak() - before < MEGABYTES


def test_what_is_watched_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.LIMIT", 1)
    monkeypatch.setattr(f"{__name__}.analyse", lambda *_: signal.pause())
    with pytest.raises(AssertionError, match="hangs"):
        check("select 1", "duckdb", "t(a)")


@pytest.mark.skipif(not SECONDS, reason="make fuzz")
def test_long() -> None:
    before = peak()
    for seed, random in rounds(0.25):
        sql, dialect, schema = hostile(random)
        if random.random() < 0.05:
            sql, schema = (
                MAKERS[random.choice([*MAKERS])](random.choice([50, 400, 1500])),
                "t(a, b)",
            )
            dialect = random.choice(["duckdb", dialect])
        try:
            check(sql, dialect, schema)
        except Exception as error:
            raise AssertionError(f"{seed} {dialect} {schema}: {sql[:2000]}") from error
    assert peak() - before < 2 * MEGABYTES
