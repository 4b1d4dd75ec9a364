"""``edges``: which node reads which; ``outside_reads``: what queries name that is no node."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.reads import reads_of
from dbt_treaty.information_schema.table import Row, Table, columns_of

_COLUMNS = columns_of(
    """
    parent_unique_id VARCHAR: what is read
    child_unique_id VARCHAR: what reads it; an on-run hook's is that of its operation
    past_dbt BOOLEAN: whether no `ref()` or `source()` says so: the SQL, a hook or a header names it
    parent_known BOOLEAN: whether the project has the parent; if not, nothing is known of it
    """
)
_OUTSIDE_COLUMNS = columns_of(
    """
    node_unique_id VARCHAR: the node whose query names it
    name VARCHAR: the table, file or table function, as the SQL has it
    line INTEGER: the line of the compiled SQL; 0 where it is not known
    """
)


def _rows(evidence: Evidence) -> Iterator[Row]:
    found = {(read.parent.id, read.reader.id, read.past_dbt, True) for read in reads_of(evidence)}
    resources = evidence.project.resources
    found |= {
        (parent, reader.id, False, False)
        for reader in resources.values()
        for parent in reader.parents
        if parent not in resources
    }
    yield from sorted(found)


def _outside(evidence: Evidence) -> Iterator[Row]:
    for node, query in sorted(evidence.graph.queries.items()):
        for read in query.reads:
            if read.relation is None:
                yield (node, read.name, read.line)


EDGES = Table("edges", "which node reads which", _COLUMNS, _rows)
OUTSIDE_READS = Table(
    "outside_reads",
    "tables, files and table functions that queries name and the project does not have",
    _OUTSIDE_COLUMNS,
    _outside,
)
