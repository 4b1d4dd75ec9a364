"""The examples of docs/policy-tables.md are policies that run and find what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from docs_page import Fence, fences
from generate_docs import ROOT

from dbt_treaty.authored.sql.header import KEYS
from dbt_treaty.authored.sql.policy import sql_policy
from dbt_treaty.authored.sql.session import MEMORY, MOST_ROWS, SECONDS
from dbt_treaty.authored.sql.verdict import COLUMN, RESOURCE
from dbt_treaty.pages.page_project import page_project
from dbt_treaty.project.policy_file import PolicyFile

PAGE = ROOT / "docs" / "policy-tables.md"
POLICIES = [each for each in fences(PAGE) if each.language == "sql"]
MESH = """
sources:
  customer.raw.users: {columns: {id: [], email: [PII]}}
models:
  customer.product.users:
    sql: |
      select
        id,
        email
      from {{ source('customer_raw', 'users') }}
  customer.product.orders:
    sql: select far.amount from read_csv('far.csv') as far
"""
FOUND = [
    [("users", "email", 3), ("users", "id", 2)],
    [("orders", "amount", 1), ("users", "email", 3)],
]


@pytest.mark.parametrize(("fence", "found"), list(zip(POLICIES, FOUND, strict=True)))
def test_a_policy_of_the_page_finds(
    fence: Fence, found: list[tuple[str, str, int]], tmp_path: Path
) -> None:
    policy = sql_policy(PolicyFile("policies/example.sql", fence.text))

    judged = policy.judge(page_project(yaml.safe_load(MESH), tmp_path), {})

    places = [(each.resource.split(".")[-1], each.column, each.line) for each in judged]
    assert (fence.kind, sorted(places)) == ("policy", found)


def test_the_page_names_every_key_and_column_that_counts() -> None:
    text = PAGE.read_text(encoding="utf-8")

    named = (*KEYS, *RESOURCE, *COLUMN, "path", "line", "trail", "marks")
    assert [name for name in named if f"`{name}`" not in text] == []
    assert f"after {SECONDS:g} seconds or with {MEMORY.replace('GB', ' GB')}" in text
    assert f"{MOST_ROWS:,} rows" in text
