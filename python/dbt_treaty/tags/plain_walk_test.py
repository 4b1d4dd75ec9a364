"""Propagation compared with a plain one that looks at the whole graph, cycles and all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract, ContractColumn, Owner, Sla
from dbt_treaty.errors import Place
from dbt_treaty.findings import Coverage
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.project.model import Column, Project, Resource
from dbt_treaty.tags.model import Carried, Trail
from dbt_treaty.tags.propagate import propagate
from dbt_treaty.tags.transforms import Classification

CLASSIFICATION = Classification({"count": "strip"}, {"sha256": "sha256"})
KINDS: Mapping[str, tuple[str, ...]] = {
    "copy": (),
    "pass": ("lower",),
    "mask": ("lower", "sha256"),
    "strip": ("sha256", "count"),
    "scan": (),
    "guess": ("unresolved",),
}
RELATIONS = ("model.p.a", "model.p.b", "source.p.c", "source.p.d")
REFS = [ColumnRef(relation, column) for relation in RELATIONS for column in "xyz"]
Way = tuple[ColumnRef, ColumnRef, str]
State = tuple[ColumnRef, bool]  # a column, and whether a mask stood on the way


@dataclass(frozen=True)
class Case:
    ways: tuple[Way, ...]
    tags: Mapping[ColumnRef, frozenset[str]]
    masked: frozenset[ColumnRef]
    unresolved: frozenset[ColumnRef]

    def along(self, *kinds: str) -> set[tuple[ColumnRef, ColumnRef]]:
        return {(parent, child) for parent, child, kind in self.ways if kind in kinds}

    def made(self) -> set[ColumnRef]:
        return {ref for ref in REFS if ref.relation.startswith("model")}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    refs, kinds = st.sampled_from(REFS), st.sampled_from(sorted(KINDS))
    ways = draw(st.lists(st.tuples(refs, refs, kinds), max_size=20, unique=True))
    tags = st.frozensets(st.sampled_from(("PII", "secret")), min_size=1)
    return Case(
        tuple(ways),
        draw(st.dictionaries(refs, tags, max_size=5)),
        draw(st.frozensets(refs, max_size=3)),
        draw(st.frozensets(refs, max_size=2)) & set(REFS[:6]),
    )


def shortest(
    edges: Iterable[tuple[State, State]], starts: Collection[State]
) -> dict[State, list[State]]:
    """The way to each state; of several the one over the smallest states, from the end backwards"""
    graph = nx.DiGraph(list(edges))
    graph.add_nodes_from(starts)
    steps = nx.multi_source_dijkstra_path_length(graph, set(starts)) if starts else {}
    ways: dict[State, list[State]] = {}
    for state in sorted(steps, key=lambda each: steps[each]):
        before = [each for each in graph.pred[state] if steps.get(each) == steps[state] - 1]
        ways[state] = [*ways[min(before)], state] if before else [state]
    return ways


def names(way: Iterable[State]) -> Trail:
    return tuple(ref for ref, _ in way)


def unmasked(case: Case) -> dict[ColumnRef, Trail]:
    bare = [((a, False), (b, False)) for a, b in case.along("copy", "pass", "guess")]
    feeding = {(a, b) for a, b, kind in case.ways if kind != "scan" and a in case.made()}
    fed = {child for _, child in feeding}
    harmless = {ref for ref in case.masked if ref not in case.made()}
    roots = set(REFS) - case.made() - fed - harmless
    ways = shortest(bare, [(ref, False) for ref in roots])
    doubtful = [(ref, False) for ref in case.unresolved if (ref, False) not in ways]
    ways = {**shortest(bare, doubtful), **ways}
    return {ref: names(ways[ref, False]) for ref in case.masked if (ref, False) in ways}


def origins(case: Case, tag: str) -> set[ColumnRef]:
    graph = nx.DiGraph(list(case.along("copy", "pass", "mask")))
    graph.add_nodes_from(REFS)
    declaring = {ref for ref in REFS if tag in case.tags.get(ref, ())}
    down = {ref: nx.descendants(graph, ref) for ref in REFS}

    def inherits(ref: ColumnRef) -> bool:
        return any(ref in down[each] and each not in down[ref] for each in declaring - {ref})

    return {ref for ref in declaring if not inherits(ref)}


def inherited(case: Case, tag: str) -> dict[ColumnRef, Carried]:
    starts = origins(case, tag)
    shut = case.masked - unmasked(case).keys()
    kept = [
        ((a, past), (b, past))
        for a, b in case.along("copy", "pass", "guess")
        for past in (False, True)
    ]
    passing = [((a, past), (b, True)) for a, b in case.along("mask") for past in (False, True)]
    ways = shortest([*kept, *passing], [(ref, ref in shut) for ref in starts])
    graph = nx.DiGraph(list(case.along("copy", "pass", "mask")))
    graph.add_nodes_from(REFS)
    certain = set().union(*(nx.descendants(graph, ref) for ref in starts)) - starts

    def told(state: State) -> Trail | None:
        way = names(ways.get(state, ()))
        return way if len(way) > 1 and way[0] != way[-1] else None

    found = {
        ref: Carried(told((ref, False)), told((ref, True)), ref not in certain) for ref in REFS
    }
    return {ref: carried for ref, carried in found.items() if carried.trail}


def graph_of(case: Case) -> ColumnGraph:
    # Backwards: the order in which columns are told must not matter.
    into: dict[str, dict[str, tuple[Edge, ...]]] = {each: {} for each in reversed(RELATIONS)}
    for ref in reversed(REFS):
        edges = [
            Edge(parent, kind if kind in ("copy", "scan") else "mod", KINDS[kind])  # type: ignore[arg-type] # of the three
            for parent, child, kind in case.ways
            if child == ref
        ]
        into[ref.relation][ref.column] = tuple(sorted(edges))
    queries = {
        relation: QueryLineage(
            tuple(
                OutputColumn(ref.column, reason="lost" if ref in case.unresolved else None)
                for ref in REFS
                if ref.relation == relation
            )
        )
        for relation in RELATIONS[:2]
    }
    return ColumnGraph(into, queries, dict.fromkeys(RELATIONS, ("x", "y", "z")), Coverage())


def resource(case: Case, id_: str) -> Resource:
    own = [ref for ref in REFS if ref.relation == id_]
    promised = tuple(
        ContractColumn(ref.column, "string", mask="sha256") for ref in own if ref in case.masked
    )
    contract = Contract("t", "d", "product", "1.0.0", Owner(), promised, Sla(), (), Place(""))
    columns = {ref.column: Column(ref.column, tags=case.tags.get(ref, frozenset())) for ref in own}
    return Resource(
        id_,
        id_.split(".", maxsplit=1)[0],
        id_[-1],
        "p",
        "",
        columns=columns,
        contract=contract if promised else None,
    )


@given(cases())
@settings(max_examples=250, derandomize=True, deadline=None)
def test_the_walk_from_where_tags_begin_finds_what_a_look_at_everything_does(case: Case) -> None:
    resources = {each: resource(case, each) for each in RELATIONS}
    project = Project("p", "duckdb", resources, Configuration())

    found = propagate(project, graph_of(case), CLASSIFICATION)

    assert found.unmasked == unmasked(case)
    for tag in ("PII", "secret"):
        carried = {ref: tags[tag] for ref, tags in found.inherited.items() if tag in tags}
        assert carried == inherited(case, tag)
