"""What the gate found in this command, for what is asked later in it."""

from __future__ import annotations

from dataclasses import dataclass

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Report
from dbt_treaty_plugin.dbt_internals import Invocation, invocation_id


@dataclass(slots=True)
class _Last:
    """The id of the command whose gate ran last, and what it saw where somebody will ask."""

    invocation: str = ""
    report: Report | None = None
    evidence: Evidence | None = None


LAST = _Last()


def remember(invocation: Invocation, report: Report, evidence: Evidence) -> None:
    """Keep what the gate found: all of it only where the governance models are built from it."""
    wanted = any(
        node.package_name == "dbt_treaty" and str(node.resource_type) == "model"
        for node in invocation.manifest.nodes.values()
    )
    LAST.invocation = invocation_id()
    LAST.report = report if wanted else None
    LAST.evidence = evidence if wanted else None
