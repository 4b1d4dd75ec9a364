"""Broken SQL of every kind: nothing is raised, nothing hangs, and nothing is passed over."""

from __future__ import annotations

import re
import time
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.fixtures_test import Pair, pairs, relations
from dbt_treaty.lineage.model import QueryLineage

PAIRS = pairs()
DIALECTS = sorted({pair.dialect for pair in PAIRS})
TOKENS = sorted({t for pair in PAIRS for t in re.findall(r"\w+|[^\w\s]", pair.sql)})
SECONDS = 20  # far above what any of these takes, for a busy machine


def mutated(random: Random, sql: str) -> str:
    """The text with something cut, doubled, swapped or put in."""
    tokens = re.findall(r"\w+|[^\w\s]|\s+", sql)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(tokens) + 1)
        kind = random.choice(["cut", "drop", "double", "swap", "insert", "replace"])
        other = random.randrange(len(tokens)) if tokens else 0
        if kind == "cut":
            tokens = tokens[:at]
        elif kind == "drop":
            tokens[at : at + random.randint(1, 3)] = []
        elif kind == "double":
            tokens[at:at] = tokens[at : at + random.randint(1, 8)]
        elif kind == "insert":
            tokens[at:at] = [" ", random.choice(TOKENS), " "]
        elif at < len(tokens):
            tokens[at] = tokens[other] if kind == "swap" else random.choice(TOKENS)
    return "".join(tokens)


@settings(
    max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.sampled_from(PAIRS), st.randoms(use_true_random=False), st.sampled_from(DIALECTS))
def test_broken_sql_has_a_lineage_or_a_reason(pair: Pair, random: Random, dialect: str) -> None:
    sql = mutated(random, pair.sql)
    chosen = random.choice([pair.dialect, dialect])
    began = time.monotonic()
    lineage = analyse(sql, chosen, relations(pair.schema))
    assert time.monotonic() - began < SECONDS, sql
    assert type(lineage) is QueryLineage
    assert lineage.reason is None or not lineage.complete
    # A column without any way, and without a reason, claims that nothing flows into it: then no
    # more may be said of the query as a whole.
    for column in lineage.columns:
        assert all(edge.evolution != "copy" or not edge.transforms for edge in column.edges)
        assert list(column.edges) == sorted(set(column.edges))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=60), st.sampled_from([*DIALECTS, "unknown"]))
def test_any_text_has_a_lineage_or_a_reason(text: str, dialect: str) -> None:
    assert type(analyse(text, dialect, relations("a(x)"))) is QueryLineage
