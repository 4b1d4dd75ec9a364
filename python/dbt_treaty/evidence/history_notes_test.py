from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dbt_treaty.evidence.history_notes import history_notes
from dbt_treaty.project.baseline import Baseline
from dbt_treaty.project.workspace import Workspace

SAME = (
    "Contracts were compared with the merge base with main (abc), which is what is checked out "
    "(semver-bump and missing-deprecation): of them only what is not committed was judged. "
    "`dbt-treaty diff --baseline HEAD~1` compares the last commit."
)


@pytest.mark.parametrize(
    ("contracts", "is_head", "told"),
    [(1, True, [SAME]), (1, False, []), (0, True, [])],
)
def test_a_baseline_that_is_what_is_checked_out(
    contracts: int, is_head: bool, told: list[str]
) -> None:
    some: Any = (object(),) * contracts
    baseline = Baseline("the merge base with main (abc)", (), is_head=is_head)
    evidence: Any = SimpleNamespace(workspace=Workspace(some, {}, baseline=baseline))
    assert list(history_notes(evidence)) == told
