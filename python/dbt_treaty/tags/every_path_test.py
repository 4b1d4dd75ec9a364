"""Propagation compared with the enumeration of every path of small random graphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract, ContractColumn, Owner, Sla
from dbt_treaty.errors import Place
from dbt_treaty.findings import Coverage
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.project.model import Column, Project, Resource
from dbt_treaty.tags.model import CarriedTags, Trail
from dbt_treaty.tags.propagate import propagate
from dbt_treaty.tags.transforms import Classification

CLASSIFICATION = Classification({"count": "strip"}, {"sha256": "sha256"})
KINDS = {
    "copy": (),
    "pass": ("lower",),
    "mask": ("lower", "sha256"),
    "strip": ("count",),
    "strip masked": ("sha256", "count"),
    "scan": (),
    "guess": ("unresolved",),
}
TAGS = ("PII", "secret")
Way = tuple[int, int, str]


@dataclass(frozen=True)
class Case:
    """Columns 0 … n-1, each of a table of its own; edges lead from lower to higher numbers."""

    size: int
    sources: frozenset[int]
    ways: tuple[Way, ...]
    declared: tuple[frozenset[str], ...]
    masked: frozenset[int]
    unresolved: frozenset[int]

    def ref(self, number: int) -> ColumnRef:
        return ColumnRef(f"{'source' if number in self.sources else 'model'}.p.t{number}", "x")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    size = draw(st.integers(2, 6))
    numbers = st.integers(0, size - 1)
    sources = draw(st.frozensets(numbers, max_size=3)) | {0}
    pairs = [(a, b) for a in range(size) for b in range(a + 1, size) if b not in sources]
    kinds = st.sampled_from(sorted(KINDS))
    ways: list[Way] = []
    if pairs:
        listed = st.lists(st.tuples(st.sampled_from(pairs), kinds), max_size=9, unique=True)
        ways = [(a, b, kind) for (a, b), kind in draw(listed)]
    declared = st.lists(st.frozensets(st.sampled_from(TAGS)), min_size=size, max_size=size)
    return Case(
        size,
        sources,
        tuple(ways),
        tuple(draw(declared)),
        draw(st.frozensets(numbers, max_size=3)),
        draw(st.frozensets(numbers, max_size=2)) - sources,
    )


def paths(case: Case, start: int, end: int) -> Iterator[tuple[Way, ...]]:
    """Every path, the empty one too; between two columns each way is a path of its own."""
    if start == end:
        yield ()
    for way in case.ways:
        if way[0] == start:
            for rest in paths(case, way[1], end):
                yield (way, *rest)


def carries(path: tuple[Way, ...]) -> bool:
    return not any(kind in ("strip", "strip masked", "scan") for _, _, kind in path)


def is_masked(path: tuple[Way, ...]) -> bool:
    return any(kind == "mask" for _, _, kind in path)


def is_certain(path: tuple[Way, ...]) -> bool:
    return not any(kind == "guess" for _, _, kind in path)


def trails(case: Case, path: tuple[Way, ...], start: int) -> Trail:
    return tuple(case.ref(number) for number in (start, *(way[1] for way in path)))


def expected_unmasked(case: Case) -> dict[int, set[Trail]]:
    """The unmasked trails of each masked column that are allowed: all the shortest."""

    def bare_trails(starts: set[int], end: int) -> set[Trail]:
        return {
            trails(case, path, start)
            for start in starts
            for path in paths(case, start, end)
            if carries(path) and not is_masked(path)
        }

    roots = {each for each in case.sources if each not in case.masked}
    reached = {each for each in range(case.size) if bare_trails(roots, each)}
    doubtful = set(case.unresolved) - reached
    found = {}
    for column in case.masked:
        ways = bare_trails(roots, column) or bare_trails(doubtful, column)
        if ways:
            found[column] = shortest(ways)
    return found


def shortest(found: set[Trail]) -> set[Trail]:
    least = min((len(each) for each in found), default=0)
    return {each for each in found if len(each) == least}


def expected(
    case: Case, tag: str, unmasked: dict[int, set[Trail]]
) -> dict[int, tuple[set[Trail], set[Trail], bool]]:
    """For each column that inherits: the shortest bare and masked trails, and whether all guess."""
    declaring = {each for each in range(case.size) if tag in case.declared[each]}
    origins = {
        each
        for each in declaring
        if not any(
            carries(path) and is_certain(path)
            for other in declaring - {each}
            for path in paths(case, other, each)
        )
    }
    begin_masked = {each for each in origins if each in case.masked and each not in unmasked}
    result = {}
    for column in range(case.size):
        ways = [
            (origin, path)
            for origin in origins
            for path in paths(case, origin, column)
            if path and carries(path)
        ]
        masked = {origin in begin_masked or is_masked(path) for origin, path in ways}
        by_mask: dict[bool, set[Trail]] = {True: set(), False: set()}
        for origin, path in ways:
            passed = origin in begin_masked or is_masked(path)
            by_mask[passed].add(trails(case, path, origin))
        if column in origins:
            by_mask[column in begin_masked] = set()
        if masked and (by_mask[False] or by_mask[True]):
            uncertain = not any(is_certain(path) for _, path in ways)
            result[column] = (shortest(by_mask[False]), shortest(by_mask[True]), uncertain)
    return result


def carried(case: Case, ways: tuple[Way, ...]) -> CarriedTags:
    refs = [case.ref(number) for number in range(case.size)]
    into: dict[str, tuple[Edge, ...]] = {each.relation: () for each in refs}
    for parent, child, kind in ways:
        evolution = kind if kind in ("copy", "scan") else "mod"
        edge = Edge(refs[parent], evolution, KINDS[kind])  # type: ignore[arg-type] # of the three
        into[refs[child].relation] += (edge,)
    outputs = {
        refs[number].relation: OutputColumn(
            "x", reason="unknown" if number in case.unresolved else None
        )
        for number in range(case.size)
        if number not in case.sources
    }
    whole = ColumnGraph(
        {relation: {"x": edges} for relation, edges in into.items()},
        {name: QueryLineage((output,)) for name, output in outputs.items()},
        {each.relation: ("x",) for each in refs},
        Coverage(),
    )
    resources = {refs[n].relation: resource(case, n) for n in range(case.size)}
    project = Project("p", "duckdb", resources, Configuration())
    return propagate(project, whole, CLASSIFICATION)


def resource(case: Case, number: int) -> Resource:
    promised = (ContractColumn("x", "string", mask="sha256"),)
    contract = Contract(
        table="t",
        domain="d",
        tier="product",
        version="1.0.0",
        owner=Owner(),
        columns=promised,
        sla=Sla(),
        semantics=(),
        place=Place(""),
    )
    id_ = case.ref(number).relation
    return Resource(
        id=id_,
        kind=id_.split(".")[0],
        name=f"t{number}",
        package="p",
        path="",
        columns={"x": Column("x", tags=case.declared[number])},
        contract=contract if number in case.masked else None,
    )


@given(cases())
@settings(max_examples=600, derandomize=True, deadline=None)
def test_every_path_and_nothing_else_carries_a_tag(case: Case) -> None:
    found = carried(case, case.ways)
    unmasked = expected_unmasked(case)

    assert set(found.unmasked) == {case.ref(each) for each in unmasked}
    for column, allowed in unmasked.items():
        assert found.unmasked[case.ref(column)] in allowed

    for tag in TAGS:
        wanted = expected(case, tag, unmasked)
        inheriting = {ref: tags[tag] for ref, tags in found.inherited.items() if tag in tags}
        assert set(inheriting) == {case.ref(each) for each in wanted}
        for column, (bare, masked, uncertain) in wanted.items():
            got = inheriting[case.ref(column)]
            assert got.bare in bare if bare else got.bare is None
            assert got.masked in masked if masked else got.masked is None
            assert got.uncertain == uncertain


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_the_order_of_the_edges_does_not_matter(case: Case, random: object) -> None:
    shuffled = list(case.ways)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a random.Random

    assert carried(case, case.ways) == carried(case, tuple(shuffled))
