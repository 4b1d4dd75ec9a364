"""The columns dbt adds to a snapshot's query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.project.model import Resource

# https://docs.getdbt.com/docs/build/snapshots#snapshot-meta-fields
_TIMES = ("dbt_updated_at", "dbt_valid_from", "dbt_valid_to")
_KEY = "dbt_scd_id"
_DELETED = "dbt_is_deleted"
_WORD = re.compile(r"\w+")


def with_snapshot_columns(query: QueryLineage, snapshot: Resource) -> QueryLineage:
    """The snapshot query's lineage with the columns dbt adds, under their configured names.

    The times are the ``updated_at`` column's values, or the clock's with the strategy ``check``;
    ``dbt_scd_id`` is the MD5 of the unique key and that time: it passes on what the key carries.
    """
    config = snapshot.config
    names = config.get("snapshot_meta_column_names")
    renamed: Mapping[str, Any] = names if isinstance(names, Mapping) else {}
    present = {column.name.casefold(): column.name for column in query.columns}
    time, key = _texts(config.get("updated_at")), _texts(config.get("unique_key"))
    timed = time or config.get("strategy") == "check"

    whole_key = [*key, *time] if key and timed else []
    added = [_made(snapshot, _KEY, whole_key, present, ("md5",))]
    if not whole_key:
        added = [_unknown(snapshot, _KEY, "the snapshot's unique key or strategy is not known")]
    added += [
        _made(snapshot, each, time, present, ())
        if timed
        else _unknown(snapshot, each, "the snapshot's strategy is not known")
        for each in _TIMES
    ]
    if config.get("hard_deletes") == "new_record":
        added.append(OutputColumn(_DELETED))
    added = [replace(each, name=str(renamed.get(each.name) or each.name)) for each in added]
    new = (column for column in added if column.name.casefold() not in present)
    return replace(query, columns=(*query.columns, *new))


def _made(
    snapshot: Resource,
    name: str,
    expressions: Iterable[str],
    present: Mapping[str, str],
    transforms: tuple[str, ...],
) -> OutputColumn:
    """A column made of the snapshot's own, found by the words of each expression."""
    edges: set[Edge] = set()
    for expression in expressions:
        words = {word.casefold() for word in _WORD.findall(expression)} & present.keys()
        if not words:
            return _unknown(snapshot, name, f"it is made of no column of the query: {expression}")
        plain = expression.strip().casefold() in words
        for word in words:
            parent = ColumnRef(snapshot.id, present[word])
            steps = transforms if plain else ("expression", *transforms)
            edges.add(Edge(parent, "mod" if steps else "copy", steps))
    return OutputColumn(name, tuple(sorted(edges)))


def _unknown(snapshot: Resource, name: str, reason: str) -> OutputColumn:
    return OutputColumn(name, reason=reason, suspects=snapshot.parents)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, (list, tuple)) else []
