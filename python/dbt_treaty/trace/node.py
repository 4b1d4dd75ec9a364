"""A column of an answer, with its owner and its tags."""

from __future__ import annotations

from dbt_treaty.evidence.places import promised_column
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.trace.model import Node, Tag


def node(evidence: Evidence, ref: ColumnRef) -> Node:
    """What is known of a column."""
    resource = evidence.project.resources.get(ref.relation)
    output = evidence.graph.output(ref)
    if resource is None:
        return Node(ref, reason=output.reason if output else None)
    promised = promised_column(resource.contract, ref.column)
    mask = promised.mask if promised else None
    return Node(
        ref=ref,
        kind=resource.kind,
        domain=resource.domain,
        tier=resource.tier,
        tags=_tags(evidence, ref, mask),
        mask=mask,
        reason=output.reason if output else None,
    )


def _tags(evidence: Evidence, ref: ColumnRef, mask: str | None) -> tuple[Tag, ...]:
    declared = evidence.tags.declared.get(ref, frozenset())
    inherited = evidence.tags.inherited.get(ref, {})
    tags = []
    for name in sorted({*declared, *inherited}):
        way = inherited.get(name)
        # What is masked where it is declared, by its owner, has no unmasked way to it.
        kept = mask is not None and ref not in evidence.tags.unmasked
        tags.append(
            Tag(
                name=name,
                declared=name in declared,
                inherited=way is not None,
                masked=way.bare is None if way is not None else kept,
                uncertain=way is not None and way.uncertain,
            )
        )
    return tuple(tags)
