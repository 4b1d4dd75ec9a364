"""The ways between columns, each with what happens to the value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbt_treaty.column_graph.model import UNRESOLVED
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.trace.model import Step

Pair = tuple[ColumnRef, ColumnRef]


def steps_between(evidence: Evidence, pairs: Iterable[Pair]) -> Iterator[Step]:
    """Every way between each pair of parent and child."""
    masks = evidence.classification.mask
    for parent, child in pairs:
        for edge in evidence.graph.graph.edges[parent, child]["edges"]:
            found = (masks(transform) for transform in edge.transforms)
            yield Step(
                parent=parent,
                child=child,
                evolution=edge.evolution,
                transforms=edge.transforms,
                mask=next((mask for mask in found if mask), None),
                guess=edge.transforms == (UNRESOLVED,),
            )
