from __future__ import annotations

import pytest

from bench.exactness import Edge, Exactness, exactness

COPY: Edge = ("model.m", "a", "source.s", "x", "copy")
MOD: Edge = ("model.m", "b", "source.s", "x", "mod")
SCAN: Edge = ("model.m", "b", "source.s", "y", "scan")
TRUTH = [COPY, MOD, SCAN]


def told(*edges: Edge) -> list[Edge]:
    """Edges as a tool has them that knows no evolutions."""
    return [(*edge[:-1], "any") for edge in edges]


@pytest.mark.parametrize(
    ("reported", "found"),
    [
        pytest.param(TRUTH, Exactness(3, 0, 0), id="all of them"),
        pytest.param([COPY, MOD], Exactness(3, 1, 0), id="a scan is missing"),
        pytest.param([COPY, SCAN, (*MOD[:-1], "copy")], Exactness(3, 1, 1), id="a wrong evolution"),
        pytest.param([], Exactness(3, 3, 0), id="nothing"),
        pytest.param(told(*TRUTH), Exactness(2, 0, 0), id="no evolutions"),
        pytest.param(told(COPY, MOD), Exactness(2, 0, 0), id="no evolutions, no scan: fine"),
        pytest.param(told(COPY, SCAN), Exactness(2, 1, 0), id="no evolutions, a value missing"),
        pytest.param(
            told(*TRUTH, ("model.m", "a", "source.s", "y", "copy")),
            Exactness(2, 0, 1),
            id="no evolutions, one invented",
        ),
    ],
)
def test_edges_are_counted(reported: list[Edge], found: Exactness) -> None:
    assert exactness(TRUTH, reported) == found
