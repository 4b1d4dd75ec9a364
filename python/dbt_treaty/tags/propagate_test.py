from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract, ContractColumn, Owner, Sla
from dbt_treaty.errors import Place
from dbt_treaty.findings import Coverage
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.project.model import Column, Project, Resource
from dbt_treaty.tags.model import Carried, CarriedTags, Trail
from dbt_treaty.tags.propagate import propagate
from dbt_treaty.tags.transforms import classify

PII = "PII"


@dataclass
class Example:
    """A graph told column by column: ``customer.raw.users.email`` is a source's where raw."""

    edges: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    tags: dict[str, set[str]] = field(default_factory=dict)
    promised_tags: dict[str, set[str]] = field(default_factory=dict)
    masks: dict[str, str] = field(default_factory=dict)
    unresolved: set[str] = field(default_factory=set)
    alone: tuple[str, ...] = ()

    def edge(self, parent: str, child: str, *transforms: str) -> Example:
        self.edges.append((parent, child, transforms))
        return self

    def names(self) -> list[str]:
        named = [name for parent, child, _ in self.edges for name in (parent, child)]
        return list(dict.fromkeys([*named, *self.tags, *self.masks, *self.alone]))

    def carried(self) -> CarriedTags:
        project, graph = self.project(), self.graph()
        return propagate(project, graph, classify(project.configuration))

    def project(self) -> Project:
        ids = dict.fromkeys(ref(name).relation for name in self.names())
        resources = {each: self._resource(each) for each in ids}
        return Project("shop", "duckdb", resources, Configuration())

    def _resource(self, id_: str) -> Resource:
        own = [ref(name) for name in self.names() if ref(name).relation == id_]
        columns = (
            Column(each.column, tags=frozenset(self.tags.get(name_of(each), ()))) for each in own
        )
        promised = tuple(
            ContractColumn(
                each.column,
                "string",
                tags=tuple(self.promised_tags.get(name_of(each), ())),
                mask=self.masks.get(name_of(each)),
            )
            for each in own
            if name_of(each) in {*self.masks, *self.promised_tags}
        )
        return Resource(
            id=id_,
            kind=id_.split(".", maxsplit=1)[0],
            name=id_.rsplit(".", maxsplit=1)[-1],
            package="shop",
            path="",
            columns={column.name: column for column in columns},
            contract=contract(promised) if promised else None,
        )

    def graph(self) -> ColumnGraph:
        ways: dict[str, dict[str, tuple[Edge, ...]]] = {}
        for name in self.names():
            into = [edge(ref(a), transforms) for a, b, transforms in self.edges if b == name]
            ways.setdefault(ref(name).relation, {})[ref(name).column] = tuple(sorted(into))
        queries: dict[str, list[OutputColumn]] = {}
        columns: dict[str, list[str]] = {}
        for name in self.names():
            column = ref(name)
            reason = "unknown" if name in self.unresolved else None
            columns.setdefault(column.relation, []).append(column.column)
            if column.relation.startswith("model."):
                output = OutputColumn(column.column, reason=reason)
                queries.setdefault(column.relation, []).append(output)
        return ColumnGraph(
            ways=ways,
            queries={key: QueryLineage(tuple(each)) for key, each in queries.items()},
            columns={key: tuple(each) for key, each in columns.items()},
            coverage=Coverage(),
        )


def edge(parent: ColumnRef, transforms: tuple[str, ...]) -> Edge:
    if transforms == ("scan",):
        return Edge(parent, "scan")
    return Edge(parent, "mod" if transforms else "copy", transforms)


def contract(columns: tuple[ContractColumn, ...]) -> Contract:
    return Contract(
        table="t",
        domain="shop",
        tier="product",
        version="1.0.0",
        owner=Owner(),
        columns=columns,
        sla=Sla(),
        semantics=(),
        place=Place("contracts/t.contract.yaml"),
        tags=("customer_data",),
    )


def ref(name: str) -> ColumnRef:
    table, column = name.rsplit(".", 1)
    return ColumnRef(f"{'source' if '.raw.' in name else 'model'}.{table}", column)


