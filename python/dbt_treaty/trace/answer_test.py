from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.column_graph.model import WHOLE_ROW, ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Coverage, Unresolved
from dbt_treaty.lineage.model import ColumnRef, Edge, QueryLineage
from dbt_treaty.project.model import Project
from dbt_treaty.tags.model import CarriedTags
from dbt_treaty.tags.transforms import Classification
from dbt_treaty.trace.answer import both, downstream, upstream, whole_project
from dbt_treaty.trace.model import Node, RowScan, Step, Tag, Trace

USERS, CLEAN, DIM = (
    "source.mesh.customer_raw.users",
    "model.mesh.users_clean",
    "model.mesh.customer_dim.v1",
)
SCORED, LEADS = "model.mesh.scored", "model.mesh.leads.v1"
EMAIL, CLEAN_EMAIL = ColumnRef(USERS, "email"), ColumnRef(CLEAN, "email")
TOKEN, IS_TEST = ColumnRef(DIM, "token"), ColumnRef(DIM, "is_test")
DIM_ROW, SCORED_ANY = ColumnRef(DIM, WHOLE_ROW), ColumnRef(SCORED, "*")
LEADS_TOKEN = ColumnRef(LEADS, "token")
LOWERED = Step(EMAIL, CLEAN_EMAIL, "mod", ("lower",))
MASKED = Step(CLEAN_EMAIL, TOKEN, "mod", ("cast", "dbt_treaty_tokenize"), "tokenize")


def test_upstream(estate: Evidence) -> None:
    assert upstream(estate, [TOKEN]) == Trace(
        direction="upstream",
        asked=(TOKEN,),
        nodes=(
            Node(
                TOKEN,
                "model",
                "customer",
                "product",
                (Tag("PII", declared=True, inherited=True, masked=True),),
                mask="tokenize",
            ),
            Node(
                CLEAN_EMAIL,
                "model",
                "customer",
                "derived",
                (Tag("PII", declared=True, inherited=True),),
            ),
            Node(ColumnRef(USERS, "active"), "source", "customer", "raw"),
            Node(EMAIL, "source", "customer", "raw", (Tag("PII", declared=True),)),
        ),
        steps=(MASKED, LOWERED),
        row_scans=(RowScan(CLEAN, ColumnRef(USERS, "active")),),
        unresolved=(),
        coverage=estate.graph.coverage,
    )


def test_downstream_with_conditions_rows_and_what_nobody_can_read(estate: Evidence) -> None:
    trace = downstream(estate, [CLEAN_EMAIL])

    assert trace.steps == (
        Step(DIM_ROW, SCORED_ANY, "mod", ("unresolved",), guess=True),
        Step(IS_TEST, DIM_ROW, "mod", ("row",)),
        Step(TOKEN, DIM_ROW, "mod", ("row",)),
        Step(TOKEN, LEADS_TOKEN, "copy"),
        Step(CLEAN_EMAIL, IS_TEST, "scan"),
        MASKED,
    )
    assert trace.row_scans == (RowScan(LEADS, IS_TEST), RowScan(LEADS, TOKEN))
    assert trace.unresolved == (Unresolved(SCORED, None, "python model"),)
    assert [node.ref for node in trace.nodes] == [
        DIM_ROW,
        IS_TEST,
        TOKEN,
        LEADS_TOKEN,
        SCORED_ANY,
        CLEAN_EMAIL,
    ]
    assert next(node for node in trace.nodes if node.ref == SCORED_ANY) == Node(
        SCORED_ANY,
        "model",
        "marketing",
        "derived",
        (Tag("PII", inherited=True, masked=True, uncertain=True),),
        reason="python model",
    )


def test_both_ways_are_the_two_together(estate: Evidence) -> None:
    up, down = upstream(estate, [CLEAN_EMAIL]), downstream(estate, [CLEAN_EMAIL])
    trace = both(estate, [CLEAN_EMAIL])

    assert set(trace.steps) == {*up.steps, *down.steps}
    assert set(trace.nodes) == {*up.nodes, *down.nodes}
    assert set(trace.row_scans) == {*up.row_scans, *down.row_scans}


def test_a_depth_ends_the_walk_and_says_so(estate: Evidence) -> None:
    up, down = upstream(estate, [TOKEN], 1), downstream(estate, [EMAIL], 1)

    assert (up.steps, up.row_scans, up.cut, up.depth) == ((MASKED,), (), (CLEAN_EMAIL,), 1)
    assert (down.steps, down.cut) == ((LOWERED,), (CLEAN_EMAIL,))
    assert upstream(estate, [TOKEN], 2).cut == ()


