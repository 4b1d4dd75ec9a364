"""Resources that are one table: a source declared twice, or one that names what a model builds.

The index of relations knows a name once, so one of the twins speaks for all while a query is
read; afterwards each reader gets back the one it names as its parent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.project.model import Project, Resource


@dataclass(frozen=True, slots=True)
class Twins:
    """``leader``: who speaks for a resource that has twins, itself included, by unique id."""

    leader: Mapping[str, str]

    def groups(self) -> dict[str, list[str]]:
        """Each leader's group, the leader first."""
        groups: dict[str, list[str]] = {}
        for member, leader in self.leader.items():
            groups.setdefault(leader, [leader])
            if member != leader:
                groups[leader].append(member)
        return groups

    def of(self, resource: str) -> str:
        """Who speaks for a resource: itself where it has no twin."""
        return self.leader.get(resource, resource)

    def named_as_read(self, query: QueryLineage, reader: Resource) -> QueryLineage:
        """The lineage with each leader replaced by the twin that the reader refers to."""
        names = {
            self.leader[parent]: parent
            for parent in reversed(reader.parents)
            if parent in self.leader and self.leader[parent] not in reader.parents
        }
        names.pop(reader.id, None)
        return _renamed(query, names) if names else query


def find_twins(project: Project) -> Twins:
    """The twins of a project. What dbt builds speaks before what it is told of."""
    places: dict[tuple[str, str, str], list[Resource]] = {}
    for resource in project.resources.values():
        at = resource.relation
        if at is not None and resource.rendered is None:
            key = ((at.database or ""), (at.schema or ""), at.identifier)
            places.setdefault((key[0].lower(), key[1].lower(), key[2].lower()), []).append(resource)
    leader: dict[str, str] = {}
    for group in places.values():
        if len(group) > 1:
            first = min(group, key=lambda each: (each.kind == "source", each.id))
            leader.update({each.id: first.id for each in group})
    return Twins(leader)


def _renamed(query: QueryLineage, names: Mapping[str, str]) -> QueryLineage:
    return replace(
        query,
        columns=tuple(_renamed_column(column, names) for column in query.columns),
        row_scans=tuple(_renamed_ref(ref, names) for ref in query.row_scans),
        reads=tuple(
            replace(read, relation=names.get(read.relation, read.relation))
            if read.relation
            else read
            for read in query.reads
        ),
        suspects=tuple(names.get(each, each) for each in query.suspects),
    )


def _renamed_column(column: OutputColumn, names: Mapping[str, str]) -> OutputColumn:
    edges = (Edge(_renamed_ref(e.parent, names), e.evolution, e.transforms) for e in column.edges)
    return replace(
        column,
        edges=tuple(sorted(edges)),
        suspects=tuple(names.get(each, each) for each in column.suspects),
    )


def _renamed_ref(ref: ColumnRef, names: Mapping[str, str]) -> ColumnRef:
    return ColumnRef(names.get(ref.relation, ref.relation), ref.column)
