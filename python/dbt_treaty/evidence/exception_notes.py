"""What a report says where nothing tells who added an exception, and when."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.policy import Evidence


def exception_notes(evidence: Evidence) -> Iterator[str]:
    """Why it is not known, and how the exceptions are judged then; nothing where git tells."""
    exceptions = evidence.workspace.exceptions if evidence.workspace else None
    if exceptions is not None and exceptions.unknown:
        yield (
            f"Who added exceptions, and when, is not known: {exceptions.unknown}. Those without "
            "`granted_on` count as granted today."
        )
