"""Every table's rows for one small project, and what is true of all tables."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from dbt_treaty.conftest import Project
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.information_schema.table import Table, columns_of
from dbt_treaty.information_schema.tables import BY_NAME, TABLES

PAGE = """
configuration:
  domain: customer
  consumers:
    - {domain: marketing, source: customer.product.customer_dim, pin: "^1.0"}
sources:
  customer.raw.users:
    columns: {id: [], email: [PII]}
models:
  customer.derived.users_clean:
    sql: select id, lower(email) as address from {{ source('customer_raw', 'users') }} where id > 0
  customer.product.customer_dim:
    sql: select id, sha256(address) as contact from {{ ref('users_clean') }}
    contract:
      schema:
        - {name: id, type: integer}
        - {name: contact, type: string, tags: [PII], mask: sha256}
        - {name: gone, type: string}
  marketing.derived.guesses:
    sql: select x.* from {{ ref('customer_dim') }}, read_csv('far.csv') as x
exceptions:
  known.yaml:
    policy: unknown-lineage
    scope: {model: guesses}
    granted_by: "@lead"
    reason: It moves next month.
    granted_on: 2026-11-01
    expires: 2026-12-01
contracts:
  customer.product.broken: {version: one}
"""
USERS, CLEAN = "source.mesh.customer_raw.users", "model.mesh.users_clean"
DIM, GUESSES = "model.mesh.customer_dim.v1", "model.mesh.guesses"
DIM_FILE = "contracts/customer.product.customer_dim.contract.yaml"


@pytest.fixture
def told(project: Project) -> dict[str, list[dict[str, Any]]]:
    evidence = project(PAGE)
    return {
        table.name: [
            {column.name: value for column, value in zip(table.columns, row, strict=True)}
            for row in table.rows(evidence)
        ]
        for table in TABLES
    }


def of(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_nodes_and_their_parts(told: dict[str, list[dict[str, Any]]]) -> None:
    names = ("unique_id", "resource_type", "domain", "tier", "is_public", "is_analysed")
    assert of(told["nodes"], *names) == [
        (DIM, "model", "customer", "product", True, True),
        (GUESSES, "model", "marketing", "derived", False, True),
        (CLEAN, "model", "customer", "derived", False, True),
        (USERS, "source", "customer", "raw", False, None),
    ]
    assert of(told["models"], "unique_id") == [(DIM,), (GUESSES,), (CLEAN,)]
    assert of(told["sources"], "unique_id", "source_name") == [(USERS, "customer_raw")]
    assert (told["seeds"], told["snapshots"]) == ([], [])


def test_what_is_not_known_of_a_column_shows(told: dict[str, list[dict[str, Any]]]) -> None:
    names = ("node_unique_id", "column_name", "is_present", "resolved", "origin_known", "mask")
    assert of(told["node_columns"], *names) == [
        (DIM, "id", True, True, True, None),
        (DIM, "contact", True, True, True, "sha256"),
        (DIM, "gone", False, False, False, None),
        (GUESSES, "*", True, False, False, None),
        (CLEAN, "id", True, True, True, None),
        (CLEAN, "address", True, True, True, None),
        (USERS, "id", True, True, True, None),
        (USERS, "email", True, True, True, None),
    ]
    assert told["columns"] == told["node_columns"]
    assert of(told["unresolved"], "kind", "node_unique_id", "column_name", "path") == [
        ("lineage", GUESSES, "*", None),
        ("contract", None, None, "contracts/customer.product.broken.contract.yaml"),
    ]
    assert of(told["outside_reads"], "node_unique_id", "name") == [(GUESSES, "read_csv")]


def test_ways_between_columns(told: dict[str, list[dict[str, Any]]]) -> None:
    whole = "* (whole row)"
    assert [tuple(row.values()) for row in told["column_lineage"]] == [
        (CLEAN, "id", DIM, "id", "copy", (), True, None, False),
        (CLEAN, "address", DIM, "contact", "mod", ("sha256",), True, "sha256", False),
        (DIM, "contact", DIM, whole, "mod", ("row",), True, None, False),
        (DIM, "id", DIM, whole, "mod", ("row",), True, None, False),
        (DIM, whole, GUESSES, "*", "mod", ("unresolved",), True, None, True),
        (USERS, "id", CLEAN, "id", "copy", (), True, None, False),
        (USERS, "email", CLEAN, "address", "mod", ("lower",), True, None, False),
    ]
    assert [tuple(row.values()) for row in told["row_scans"]] == [(USERS, "id", CLEAN)]
    assert [tuple(row.values()) for row in told["edges"]] == [
        (DIM, GUESSES, False, True),
        (CLEAN, DIM, False, True),
        (USERS, CLEAN, False, True),
    ]


def test_tags_with_their_way(told: dict[str, list[dict[str, Any]]]) -> None:
    email, address = f"{USERS}.email", f"{CLEAN}.address"
    contact = f"{DIM}.contact"
    guessed = (email, address, contact, f"{DIM}.* (whole row)", f"{GUESSES}.*")
    assert [tuple(row.values()) for row in told["tags"]] == [
        (
            *(DIM, "contact", "PII", True, True, True, True, USERS, "email"),
            (email, address, contact),
        ),
        (GUESSES, "*", "PII", False, True, False, True, USERS, "email", guessed),
        (CLEAN, "address", "PII", False, True, True, False, USERS, "email", (email, address)),
        (USERS, "email", "PII", True, False, True, False, USERS, "email", (email,)),
    ]


def test_contracts_and_who_reads_them(told: dict[str, list[dict[str, Any]]]) -> None:
    names = ("name", "version", "node_unique_id", "owner_team", "is_on_disk", "path", "line")
    assert of(told["contracts"], *names) == [
        ("customer.product.customer_dim", "1.0.0", DIM, "@team", True, DIM_FILE, 1),
    ]
    names = ("column_name", "column_index", "type", "tags", "mask", "line")
    assert of(told["contract_columns"], *names) == [
        ("id", 1, "integer", (), None, 7),
        ("contact", 2, "string", ("PII",), "sha256", 8),
        ("gone", 3, "string", (), None, 9),
    ]
    assert of(told["subscriptions"], "source", "pin", "on_breaking", "domain") == [
        ("customer.product.customer_dim", "^1.0", "fail_ci", "marketing"),
    ]
    assert [tuple(row.values()) for row in told["product_reads"]] == [
        (GUESSES, DIM, "customer.product.customer_dim", "1.0.0", "^1.0", True, True),
    ]


def test_exceptions_and_the_project(told: dict[str, list[dict[str, Any]]]) -> None:
    names = ("policy", "granted_on", "expires", "scope_models", "scope_columns", "path")
    assert of(told["exceptions"], *names) == [
        (
            "unknown-lineage",
            datetime.date(2026, 11, 1),
            datetime.datetime(2026, 12, 1),
            ("guesses",),
            (),
            "exceptions/known.yaml",
        ),
    ]
    names = ("project_name", "adapter_type", "domain", "models", "models_analysed", "has_workspace")
    assert of(told["project"], *names) == [("mesh", "duckdb", "customer", 3, 3, True)]


def test_an_exception_holds_where_judging_says_so(project: Project) -> None:
    evidence = project(PAGE)
    assert evidence.workspace is not None
    grants = evidence.workspace.exceptions.grants
    names = [column.name for column in BY_NAME["exceptions"].columns]

    def holds(each: Evidence) -> list[Any]:
        return [row[names.index("holds")] for row in BY_NAME["exceptions"].rows(each)]

    assert holds(evidence) == [False]
    assert holds(replace(evidence, grants=grants)) == [True]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_tables_are_described_and_their_rows_fit(table: Table, project: Project) -> None:
    names = [column.name for column in table.columns]

    assert len(set(names)) == len(names)
    assert all(each.description and not each.description.endswith(".") for each in table.columns)
    assert table.description
    assert not table.whole or BY_NAME[table.whole].columns == table.columns
    assert all(len(row) == len(names) for row in table.rows(project(PAGE)))


def test_a_column_is_written_in_one_form() -> None:
    with pytest.raises(ValueError, match="name TYPE: description"):
        columns_of("a TEXT: its name")