def name_of(column: ColumnRef) -> str:
    return f"{column.relation.split('.', 1)[1]}.{column.column}"


def trail(*names: str) -> Trail:
    return tuple(ref(name) for name in names)


def inherited(carried: CarriedTags) -> dict[str, dict[str, Carried]]:
    return {name_of(column): dict(tags) for column, tags in carried.inherited.items()}


def tags_of(carried: CarriedTags, names: Iterable[str]) -> dict[str, set[str]]:
    return {name: set(carried.of(ref(name))) for name in names}


EMAIL = "customer.raw.users.email"
LOWER = "customer.derived.users_clean.email_lower"
HASH = "customer.product.customer_dim.email_hash"
LEAD = "marketing.derived.lead_attribution.hashed_lead_email"
STATS = "marketing.product.campaign_lead_stats.unique_hashed_emails"


def journey() -> Example:
    return (
        Example(tags={EMAIL: {PII}})
        .edge(EMAIL, LOWER, "lower")
        .edge(LOWER, HASH, "sha256")
        .edge(HASH, LEAD)
        .edge(LEAD, STATS, "count_distinct")
    )


def test_the_worked_example_of_tag_inheritance() -> None:
    carried = journey().carried()

    assert tags_of(carried, [EMAIL, LOWER, HASH, LEAD, STATS]) == {
        EMAIL: {PII},
        LOWER: {PII},
        HASH: {PII},
        LEAD: {PII},
        STATS: set(),
    }
    assert inherited(carried) == {
        LOWER: {PII: Carried(trail(EMAIL, LOWER), None)},
        HASH: {PII: Carried(None, trail(EMAIL, LOWER, HASH))},
        LEAD: {PII: Carried(None, trail(EMAIL, LOWER, HASH, LEAD))},
    }
    assert dict(carried.declared) == {ref(EMAIL): frozenset({PII})}
    assert dict(carried.unmasked) == {}


def test_a_product_that_declares_what_it_inherits_masked_is_no_new_origin() -> None:
    example = journey()
    example.tags[HASH] = {PII}
    example.masks[HASH] = "sha256"

    carried = example.carried()

    assert inherited(carried)[LEAD] == {PII: Carried(None, trail(EMAIL, LOWER, HASH, LEAD))}
    assert dict(carried.unmasked) == {}


A, B, C, D = "shop.raw.a.x", "shop.derived.b.x", "shop.derived.c.x", "shop.product.d.x"


def test_one_way_without_the_mask_is_enough_to_be_bare() -> None:
    """``coalesce(sha256(email), email)``"""
    example = Example(tags={A: {PII}}).edge(A, B, "sha256", "coalesce").edge(A, B, "coalesce")

    assert inherited(example.carried()) == {B: {PII: Carried(trail(A, B), trail(A, B))}}


def test_a_declared_column_that_inherits_keeps_both() -> None:
    carried = Example(tags={A: {PII}, B: {PII}}).edge(A, B).edge(B, C).carried()

    assert inherited(carried) == {
        B: {PII: Carried(trail(A, B), None)},
        C: {PII: Carried(trail(A, B, C), None)},
    }
    assert dict(carried.declared) == {ref(A): frozenset({PII}), ref(B): frozenset({PII})}


def test_a_declared_column_that_does_not_inherit_is_an_origin() -> None:
    carried = Example(tags={B: {PII}}).edge(A, B).edge(B, C).carried()

    assert inherited(carried) == {C: {PII: Carried(trail(B, C), None)}}


def test_a_tag_declared_anew_behind_a_count_begins_there() -> None:
    carried = Example(tags={A: {PII}, B: {PII}}).edge(A, B, "count").edge(B, C).carried()

    assert inherited(carried) == {C: {PII: Carried(trail(B, C), None)}}


