"""Data as a product: promised, versioned with service levels, and used."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.scorecard.domain_evidence import DomainEvidence
from dbt_treaty.scorecard.model import PRINCIPLES, Mark
from dbt_treaty.scorecard.policy_mark import policy_mark
from dbt_treaty.scorecard.wording import counted, listed

_PRINCIPLE = PRINCIPLES[1]
_PROMISED = ("missing-contract", "incomplete-contract", "contract-mismatch")
_VERSIONED = ("semver-bump", "missing-deprecation")


def product_marks(told: DomainEvidence) -> Iterator[Mark]:
    """Contracts, versions and consumers."""
    promised = Mark(_PRINCIPLE, "contracts", "Has each product a contract that fits?", True, "", "")
    yield policy_mark(told, _PROMISED, promised) if told.products else _nothing(promised)
    versions = Mark(
        _PRINCIPLE,
        "versions",
        "Do its versions say what changed, with service levels?",
        True,
        "",
        "",
    )
    yield _versions(told, versions) if told.contracts else _nothing(versions)
    yield _consumers(told)


def _versions(told: DomainEvidence, mark: Mark) -> Mark:
    bare = sorted(c.name for c in told.contracts if not c.sla.freshness)
    if bare:
        seen = f"{counted(len(bare), 'contract')} without freshness, such as {bare[0]}"
        mend = "Promise `sla: {freshness: …}` in each contract."
        return Mark(mark.principle, mark.key, mark.question, False, seen, mend)
    return policy_mark(told, _VERSIONED, mark)


def _consumers(told: DomainEvidence) -> Mark:
    question = "Does another domain read a product of it, under a pin?"
    pinned = {r.reader.domain for r in told.readings if r.subscription is not None}
    unpinned = {r.reader.domain for r in told.readings if r.subscription is None}
    met = bool(pinned) and not unpinned
    if unpinned:
        seen = f"{listed(unpinned)} without a pin"
    else:
        seen = f"{listed(pinned)}" if pinned else "nobody in this project's manifest"
    mend = f"Have the readers of {told.domain} subscribe under `consumers:`, or find its first one."
    return Mark(_PRINCIPLE, "consumers", question, met, seen, mend)


def _nothing(mark: Mark) -> Mark:
    mend = "Publish its first product: `dbt-treaty infer` drafts a contract."
    return Mark(mark.principle, mark.key, mark.question, False, "it publishes nothing", mend)
