"""``unsupported-mask``: a mask that nobody reviewed protects nobody."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.contracts.model import ContractColumn
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.evidence.known_contracts import KnownContract, known_contracts
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity

NAME = "unsupported-mask"
APPROVED = ("sha256", "tokenize", "redact")


def judge(evidence: Evidence, options: Options) -> Iterator[Finding]:
    """One finding for each contract column whose mask is not in ``allowed``."""
    allowed: tuple[str, ...] = options["allowed"]
    for known in known_contracts(evidence):
        for column in known.contract.columns:
            if column.mask and column.mask not in allowed:
                yield _finding(known, column, allowed)


def _finding(known: KnownContract, column: ContractColumn, allowed: tuple[str, ...]) -> Finding:
    question = suggest(column.mask or "", allowed)
    place = known.place(column.name)
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=known.resource_id,
        column=column.name,
        message=f"The contract {known.contract.name} masks {column.name} with {column.mask}, "
        f"which is not an approved mask ({', '.join(allowed)}).",
        help=(f"{question[0].upper()}{question[1:]} " if question else "")
        + "Write an approved mask into the contract and apply it in the model, "
        "or have the platform team add this one to `policies: {unsupported-mask: {allowed: […]}}`.",
        path=place.path,
        line=place.line,
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a mask outside the approved list",
    {"allowed": APPROVED},
    rests_on="facts",
)