def test_an_origin_that_its_contract_masks_begins_masked_where_every_way_is() -> None:
    example = Example(tags={B: {PII}}, masks={B: "sha256"}).edge(A, B, "sha256").edge(B, C)

    carried = example.carried()

    assert inherited(carried) == {C: {PII: Carried(None, trail(B, C))}}
    assert dict(carried.unmasked) == {}


def test_an_origin_whose_mask_is_not_applied_begins_bare() -> None:
    example = Example(tags={B: {PII}}, masks={B: "sha256"}).edge(A, B, "lower").edge(B, C)

    carried = example.carried()

    assert inherited(carried) == {C: {PII: Carried(trail(B, C), None)}}
    assert dict(carried.unmasked) == {ref(B): trail(A, B)}


def test_a_masked_constant_has_no_unmasked_way() -> None:
    """``'***' as x``, and a copy of it downstream."""
    example = Example(tags={B: {PII}}, masks={B: "redact", C: "redact"}).edge(B, C)

    carried = example.carried()

    assert dict(carried.unmasked) == {}
    assert inherited(carried) == {C: {PII: Carried(None, trail(B, C))}}


def test_a_masked_column_that_cannot_be_traced_counts_as_unmasked() -> None:
    example = Example(masks={B: "sha256", C: "sha256"}, unresolved={B, C})
    example.edge(A, C, "unresolved")

    assert dict(example.carried().unmasked) == {ref(B): trail(B), ref(C): trail(A, C)}


def test_an_untraced_column_behind_a_mask_is_still_a_root_of_what_it_feeds() -> None:
    example = Example(masks={C: "sha256"}, unresolved={B}).edge(A, B, "sha256").edge(B, C)

    assert dict(example.carried().unmasked) == {ref(C): trail(B, C)}


def test_what_another_domain_masked_by_contract_comes_masked() -> None:
    example = Example(masks={A: "sha256", B: "sha256"}, tags={A: {PII}}).edge(A, B)

    carried = example.carried()

    assert dict(carried.unmasked) == {}
    assert inherited(carried) == {B: {PII: Carried(None, trail(A, B))}}


def test_the_shortest_unmasked_way_is_told() -> None:
    example = Example(masks={D: "sha256"}).edge(A, B).edge(B, C).edge(C, D).edge(B, D)

    assert dict(example.carried().unmasked) == {ref(D): trail(A, B, D)}


def test_a_guess_is_told_as_one() -> None:
    example = Example(tags={A: {PII}}).edge(A, B, "unresolved").edge(B, C)

    assert inherited(example.carried()) == {
        B: {PII: Carried(trail(A, B), None, uncertain=True)},
        C: {PII: Carried(trail(A, B, C), None, uncertain=True)},
    }


def test_one_way_that_is_no_guess_is_enough_to_be_certain() -> None:
    example = Example(tags={A: {PII}}).edge(A, B).edge(B, C).edge(A, C, "unresolved")

    assert inherited(example.carried())[C] == {PII: Carried(trail(A, C), None, uncertain=False)}


def test_a_column_that_inherits_by_a_guess_alone_is_an_origin_of_what_it_declares() -> None:
    example = Example(tags={A: {PII}, B: {PII}}).edge(A, B, "unresolved").edge(B, C)

    assert inherited(example.carried()) == {C: {PII: Carried(trail(B, C), None)}}


def test_a_column_that_reads_itself_inherits_nothing_from_that() -> None:
    carried = Example(tags={B: {PII}}).edge(B, B).edge(B, B, "sha256").edge(B, C).carried()

    assert inherited(carried) == {C: {PII: Carried(trail(B, C), trail(B, B, C))}}


def test_columns_of_one_cycle_that_declare_a_tag_are_all_origins() -> None:
    """A source that stands for a model, declared on both."""
    example = Example(tags={B: {PII}, C: {PII}}).edge(B, C).edge(C, B).edge(C, D)

    assert inherited(example.carried()) == {D: {PII: Carried(trail(C, D), None)}}


