"""``tags``: every tag of every column, and how it got there."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.column_graph.model import WHOLE_ROW
from dbt_treaty.evidence.judged_columns import trail_names
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.information_schema.table import Row, Table, columns_of
from dbt_treaty.lineage.model import ColumnRef

_COLUMNS = columns_of(
    """
    node_unique_id VARCHAR: the node
    column_name VARCHAR: its column
    tag VARCHAR: the tag
    is_declared BOOLEAN: whether the column's properties or its contract declare it
    is_inherited BOOLEAN: whether it came along lineage
    is_certain BOOLEAN: false where only guesses lead to it: some query on the way can't be read
    is_masked BOOLEAN: whether every way it came passes an approved mask; false where it begins
    origin_node_unique_id VARCHAR: the node at whose column the tag begins
    origin_column_name VARCHAR: that column
    trail VARCHAR[]: `unique_id.column` from the origin to the column
    """
)


def _rows(evidence: Evidence) -> Iterator[Row]:
    declared, inherited = evidence.tags.declared, evidence.tags.inherited
    for ref in sorted({*declared, *inherited}):
        if ref.column == WHOLE_ROW:
            continue  # no column of its own: all that a row has
        own, came = declared.get(ref, frozenset()), inherited.get(ref, {})
        for tag in sorted({*own, *came}):
            if tag not in came:
                origin = (ref.relation, ref.column, trail_names((ref,)))
                yield (ref.relation, ref.column, tag, True, False, True, False, *origin)
                continue
            carried = came[tag]
            trail = carried.trail or (ref,)
            yield (
                *(ref.relation, ref.column, tag, tag in own, True),
                tag in own or not carried.uncertain,
                carried.bare is None,
                *_origin(trail[0]),
                trail_names(trail),
            )


def _origin(ref: ColumnRef) -> tuple[str, str]:
    return ref.relation, ref.column


TAGS = Table(
    "tags", "every tag of every column: declared, inherited along lineage, or both", _COLUMNS, _rows
)
