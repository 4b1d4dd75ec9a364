"""``column_lineage``: how values travel from column to column; ``row_scans``: what chooses rows."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.column_graph.model import UNRESOLVED
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.information_schema.table import Row, Table, columns_of
from dbt_treaty.lineage.model import Evolution

_COLUMNS = columns_of(
    """
    parent_node_unique_id VARCHAR: the node that is read
    parent_column_name VARCHAR: its column; `* (whole row)` stands for every column it has
    child_node_unique_id VARCHAR: the node that reads
    child_column_name VARCHAR: its column; a node's `* (whole row)` is fed by its own columns
    evolution VARCHAR: `copy` (the value itself), `mod` (computed from it) or `scan` (only read)
    transforms VARCHAR[]: the functions the value passed, innermost first
    carries_tags BOOLEAN: whether the parent's tags reach the child on this way
    mask VARCHAR: the approved mask among the functions, where there is one
    is_guess BOOLEAN: whether it is a guess: the child can't be resolved and may come from there
    """
)
_SCAN_COLUMNS = columns_of(
    """
    parent_node_unique_id VARCHAR: the node that is read
    parent_column_name VARCHAR: the column that is read
    child_node_unique_id VARCHAR: the node whose rows it chooses
    """
)
_Way = tuple[Evolution, tuple[str, ...]]


def _rows(evidence: Evidence) -> Iterator[Row]:
    known: dict[_Way, Row] = {}  # a few hundred ways of travelling stand for all edges
    for node, columns in sorted(evidence.graph.ways.items()):
        for column, edges in columns.items():
            for edge in edges:
                parent, way = edge.parent, (edge.evolution, edge.transforms)
                told = known.get(way)
                if told is None:
                    told = known[way] = _told(evidence, edge.evolution, edge.transforms)
                yield (parent.relation, parent.column, node, column, *told)


def _told(evidence: Evidence, evolution: Evolution, transforms: tuple[str, ...]) -> Row:
    classification = evidence.classification
    carries = evolution != "scan" and all(map(classification.passes, transforms))
    masks = filter(None, map(classification.mask, transforms))
    return (evolution, transforms, carries, next(masks, None), UNRESOLVED in transforms)


def _scans(evidence: Evidence) -> Iterator[Row]:
    for node, query in sorted(evidence.graph.queries.items()):
        for ref in query.row_scans:
            yield (ref.relation, ref.column, node)


COLUMN_LINEAGE = Table(
    "column_lineage",
    "each way from a column to a column that is made of it",
    _COLUMNS,
    _rows,
)
ROW_SCANS = Table(
    "row_scans",
    "the columns a query reads to choose, join, group or order whole rows (`where`, `join … on`, "
    "`group by` …): they feed every column alike and are not in `column_lineage`",
    _SCAN_COLUMNS,
    _scans,
)
