"""Domain ownership: somebody answers for the code and for the data, and keeps to what is theirs."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.scorecard.domain_evidence import DomainEvidence
from dbt_treaty.scorecard.model import PRINCIPLES, Mark
from dbt_treaty.scorecard.policy_mark import policy_mark
from dbt_treaty.scorecard.surroundings import Surroundings
from dbt_treaty.scorecard.wording import counted

_PRINCIPLE = PRINCIPLES[0]
_BOUNDARIES = ("unknown-owner", "tier-boundary", "hard-coded-reference")


def ownership_marks(told: DomainEvidence, surroundings: Surroundings) -> Iterator[Mark]:
    """Owners of files, owners of products, and borders that are kept."""
    yield _code_owners(told, surroundings)
    yield _on_call(told)
    yield policy_mark(
        told,
        _BOUNDARIES,
        Mark(_PRINCIPLE, "borders", "Does it read of others only what they publish?", True, "", ""),
    )


def _code_owners(told: DomainEvidence, surroundings: Surroundings) -> Mark:
    question = "Does CODEOWNERS name an owner for each of its files?"
    owners = surroundings.code_owners
    paths = [each.path for each in told.resources] + [c.place.path for c in told.contracts]
    if owners is None:
        seen, met = "there is no CODEOWNERS", False
    else:
        bare = sorted(path for path in paths if not owners.owned(surroundings.prefix + path))
        met = bool(paths) and not bare
        seen = f"{owners.path} leaves {counted(len(bare), 'file')} without an owner"
        seen = (
            f"{seen}, such as {bare[0]}"
            if bare
            else f"{owners.path} covers {counted(len(paths), 'file')}"
        )
    mend = f"Add a line for the folders of {told.domain} to CODEOWNERS."
    return Mark(_PRINCIPLE, "code-owners", question, met, seen, mend)


def _on_call(told: DomainEvidence) -> Mark:
    question = "Does each of its contracts name a team and who is on call?"
    lacking = sorted(c.name for c in told.contracts if not (c.owner.team and c.owner.on_call))
    met = bool(told.contracts) and not lacking
    if lacking:
        seen = f"not in {counted(len(lacking), 'contract')}, such as {lacking[0]}"
    else:
        seen = f"in {counted(len(told.contracts), 'contract')}" if met else "it has no contract"
    mend = "Write `owner: {team: …, on_call: …}` in each contract."
    return Mark(_PRINCIPLE, "on-call", question, met, seen, mend)
