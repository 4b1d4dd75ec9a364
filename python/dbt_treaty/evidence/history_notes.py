"""What a report says where the history of the contracts is not known, or not whole."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.policy import Evidence

_POLICIES = "semver-bump and missing-deprecation"


def history_notes(evidence: Evidence) -> Iterator[str]:
    """Why versions of contracts were not judged, or which were not; nothing without contracts."""
    workspace = evidence.workspace
    if workspace is None:
        return
    if workspace.no_baseline and workspace.contracts:
        yield f"Contracts have no baseline ({_POLICIES}): {workspace.no_baseline}."
    if workspace.baseline is not None:
        if workspace.baseline.is_head and workspace.contracts:
            yield (
                f"Contracts were compared with {workspace.baseline.name}, which is what is checked "
                f"out ({_POLICIES}): of them only what is not committed was judged. "
                "`dbt-treaty diff --baseline HEAD~1` compares the last commit."
            )
        yield from workspace.baseline.notes
        for problem in workspace.baseline.problems:
            yield (
                f"The contract in {problem.place} is not compared with {workspace.baseline.name}, "
                f"where it does not load: {problem.what}."
            )
