from __future__ import annotations

from typing import Any

import pytest

from dbt_treaty.infer.relation import Relation, find_relation, missing


def node(kind: str, name: str, package: str = "shop", **more: Any) -> dict[str, Any]:
    return {
        "resource_type": kind,
        "unique_id": f"{kind}.{package}.{name}",
        "name": name,
        "package_name": package,
        "database": "w",
        "schema": package,
        **more,
    }


ORDERS = node("model", "orders", alias="orders_table")
OLD = node("model", "facts", version=1, latest_version=2, alias="facts", unique_id="m.facts.v1")
NEW = node("model", "facts", version=2, latest_version=2, alias="facts_v2", unique_id="m.facts.v2")
SOURCE = node("source", "users", source_name="raw", identifier="USERS")
GRAPH = {
    "nodes": {
        str(at): each
        for at, each in enumerate(
            (node("model", "orders", "other"), ORDERS, OLD, NEW, node("test", "orders_test"))
        )
    },
    "sources": {"s": SOURCE},
}


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        ("orders", Relation("w", "shop", "orders_table", ORDERS)),
        ("facts", Relation("w", "shop", "facts_v2", NEW)),
        ("facts.v1", Relation("w", "shop", "facts", OLD)),
        ("raw.users", Relation("w", "shop", "USERS", SOURCE)),
        ("elsewhere", Relation("", "", "elsewhere")),
        ("s.t", Relation("", "s", "t")),
        ("d.s.t", Relation("d", "s", "t")),
    ],
)
def test_what_a_name_means(said: str, relation: Relation) -> None:
    assert find_relation(said, GRAPH, "shop") == relation


def test_only_a_model_can_be_bound() -> None:
    found = [find_relation(said, GRAPH, "shop").is_model for said in ("orders", "raw.users", "t")]

    assert found == [True, False, False]


def test_a_table_that_is_not_there() -> None:
    assert missing("raw.user", GRAPH) == (
        'there is no table "raw.user" in the warehouse. did you mean "raw.users"?\n'
        "    name a model that is built (`dbt build` first), a source as source.table, or "
        "schema.table"
    )
