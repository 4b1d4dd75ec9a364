"""``undeclared-tag``: who reads a column's declaration knows what it carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.evidence.generated import properties_path
from dbt_treaty.evidence.judged_columns import JudgedColumn, tagged_columns
from dbt_treaty.evidence.places import contract_place, resource_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.model import Resource

NAME = "undeclared-tag"


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each resolved column and trail along which an undeclared tag came.

    Tags that came the same way are told together: they are declared in one place. Upper and lower
    case are one tag. A tag declared on a column that the model does not make marks nothing, and is
    a finding too (with a contract that is ``contract-mismatch``'s).
    """
    for resource in evidence.project.resources.values():
        if resource.kind == "source":
            continue
        if resource.contract is None:
            yield from _astray(evidence, resource)
        for column in tagged_columns(evidence, resource):
            if column.output is not None and column.output.reason is not None:
                continue
            for trail, tags in _undeclared(column).items():
                yield _finding(column, trail, tags)


def _undeclared(column: JudgedColumn) -> dict[tuple[str, ...], list[str]]:
    by_trail: dict[tuple[str, ...], list[str]] = {}
    declared = {tag.casefold() for tag in column.declared}
    for tag in column.inherited:
        if tag.casefold() not in declared:
            by_trail.setdefault(column.trail(tag), []).append(tag)
    return by_trail


def _astray(evidence: Evidence, resource: Resource) -> Iterator[Finding]:
    query = evidence.graph.queries.get(resource.id)
    if query is None or query.reason is not None or not query.complete:
        return
    tagged = {name: column.tags for name, column in resource.columns.items() if column.tags}
    if not tagged:
        return
    made = {column.name.casefold(): column.name for column in query.columns}
    for name, tags in tagged.items():
        if not {name.casefold(), name.casefold().partition(".")[0]} & made.keys():
            yield _stray_finding(resource, name, sorted(tags), list(made.values()))


def _stray_finding(
    resource: Resource, name: str, tags: Sequence[str], made: Sequence[str]
) -> Finding:
    place = resource_place(resource)
    where = properties_path(resource) or "its properties file"
    question = suggest(name, made)
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        column=name,
        message=f"{' and '.join(tags)} is declared on {resource.name}.{name}, a column that "
        f"{resource.name} does not make: it marks nothing.",
        help=(f"{question[0].upper()}{question[1:]} " if question else "")
        + f"Correct the name in {where}, or take it out.",
        path=place.path,
        line=place.line,
    )


def _finding(column: JudgedColumn, trail: tuple[str, ...], tags: list[str]) -> Finding:
    resource, place = column.resource, column.place
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        column=column.ref.column,
        message=f"{resource.name}.{column.ref.column} inherits {' and '.join(tags)} from upstream "
        "and does not declare it.",
        help=_mend(column, ", ".join(tags)),
        path=place.path,
        line=place.line,
        trail=trail,
    )


def _mend(column: JudgedColumn, tags: str) -> str:
    resource, name = column.resource, column.ref.column
    if resource.contract is not None:
        place = contract_place(resource.contract, resource, name)
        verb = (
            f"Write `tags: [{tags}]` on {name}" if column.promised else f"Add {name} with its tags"
        )
        return f"{verb} in {place} and run `dbt run-operation sync_contracts`."
    where = properties_path(resource) or "a properties file"
    return f"Write `tags: [{tags}]` on the column {name} of {resource.name} in {where}."


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a column that inherits a tag and does not declare it",
    rests_on="lineage",
)
