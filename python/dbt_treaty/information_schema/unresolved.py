"""``unresolved``: all that is not known of the project."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.information_schema.table import Row, Table, columns_of

_COLUMNS = columns_of(
    """
    kind VARCHAR: `lineage`, `contract` or `exception`
    node_unique_id VARCHAR: the node, or the on-run hook's operation; null for a file
    column_name VARCHAR: its column; null where it is all of the node
    reason VARCHAR: why it is not known
    path VARCHAR: the contract or exception that can't be read; null for lineage
    line INTEGER: its line; null for lineage
    """
)


def _rows(evidence: Evidence) -> Iterator[Row]:
    for each in evidence.graph.coverage.unresolved:
        yield ("lineage", each.resource, each.column, each.reason, None, None)
    workspace = evidence.workspace
    if workspace is None:
        return
    unread = (("contract", workspace.problems), ("exception", workspace.exceptions.problems))
    for kind, problems in unread:
        for problem in problems:
            yield (kind, None, None, problem.what, problem.place.path, problem.place.line)


UNRESOLVED = Table(
    "unresolved",
    "what is not known: lineage that can't be resolved, contracts and exceptions that don't load",
    _COLUMNS,
    _rows,
)
