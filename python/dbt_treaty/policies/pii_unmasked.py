"""``pii-unmasked``: personal data is not published without a mask."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.judged_columns import JudgedColumn, tagged_columns
from dbt_treaty.evidence.places import contract_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity

NAME = "pii-unmasked"


def judge(evidence: Evidence, options: Options) -> Iterator[Finding]:
    """One finding for each public column that carries one of ``tags`` and promises no mask.

    A tag that only guesses lead to is left to ``unknown-lineage``, which refuses the column anyhow.
    """
    wanted = {tag.casefold() for tag in options["tags"]}
    for resource in evidence.project.resources.values():
        if resource.kind == "source" or not resource.is_public:
            continue
        for column in tagged_columns(evidence, resource):
            carried = sorted(t for t in _tags(evidence, column) if t.casefold() in wanted)
            if carried and not (column.promised and column.promised.mask):
                yield _finding(column, carried[0])


def _tags(evidence: Evidence, column: JudgedColumn) -> frozenset[str]:
    declared = evidence.tags.declared.get(column.ref, frozenset())
    return declared | column.declared | frozenset(column.inherited)


def _finding(column: JudgedColumn, tag: str) -> Finding:
    resource, place = column.resource, column.place
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        column=column.ref.column,
        message=f"{resource.name}.{column.ref.column} brings {tag} into the {resource.tier} tier, "
        f"where other domains read it, and {_gap(column)}.",
        help=f"{_promise(column, tag)}{_application(column, tag)}, or leave the column out.",
        path=place.path,
        line=place.line,
        trail=column.trail(tag),
    )


def _gap(column: JudgedColumn) -> str:
    if column.resource.contract is None:
        return "there is no contract that could promise a mask"
    return "its contract promises no mask" if column.promised else "its contract does not know it"


def _promise(column: JudgedColumn, tag: str) -> str:
    contract, promised = column.resource.contract, column.promised
    if contract is None:
        return f"Write a contract that gives the column `tags: [{tag}]` and a `mask:`"
    if promised is None:
        return f"Add the column to {contract.place.path} with `tags: [{tag}]` and a `mask:`"
    place = contract_place(contract, column.resource, promised.name)
    return f"Give {promised.name} a `mask:` in {place}"


def _application(column: JudgedColumn, tag: str) -> str:
    way = column.inherited.get(tag)
    if way is not None and way.bare is None:
        return " (its value already passes one)"
    value = column.ref.column
    if column.output and column.output.edges:
        value = column.output.edges[0].parent.column
    return f" and apply it in the model: `{{{{ dbt_treaty.mask('{value}', 'tokenize') }}}}`"


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a PII column in the product tier with no `mask`",
    {"tags": ("PII",)},
    rests_on="lineage",
)
