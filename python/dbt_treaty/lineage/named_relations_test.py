from __future__ import annotations

import pytest

from dbt_treaty.lineage.dialect import dialect_of
from dbt_treaty.lineage.model import Relation, TableRead
from dbt_treaty.lineage.named_relations import named_relations
from dbt_treaty.lineage.relations import Relations

RELATIONS = Relations(
    [Relation("users", "shop", "raw", "users"), Relation("orders", "shop", "raw", "orders")]
)


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ("duckdb", 'from "shop"."raw"."users" u', [('"shop"."raw"."users"', "users", 1)]),
        ("bigquery", "x\n`shop.raw.users`", [("`shop.raw.users`", "users", 2)]),
        ("tsql", "[shop].[raw].[users]", [("[shop].[raw].[users]", "users", 1)]),
        ("duckdb", "raw . users . email", [("raw . users . email", "users", 1)]),
        ("duckdb", "users.email", [("users.email", "users", 1)]),
        ("duckdb", "-- users\n/* orders */ nothing", []),
        ("duckdb", "'users' and orders", [("users", "users", 1), ("orders", "orders", 1)]),
        ("duckdb", "users users", [("users", "users", 1)]),
        ("duckdb", "", []),
    ],
)
def test_named_relations(
    dialect: str, text: str, expected: list[tuple[str, str | None, int]]
) -> None:
    reads = named_relations(text, dialect_of(dialect), RELATIONS)
    assert reads == tuple(TableRead(*read) for read in expected)
