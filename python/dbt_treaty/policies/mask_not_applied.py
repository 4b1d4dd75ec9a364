"""``mask-not-applied``: a promised mask stands on every way the value takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dbt_treaty.column_graph.model import UNRESOLVED, ColumnGraph
from dbt_treaty.evidence.judged_columns import JudgedColumn, judged_columns, trail_names
from dbt_treaty.evidence.places import contract_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.tags.model import Trail

NAME = "mask-not-applied"


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each column whose contract declares a mask that some way to it lacks.

    In a public tier a way that is only guessed is ``unknown-lineage``'s, which judges no other
    tier. A column that the model does not have is ``contract-mismatch``'s.
    """
    for resource in evidence.project.resources.values():
        if resource.kind == "source" or resource.contract is None:
            continue
        for column in judged_columns(evidence, resource):
            if column.promised and column.promised.mask:
                tag, trail = _bare_way(evidence, column)
                if trail and not (resource.is_public and _is_guess(evidence.graph, trail)):
                    yield _finding(column, tag, trail)


def _is_guess(graph: ColumnGraph, trail: Trail) -> bool:
    """Whether the trail begins at a column that can't be traced, or some step of it is a guess."""
    first = graph.output(trail[0])
    if first is not None and first.reason is not None:
        return True
    steps = (graph.graph.edges[step]["edges"] for step in pairwise(trail))
    return any(all(edge.transforms == (UNRESOLVED,) for edge in edges) for edges in steps)


def _bare_way(evidence: Evidence, column: JudgedColumn) -> tuple[str | None, Trail]:
    """A tag that comes unmasked and its trail, else an unmasked trail of an untagged value."""
    for tag, carried in column.inherited.items():
        if carried.bare:
            return tag, carried.bare
    return None, evidence.tags.unmasked.get(column.ref, ())


def _finding(column: JudgedColumn, tag: str | None, trail: Trail) -> Finding:
    resource, place = column.resource, column.place
    mask = column.promised.mask if column.promised else None
    what = f"{tag} reaches it" if tag else "its value comes"
    contract = resource.contract
    promise = contract_place(contract, resource, column.ref.column) if contract else place
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        column=column.ref.column,
        message=f"The contract masks {resource.name}.{column.ref.column} with {mask}, and {what} "
        "on a way on which no approved mask stands.",
        help="Apply the mask on this way: "
        f"`{{{{ dbt_treaty.mask('{_value(trail)}', '{mask}') }}}}`. "
        f"If the value needs none, take `mask: {mask}` out of {promise}.",
        path=place.path,
        line=place.line,
        trail=trail_names(trail),
    )


def _value(trail: Trail) -> str:
    return trail[-2].column if len(trail) > 1 else trail[-1].column


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a declared mask where some way from the tag's origin passes no approved mask",
    rests_on="lineage",
)