def test_a_cycle_that_is_fed_from_outside_has_no_origin() -> None:
    example = Example(tags={A: {PII}, B: {PII}, C: {PII}}).edge(A, B, "sha256")
    example.edge(B, C).edge(C, B)

    assert inherited(example.carried()) == {
        B: {PII: Carried(None, trail(A, B))},
        C: {PII: Carried(None, trail(A, B, C))},
    }


def test_a_contracts_tags_are_declared_and_the_whole_tables_are_not() -> None:
    carried = Example(promised_tags={B: {"region:EU"}}).edge(A, B).edge(B, C).carried()

    assert dict(carried.declared) == {ref(B): frozenset({"region:EU"})}
    assert inherited(carried) == {C: {"region:EU": Carried(trail(B, C), None)}}


def test_every_tag_goes_its_own_way() -> None:
    example = Example(tags={A: {PII, "region:EU"}, B: {"secret"}})
    example.edge(A, C).edge(B, C, "sha256")

    assert inherited(example.carried()) == {
        C: {
            PII: Carried(trail(A, C), None),
            "region:EU": Carried(trail(A, C), None),
            "secret": Carried(None, trail(B, C)),
        }
    }


def test_of_two_shortest_trails_the_one_over_the_smaller_name_is_told() -> None:
    edges = [(A, C, ()), (A, B, ()), (B, D, ()), (C, D, ())]
    expected = {PII: Carried(trail(A, B, D), None)}

    for order in (edges, edges[::-1], edges[2:] + edges[:2]):
        assert inherited(Example(list(order), {A: {PII}}).carried())[D] == expected


def test_a_tag_on_a_column_that_no_query_makes_is_declared_and_goes_nowhere() -> None:
    example = Example(alone=(A,))
    project, graph = example.project(), example.graph()
    resource = project.resources["source.shop.raw.a"]
    documented = {"old": Column("old", tags=frozenset({PII}))}
    project = Project(
        "shop",
        "duckdb",
        {resource.id: Resource(resource.id, "source", "a", "shop", "", columns=documented)},
        Configuration(),
    )

    carried = propagate(project, graph, classify(Configuration()))

    assert dict(carried.declared) == {ColumnRef(resource.id, "old"): frozenset({PII})}
    assert inherited(carried) == {}


def test_nothing_declared_nothing_carried() -> None:
    carried = Example().edge(A, B).carried()

    assert (inherited(carried), dict(carried.declared), dict(carried.unmasked)) == ({}, {}, {})


def test_a_column_that_inherits_nothing_is_absent() -> None:
    carried = journey().carried()

    assert ref(STATS) not in carried.inherited
    assert carried.inherited.get(ref(STATS), {}) == {}
    assert "secret" not in carried.inherited[ref(LOWER)]
    assert repr(carried.inherited[ref(LOWER)]).startswith("{'PII': Carried(")


def test_a_large_project_takes_seconds() -> None:
    """Four tags over 2,000 models of 25 columns, in a chain: trails must not be made unasked."""
    names = [f"model.shop.m{at:05}" for at in range(2000)]
    columns = [f"c{at}" for at in range(25)]
    ways: dict[str, dict[str, tuple[Edge, ...]]] = {names[0]: dict.fromkeys(columns, ())}
    for parent, child in itertools.pairwise(names):
        ways[child] = {name: (Edge(ColumnRef(parent, name), "copy"),) for name in columns}
    tags = {column: Column(column, tags=frozenset({"a", "b", "c", "d"})) for column in columns}
    first = Resource(names[0], "model", "m", "shop", "", columns=tags)
    project = Project("shop", "duckdb", {first.id: first}, Configuration())
    known: Mapping[str, tuple[str, ...]] = {name: tuple(columns) for name in names}
    whole = ColumnGraph(ways, {}, known, Coverage())

    start = time.perf_counter()
    carried = propagate(project, whole, classify(Configuration()))
    last = ColumnRef(names[-1], "c7")
    found = carried.inherited[last]["b"]

    assert time.perf_counter() - start < 20
    assert found.bare == tuple(ColumnRef(name, "c7") for name in names)
    assert len(carried.inherited) == 25 * 1999
