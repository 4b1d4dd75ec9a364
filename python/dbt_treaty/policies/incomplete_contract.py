"""``incomplete-contract``: half a contract is no contract."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.contracts.model import Contract
from dbt_treaty.evidence.known_contracts import KnownContract, known_contracts
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity

NAME = "incomplete-contract"
_PRIVATE_TIERS = ("raw", "derived")


def lacks(contract: Contract) -> tuple[str, ...]:
    """What a contract lacks, each in words: required parts, the owner's two duties, TODOs."""
    parts = list(contract.missing)
    if not any(part.split(".")[0] == "owner" for part in parts):
        duties = (("team", contract.owner.team), ("on_call", contract.owner.on_call))
        parts += [f"owner.{duty}" for duty, value in duties if not value]
    said = [f"`{part}` is missing" for part in parts]
    return (*said, *(f"`{path}` is still a TODO" for path in contract.todos))


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each contract, on disk or synced, that is not whole."""
    for known in known_contracts(evidence):
        found = judge_contract(known)
        if found is not None:
            yield found


def judge_contract(known: KnownContract) -> Finding | None:
    """The finding on one contract; None where it is whole."""
    gaps = lacks(known.contract)
    return _finding(known, gaps) if gaps else None


def _finding(known: KnownContract, gaps: tuple[str, ...]) -> Finding:
    contract, place = known.contract, known.place()
    draft = contract.tier in _PRIVATE_TIERS
    standing = (
        f"It may be a draft in the {contract.tier} tier, and not in the product tier"
        if draft
        else "It may not stand in the product tier like this"
    )
    return Finding(
        policy=NAME,
        severity=Severity.WARN if draft else Severity.ERROR,
        resource=known.resource_id,
        message=f"The contract {contract.name} is not whole: {_listed(gaps)}. {standing}.",
        help="Write what is missing into the contract (`dbt-treaty schema contract` prints what "
        "each part may hold), then run `dbt run-operation sync_contracts`.",
        path=place.path,
        line=place.line,
    )


def _listed(gaps: tuple[str, ...]) -> str:
    return gaps[0] if len(gaps) == 1 else f"{', '.join(gaps[:-1])} and {gaps[-1]}"


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a contract without one of its six fields, an owner without a team and an on-call, a TODO",
    rests_on="facts",
)
