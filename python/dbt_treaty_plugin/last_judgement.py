"""What the gate found in this command, for what is asked later in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dbt_treaty_plugin.dbt_internals import Invocation, invocation_id

if TYPE_CHECKING:  # who only asks whether a gate has run needs none of these
    from dbt_treaty.evidence.policy import Evidence
    from dbt_treaty.findings import Report
    from dbt_treaty.lineage.relations import Relations


@dataclass(slots=True)
class _Last:
    """The id of the command whose gate ran last, and what it saw where somebody will ask.

    ``judged`` is the SQL of each model and snapshot that could be compiled, by unique id;
    ``relations`` is for ``judged_sql`` alone.
    """

    invocation: str = ""
    report: Report | None = None
    evidence: Evidence | None = None
    judged: Mapping[str, str] = field(default_factory=dict)
    relations: Relations | None = None


LAST = _Last()


def remember(
    invocation: Invocation, manifest: Mapping[str, Any], report: Report, evidence: Evidence
) -> None:
    """Keep what the gate found: all of it only where the governance models are built from it."""
    wanted = any(
        node.package_name == "dbt_treaty" and str(node.resource_type) == "model"
        for node in invocation.manifest.nodes.values()
    )
    LAST.invocation = invocation_id()
    LAST.report = report if wanted else None
    LAST.evidence = evidence if wanted else None
    nodes = manifest["nodes"].items()
    LAST.judged = {uid: node["compiled_code"] for uid, node in nodes if "compiled_code" in node}
    LAST.relations = None
