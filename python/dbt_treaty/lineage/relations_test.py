from __future__ import annotations

import pytest

from dbt_treaty.lineage.dialect import dialect_of
from dbt_treaty.lineage.model import Relation
from dbt_treaty.lineage.relations import Relations


def named(text: str) -> list[tuple[str, bool]]:
    """``shop.RAW."Users"`` as parts; those in quotes are quoted."""
    return [(part.strip('"'), part.startswith('"')) for part in text.split(".")]


def resolve(text: str, dialect: str, *relations: Relation) -> str | None:
    entry = Relations(relations).resolve(named(text), dialect_of(dialect).fold)
    return None if entry is None else entry.relation.id


USERS = Relation("users", "shop", "raw", "users")
OLD = Relation("old", "shop", "old", "users")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shop.raw.users", "users"),
        ("srv.shop.raw.users", "users"),
        ("raw.users", "users"),
        ("old.users", "old"),
        ("users", None),  # two fit
        ("shop.users", None),
        ("raw.orders", None),
        ("shop..users", None),
        ("x.raw.users", None),
    ],
)
def test_names_of_one_to_four_parts(text: str, expected: str | None) -> None:
    assert resolve(text, "duckdb", USERS, OLD) == expected


def test_a_gap_takes_the_only_schema_that_fits() -> None:
    assert resolve("shop..users", "snowflake", USERS) == "users"
    assert resolve("other..users", "snowflake", USERS) is None


def test_the_schema_main_goes_without_saying() -> None:
    assert resolve("memory.t", "duckdb", Relation("t", "memory", "main", "t")) == "t"


@pytest.mark.parametrize(
    ("text", "dialect", "stored", "found"),
    [
        ("RAW.USERS", "duckdb", "users", True),
        ('"RAW"."USERS"', "duckdb", "users", True),
        ("RAW.Users", "postgres", "users", True),
        ('raw."Users"', "postgres", "users", False),
        ('raw."users"', "postgres", "users", True),
        ('raw."USERS"', "snowflake", "users", True),  # dbt has the YAML's spelling
        ('raw."users"', "snowflake", "users", True),
        ('raw."Users"', "snowflake", "users", False),
        ("raw.Users", "clickhouse", "users", False),
        ("raw.users", "clickhouse", "users", True),
        ("raw.users", "bigquery", "Users", True),
    ],
)
def test_case_and_quotes(text: str, dialect: str, stored: str, found: bool) -> None:
    relation = Relation("it", "shop", "raw", stored)
    assert resolve(text, dialect, relation) == ("it" if found else None)


def test_of_two_that_differ_by_case_the_folded_one_is_meant() -> None:
    lower, mixed = Relation("a", "d", "s", "users"), Relation("b", "d", "s", "Users")
    assert resolve("s.USERS", "postgres", lower, mixed) == "a"
    assert resolve('s."Users"', "postgres", lower, mixed) == "b"
    assert resolve("s.Users", "clickhouse", lower, mixed) == "b"
    assert resolve("s.USERS", "duckdb", lower, mixed) is None


def test_one_relation_under_two_names() -> None:
    other = Relation("users", "dev", "me", "users")
    assert resolve("raw.users", "duckdb", USERS, other) == "users"
    assert resolve("me.users", "duckdb", USERS, other) == "users"
    assert resolve("users", "duckdb", USERS, other) == "users"


def test_learning_puts_new_columns_in_place_of_the_old() -> None:
    relations = Relations([Relation("users", None, None, "users", {"id": "int"})])
    entry = relations.entry("users")
    assert entry is not None
    assert [(c.name, c.type) for c in entry.output.columns] == [("id", "int")]
    relations.learn("users", {"id": "int", "email": None}, complete=True)
    assert [(c.name, c.type) for c in entry.output.columns] == [("id", "int"), ("email", None)]
    relations.learn("users", {"id": "int", "*": None}, complete=False)
    assert [c.name for c in entry.output.columns] == ["id", "*"]
    relations.learn("nobody", {}, complete=True)
    assert relations.entry("nobody") is None
