from __future__ import annotations

import pytest
from msgspec.structs import replace

from dbt_treaty.column_graph.build import build
from dbt_treaty.column_graph.declared import Parent, declared_query, mask_functions
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.project.model import (
    Column,
    DeclaredEdge,
    DeclaredLineage,
    Project,
    RelationName,
    Resource,
)

USERS = Resource("model.shop.users", "model", "users", "shop", "users.sql")
CALLS = Resource("source.shop.crm.calls", "source", "calls", "shop", "sources.yml")
PARENTS = [Parent(USERS, ("id", "Email", "address")), Parent(CALLS, None)]
MASKS = frozenset({"dbt_treaty_sha256"})
NAMES = (USERS.id, CALLS.id)
PYTHON = "python model"


def model(lineage: DeclaredLineage | None, *columns: str) -> Resource:
    return Resource(
        "model.shop.scored",
        "model",
        "scored",
        "shop",
        "scored.py",
        language="python",
        parents=NAMES,
        columns={name: Column(name) for name in columns},
        lineage=lineage,
    )


def told(written: str, *transforms: str) -> OutputColumn:
    """The one column ``a`` that is declared to come from a parent."""
    edge = DeclaredEdge(written, "mod" if transforms else "copy", transforms)
    query = declared_query(model(DeclaredLineage({"a": (edge,)}, {}, True)), PARENTS, MASKS)
    (column,) = query.columns
    return column


def test_edges_from_every_kind_of_parent() -> None:
    columns = {
        "a": (DeclaredEdge("users.email", "mod", ("score",)), DeclaredEdge("users.id", "scan")),
        "b": (DeclaredEdge("crm.calls.length", "copy"),),
        "c": (),
    }
    query = declared_query(model(DeclaredLineage(columns, {}, True), "A"), PARENTS, MASKS)

    assert query == QueryLineage(
        (
            OutputColumn(
                "a",
                (
                    Edge(ColumnRef(USERS.id, "email"), "mod", ("score",)),
                    Edge(ColumnRef(USERS.id, "id"), "scan"),
                ),
            ),
            OutputColumn("b", (Edge(ColumnRef(CALLS.id, "length"), "copy"),)),
            OutputColumn("c"),
        )
    )


def test_what_is_not_declared_stays_unknown() -> None:
    lineage = DeclaredLineage({"a": ()}, {"b": "no good", "*": "not so"})
    query = declared_query(model(lineage, "a", "b", "c"), PARENTS, MASKS)

    assert query == QueryLineage(
        (
            OutputColumn("a"),
            OutputColumn("b", reason=f"{PYTHON}: no good", suspects=NAMES),
            OutputColumn("c", reason=PYTHON, suspects=NAMES),
            OutputColumn("*", reason=f"{PYTHON}: not so", suspects=NAMES),
        ),
        complete=False,
    )


@pytest.mark.parametrize(
    ("lineage", "reason"),
    [(None, PYTHON), (DeclaredLineage(problem="it is none"), f"{PYTHON}: it is none")],
)
def test_no_lineage_at_all(lineage: DeclaredLineage | None, reason: str) -> None:
    query = declared_query(model(lineage), PARENTS, MASKS)

    assert query == QueryLineage(reason=reason, suspects=NAMES, complete=False)


@pytest.mark.parametrize(
    ("written", "parent", "column"),
    [
        ("USERS.Id", USERS, "Id"),
        ("shop.users.id", USERS, "id"),
        ("model.shop.users.id", USERS, "id"),
        ("users.address.city", USERS, "address.city"),
        ("calls.length", CALLS, "length"),
        ("shop.crm.calls.length", CALLS, "length"),
    ],
)
def test_the_names_of_a_parent(written: str, parent: Resource, column: str) -> None:
    assert told(written) == OutputColumn("a", (Edge(ColumnRef(parent.id, column), "copy"),))


@pytest.mark.parametrize(
    ("written", "transforms", "problem"),
    [
        ("orders.id", (), "`orders.id` is declared, and is of nothing that the model depends on"),
        ("users.phone", (), "`users.phone` is declared, and there is no such column"),
        (
            "users.id",
            ("dbt_treaty_sha256",),
            "`dbt_treaty_sha256` is a mask, and no declaration can apply one",
        ),
    ],
)
def test_what_is_not_believed(written: str, transforms: tuple[str, ...], problem: str) -> None:
    assert told(written, *transforms) == OutputColumn(
        "a", reason=f"{PYTHON}: {problem}", suspects=NAMES
    )


def test_versions_of_one_model_need_their_version() -> None:
    versions = [
        Parent(Resource(f"model.shop.dim.v{at}", "model", "dim", "shop", ""), ("id",))
        for at in (1, 2)
    ]
    edges = {"a": (DeclaredEdge("dim.id", "copy"),), "b": (DeclaredEdge("dim.v2.id", "copy"),)}
    query = declared_query(model(DeclaredLineage(edges, {}, True)), versions, MASKS)

    assert query.columns == (
        OutputColumn(
            "a",
            reason=f"{PYTHON}: `dim.id` is declared, and may be of several parents",
            suspects=NAMES,
        ),
        OutputColumn("b", (Edge(ColumnRef("model.shop.dim.v2", "id"), "copy"),)),
    )


def test_the_functions_that_are_masks() -> None:
    shipped = mask_functions(Configuration())
    configured = mask_functions(Configuration(masks={"fpe": "fpe", "dbt_treaty_sha256": "none"}))

    assert "dbt_treaty_sha256" in shipped
    assert configured == (shipped | {"fpe"}) - {"dbt_treaty_sha256"}


def test_in_the_graph_of_a_project() -> None:
    users = replace(USERS, compiled="select 1 as id", relation=RelationName(None, None, "users"))
    lineage = DeclaredLineage({"score": (DeclaredEdge("users.ID", "copy"),)})
    scored = replace(model(lineage), relation=RelationName(None, None, "scored"))
    reader = replace(
        USERS,
        id="model.shop.reader",
        compiled="select score, other from scored",
        parents=(scored.id,),
    )
    resources = {each.id: each for each in (CALLS, reader, scored, users)}

    graph = build(Project("shop", "duckdb", resources, Configuration()))

    origin = ColumnRef(users.id, "id")
    assert [*graph.into(ColumnRef(scored.id, "score"))] == [(origin, Edge(origin, "copy"))]
    assert [(each.resource, each.column, each.reason) for each in graph.coverage.unresolved] == [
        (scored.id, "*", PYTHON),
    ]
    unlisted = graph.output(ColumnRef(scored.id, "other"))
    assert unlisted is not None
    assert unlisted.reason == PYTHON
