from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.evidence.unknown_origin import Origin, unknown_origins
from dbt_treaty.findings import Coverage
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.tags.transforms import classify

CLASSIFICATION = classify(Configuration())
EDGES = (
    Edge(ColumnRef("m", "p"), "copy"),
    Edge(ColumnRef("m", "p"), "mod", ("lower",)),
    Edge(ColumnRef("m", "p"), "mod", ("count",)),
    Edge(ColumnRef("m", "p"), "scan"),
)


def ref(number: int) -> ColumnRef:
    return ColumnRef("m", f"c{number}")


def graph_of(edges: dict[tuple[int, int], tuple[Edge, ...]], lost: set[int]) -> ColumnGraph:
    into: dict[str, tuple[Edge, ...]] = {ref(number).column: () for number in range(8)}
    for (a, b), ways in edges.items():
        into[ref(b).column] += tuple(replace(edge, parent=ref(a)) for edge in ways)
    outputs = [OutputColumn(f"c{n}", reason="lost" if n in lost else None) for n in range(8)]
    return ColumnGraph({"m": into}, {"m": QueryLineage(tuple(outputs))}, {}, Coverage())


PAIRS = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1])
WAYS = st.lists(st.sampled_from(EDGES), min_size=1, max_size=2, unique=True).map(tuple)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(edges=st.dictionaries(PAIRS, WAYS, max_size=16), lost=st.sets(st.integers(0, 7), max_size=3))
def test_a_column_is_lost_exactly_where_a_tag_could_come_from_what_is_lost(
    edges: dict[tuple[int, int], tuple[Edge, ...]], lost: set[int]
) -> None:
    carrying = nx.DiGraph()
    carrying.add_nodes_from(map(ref, range(8)))
    carrying.add_edges_from(
        (ref(a), ref(b)) for (a, b), ways in edges.items() if set(ways) & set(EDGES[:2])
    )

    origins = unknown_origins(graph_of(edges, lost), CLASSIFICATION)

    distances = {
        node: min(lengths)
        for node in carrying
        if (
            lengths := [
                len(nx.shortest_path(carrying, ref(n), node))
                for n in lost
                if nx.has_path(carrying, ref(n), node)
            ]
        )
    }
    assert {node: len(origin.trail) for node, origin in origins.items()} == distances
    assert all(nx.is_path(carrying, list(origin.trail)) for origin in origins.values())
    assert all(origin.trail[-1] == node for node, origin in origins.items())


def test_a_whole_model_and_what_no_query_lists_are_told_apart() -> None:
    unread, unlisted, child = ColumnRef("a", "x"), ColumnRef("b", "*"), ColumnRef("c", "x")
    guess = Edge(unlisted, "mod", ("unresolved",))
    columns = ColumnGraph(
        {"b": {"*": ()}, "c": {"x": (guess,)}},
        {
            "a": QueryLineage((OutputColumn("x", reason="python"),), reason="python"),
            "b": QueryLineage(complete=False),
        },
        {},
        Coverage(),
        {unlisted: OutputColumn("*", reason="unknown columns")},
    )

    assert unknown_origins(columns, CLASSIFICATION) == {
        unread: Origin((unread,), "python", whole_model=True),
        unlisted: Origin((unlisted,), "unknown columns", whole_model=False),
        child: Origin((unlisted, child), "unknown columns", whole_model=False),
    }
