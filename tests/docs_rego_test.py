"""docs/policy-rego.md: its policies judge, and what it says of the engine is so."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from docs_page import Fence, fences
from generate_docs import ROOT

from dbt_treaty.authored.rego.policies import rego_policies
from dbt_treaty.judging.judge import judge
from dbt_treaty.pages.page_project import page_project
from dbt_treaty.project.policy_file import PolicyFile

PAGE = """
configuration: {domain: shop}
sources:
  shop.raw.users: {columns: {id: []}}
models:
  shop.product.people: {sql: "select id as x, id from {{ source('shop_raw', 'users') }}"}
"""
FENCES = [each for each in fences(ROOT / "docs" / "policy-rego.md") if each.language == "rego"]


def messages(text: str, root: Path) -> list[tuple[str, str | None, bool]]:
    evidence = page_project(yaml.safe_load(PAGE), root)
    found = judge(evidence, rego_policies([PolicyFile("policies/p.rego", text)]))
    return [(each.message, each.column, each.unjudged) for each in found]


@pytest.mark.parametrize(
    ("fence", "found"),
    [
        (FENCES[0], [("people reads the raw shop.raw.users", None, False)]),
        (FENCES[1], [("x says nothing", "x", False)]),
    ],
    ids=["texts", "objects"],
)
def test_the_policies_of_the_page_judge(
    fence: Fence, found: list[tuple[str, str | None, bool]], tmp_path: Path
) -> None:
    assert messages(fence.text, tmp_path) == found


REMAINS = """
package mesh.p

deny[m] { m := concat(",", sort([k | k := keys("a")[_]])) }

keys(x) = {y | y := {"a": "one", "b": "two"}[x]}
"""
NAMED = REMAINS.replace("keys(x) = {y | y := ", "keys(x) = k { z := x; k := {y | y := ").replace(
    '"b": "two"}[x]}', '"b": "two"}[z]} }'
)


def test_an_argument_in_a_comprehension(tmp_path: Path) -> None:
    """Once this fails, the engine has mended it, and the page need not speak of it."""
    assert [told for told, _, _ in messages(REMAINS, tmp_path)] != ["one"]
    assert messages(NAMED, tmp_path) == [("one", None, False)]


@pytest.mark.parametrize(
    "call",
    [
        'net.cidr_contains("10.0.0.0/8", "10.1.1.1")',
        "json.match_schema({}, {})",
        'strings.render_template("a", {})',
        "rego.metadata.rule()",
        're_match("a", "b")',
        'trace("x")',
        'to_number("x")',
    ],
)
def test_what_the_engine_has_not_is_an_error(call: str, tmp_path: Path) -> None:
    ((_, _, unjudged),) = messages(f"package mesh.p\n\ndeny[m] {{ m := {call} }}\n", tmp_path)

    assert unjudged
