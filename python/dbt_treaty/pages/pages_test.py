"""Every page's examples are true: what it says fails, fails as it says, and what passes, passes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dbt_treaty.findings import Finding
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.judge import judge
from dbt_treaty.pages.page_project import page_project

FOLDER = Path(__file__).parent.parent / "policies"
HEADINGS = ["Why", "Fails", "Passes", "Mend", "Configure"]


def sections(policy: str) -> dict[str, str]:
    text = (FOLDER / f"{policy.replace('-', '_')}.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def examples(heading: str) -> list[Any]:
    listed = []
    for policy in POLICIES:
        blocks = re.findall(r"^```yaml\n(.*?)^```$", sections(policy.name)[heading], re.M | re.S)
        for number, block in enumerate(blocks, 1):
            name = f"{policy.name}-{number}"
            listed.append(pytest.param(policy.name, yaml.safe_load(block), id=name))
    return listed


def told(finding: Finding, expected: dict[str, Any]) -> dict[str, Any]:
    """A finding in the words of the page: a place without a line is compared without it."""
    at = finding.path
    if re.search(r":\d+$", expected.get("at", "")):
        at = f"{finding.path}:{finding.line}"
    name = re.sub(r"\.v\d+$", "", finding.resource).split(".")[-1]
    shown: dict[str, Any] = {"resource": name, "at": at}
    return shown | ({"column": finding.column} if finding.column else {})


@pytest.mark.parametrize(("policy", "page"), examples("Fails"))
def test_what_fails_fails_as_the_page_says(policy: str, page: Any, tmp_path: Path) -> None:
    found = [f for f in judge(page_project(page, tmp_path)) if f.policy == policy]
    expected = page["expect"]

    assert [told(f, e) for f, e in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(("policy", "page"), examples("Passes"))
def test_what_passes_passes_every_policy(policy: str, page: Any, tmp_path: Path) -> None:
    assert judge(page_project(page, tmp_path)) == ()


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_a_page_has_its_headings_and_examples(policy: Any) -> None:
    parts = sections(policy.name)

    assert parts[""].strip() == f"# {policy.name}"
    assert list(parts)[1:] == HEADINGS
    assert "expect:" in parts["Fails"]
    assert "```yaml" in parts["Passes"]
    assert f"  {policy.name}:" in parts["Configure"]
    assert all(f"{option}:" in parts["Configure"] for option in policy.options)


def test_every_page_belongs_to_a_policy() -> None:
    stems = {path.stem for path in FOLDER.glob("*.md")}

    assert stems == {policy.name.replace("-", "_") for policy in POLICIES}
