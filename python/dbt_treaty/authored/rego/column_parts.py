"""The parts of the input document that speak of columns; what is not known is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dbt_treaty.authored.rego.parts import Part, known, shown_tier
from dbt_treaty.evidence.judged_columns import JudgedColumn
from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.project.model import Resource

Carrier = tuple[ColumnRef, tuple[str, ...]]


class Look(NamedTuple):
    """What a column shows besides its name."""

    declared: tuple[str, ...]
    inherited: tuple[str, ...]
    type: str | None
    mask: str | None


def look(judged: JudgedColumn) -> Look:
    """A column's tags, those that it declares and those that surely reached it; type and mask."""
    resource, name = judged.resource, judged.ref.column
    declared, promised = resource.columns.get(name), judged.promised
    kind = (promised.type if promised else None) or (declared.data_type if declared else None)
    kind = kind or resource.catalogued.get(name) or None
    mask = (promised.mask if promised else None) or None
    return Look(tuple(sorted(judged.declared)), tuple(sorted(judged.inherited)), kind, mask)


def column(name: str, look: Look) -> Part:
    """A column."""
    made: Part = {
        "name": name,
        "tags": list(look.declared),
        "inherited_tags": list(look.inherited),
    }
    if look.type:
        made["type"] = look.type
    if look.mask:
        made["mask"] = look.mask
    return made


def carriers(evidence: Evidence, judged: JudgedColumn) -> list[Carrier]:
    """The columns a column is made of, and those further up from which a tag surely came here.

    Each with the tags that travel from it to the column: what a transform strips is not there, so
    all of them together are exactly what the column inherits.
    """
    ways = evidence.graph.ways.get(judged.ref.relation, {}).get(judged.ref.column, ())
    if not judged.inherited:  # most of a large project
        parents = [edge.parent for edge in ways]
        return [(ref, ()) for ref in (sorted(set(parents)) if len(parents) > 1 else parents)]
    carried: dict[ColumnRef, set[str]] = {edge.parent: set() for edge in ways}
    for tag, way in judged.inherited.items():
        for ref in way.trail[:-1]:
            carried.setdefault(ref, set()).add(tag)
    return [(ref, tuple(sorted(carried[ref]))) for ref in sorted(carried)]


def ancestor(table: Part, column: str, tags: Iterable[str]) -> Part:
    """A column further up, with what its table says of itself."""
    own = {"name": f"{table['name']}.{column}", "column": column, "tags": list(tags)}
    return {**table, **own}


def table(resource: Resource | None, id_: str) -> Part:
    """What an ancestor's relation says of it."""
    if resource is None:
        return known(id=id_, name=id_, table=id_)
    owned = bool(resource.domain and resource.tier)
    return known(
        id=id_,
        name=full_name(resource) if owned else resource.name,
        table=resource.name,
        domain=resource.domain,
        tier=shown_tier(resource),
    )
