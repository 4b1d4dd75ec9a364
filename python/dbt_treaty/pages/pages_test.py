"""Every page's examples are true: what it says fails, fails as it says, and what passes, passes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dbt_treaty.evidence.policy import Policy
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.pages.examples import Example, read_examples
from dbt_treaty.pages.trial import failures_of

FOLDER = Path(__file__).parent.parent / "policies"
HEADINGS = ["Why", "Fails", "Passes", "Mend", "Configure"]


def text_of(policy: Policy) -> str:
    return (FOLDER / f"{policy.name.replace('-', '_')}.md").read_text(encoding="utf-8")


def sections(policy: Policy) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", text_of(policy), flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def expected(policy: Policy) -> list[Any]:
    listed = (each for each in read_examples(text_of(policy)) if each.kind == "Fails")
    return [found for each in listed for found in each.project()["expect"]]


def examples() -> list[Any]:
    return [
        pytest.param(policy, example, id=f"{policy.name}-{example.kind}-{number}")
        for policy in POLICIES
        for number, example in enumerate(read_examples(text_of(policy)), 1)
    ]


@pytest.mark.parametrize(("policy", "example"), examples())
def test_an_example_is_true(policy: Policy, example: Example) -> None:
    assert failures_of(policy, example) == ()


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_a_page_has_its_headings_and_examples(policy: Policy) -> None:
    parts = sections(policy)
    kinds = [example.kind for example in read_examples(text_of(policy))]

    assert parts[""].strip() == f"# {policy.name}"
    assert list(parts)[1:] == HEADINGS
    assert len(kinds) == sum(parts[kind].count("\n```yaml\n") for kind in ("Fails", "Passes"))
    assert set(kinds) == {"Fails", "Passes"}
    assert all({"resource", "at"} <= set(each) for each in expected(policy))
    assert f"  {policy.name}:" in parts["Configure"]
    assert all(f"{option}:" in parts["Configure"] for option in policy.options)


def test_every_page_belongs_to_a_policy() -> None:
    stems = {path.stem for path in FOLDER.glob("*.md")}

    assert stems == {policy.name.replace("-", "_") for policy in POLICIES}