def test_a_whole_row_is_no_step(estate: Evidence) -> None:
    down, up = downstream(estate, [TOKEN], 1), upstream(estate, [SCORED_ANY], 1)

    assert SCORED_ANY in {step.child for step in down.steps}
    assert {step.parent for step in up.steps if step.child == DIM_ROW} == {
        TOKEN,
        IS_TEST,
        ColumnRef(DIM, "id"),
    }
    assert up.cut == (ColumnRef(DIM, "id"), IS_TEST, TOKEN)


def test_the_whole_project(estate: Evidence) -> None:
    trace = whole_project(estate)

    assert {node.ref for node in trace.nodes} == set(estate.graph.graph)
    assert {(step.parent, step.child) for step in trace.steps} == set(estate.graph.graph.edges)
    assert len(trace.row_scans) == 3


def test_a_column_that_is_only_looked_at(estate: Evidence) -> None:
    active = ColumnRef(USERS, "active")

    trace = downstream(estate, [active])

    assert (trace.steps, trace.row_scans) == ((), (RowScan(CLEAN, active),))


def evidence_of(graph: nx.DiGraph[ColumnRef], **queries: QueryLineage) -> Evidence:
    ways: dict[str, dict[str, tuple[Edge, ...]]] = {}
    for ref in graph:
        into = (graph.edges[parent, ref]["edges"] for parent in graph.pred[ref])
        ways.setdefault(ref.relation, {})[ref.column] = tuple(chain.from_iterable(into))
    columns = {relation: tuple(names) for relation, names in ways.items()}
    whole = ColumnGraph(ways, queries, columns, Coverage())
    vars(whole)["graph"] = graph  # this very one, which may count who is asked for
    return Evidence(
        Project("shop", "duckdb", {}, Configuration()),
        whole,
        CarriedTags({}, {}, {}),
        Classification({}, {}),
    )


def graph_of(edges: list[tuple[ColumnRef, ColumnRef]]) -> nx.DiGraph[ColumnRef]:
    graph: nx.DiGraph[ColumnRef] = nx.DiGraph()
    for parent, child in edges:
        graph.add_edge(parent, child, edges=(Edge(parent, "copy"),))
    return graph


REFS = st.builds(ColumnRef, st.sampled_from("abcd"), st.sampled_from(["x", "y", WHOLE_ROW]))
EDGES = st.lists(st.tuples(REFS, REFS), max_size=25)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(edges=EDGES, depth=st.none() | st.integers(1, 3))
def test_what_is_downstream_of_a_column_has_it_upstream(
    edges: list[tuple[ColumnRef, ColumnRef]], depth: int | None
) -> None:
    evidence = evidence_of(graph_of(edges))
    columns = sorted(evidence.graph.graph)

    down = {x: {node.ref for node in downstream(evidence, [x], depth).nodes} for x in columns}
    up = {y: {node.ref for node in upstream(evidence, [y], depth).nodes} for y in columns}

    assert all((y in down[x]) == (x in up[y]) for x in columns for y in columns)
    if depth is None:
        reached = {x: nx.descendants(evidence.graph.graph, x) | {x} for x in columns}
        assert down == reached


class _Counted(nx.DiGraph):  # type: ignore[type-arg]
    """A graph that counts whose neighbours are asked for."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.asked: set[ColumnRef] = set()

    def predecessors(self, n: ColumnRef) -> Iterator[ColumnRef]:
        self.asked.add(n)
        return super().predecessors(n)

    def successors(self, n: ColumnRef) -> Iterator[ColumnRef]:
        self.asked.add(n)
        return super().successors(n)


@pytest.mark.parametrize("answer", [upstream, downstream])
def test_of_ten_thousand_models_only_those_on_the_way_are_looked_at(answer: Any) -> None:
    def ref(chain: int, at: int) -> ColumnRef:
        return ColumnRef(f"model.shop.m{chain}_{at}", "c")

    chains = [(ref(n, at), ref(n, at + 1)) for n in range(1_000) for at in range(9)]
    graph = _Counted(graph_of(chains))

    trace = answer(evidence_of(graph), [ref(500, 5)])

    on_the_way = {ref(500, at) for at in range(10)}
    assert {node.ref for node in trace.nodes} == graph.asked <= on_the_way
