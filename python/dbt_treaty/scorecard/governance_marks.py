"""Federated governance: the rules hold, tags are declared and masked, and lineage is known."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.findings import Severity
from dbt_treaty.scorecard.domain_evidence import DomainEvidence
from dbt_treaty.scorecard.model import PRINCIPLES, Mark
from dbt_treaty.scorecard.policy_mark import policy_mark
from dbt_treaty.scorecard.wording import counted

_PRINCIPLE = PRINCIPLES[3]
_TAGS = ("undeclared-tag", "pii-unmasked", "unsupported-mask", "mask-not-applied")
_RESOLVED = 0.95  # of the columns; what is left is treated as dangerous anyway


def governance_marks(told: DomainEvidence) -> Iterator[Mark]:
    """Policies, tags and lineage."""
    yield _policies(told)
    question = "Is every tag that reaches it declared, and personal data masked?"
    yield policy_mark(told, _TAGS, Mark(_PRINCIPLE, "tags", question, True, "", ""))
    yield _lineage(told)


def _policies(told: DomainEvidence) -> Mark:
    question = "Does it keep every policy, without an exception?"
    errors = [f for f in told.findings if f.severity is Severity.ERROR or f.standing]
    excepted = sum(f.standing is not None for f in errors)
    seen = counted(len(errors), "finding") if errors else "no finding that refuses"
    if excepted:
        seen += f", {excepted} of them let stand"
    mend = "Mend what `dbt-treaty check` finds."
    return Mark(_PRINCIPLE, "policies", question, not errors, seen, mend)


def _lineage(told: DomainEvidence) -> Mark:
    question = f"Is the origin of at least {_RESOLVED:.0%} of its columns known?"
    if not told.columns:
        seen, met = "no column of a query is known", False
    else:
        seen = f"{told.resolved} of {counted(told.columns, 'column')}"
        met = told.resolved / told.columns >= _RESOLVED
    mend = "See `coverage` in `dbt-treaty check --format json` for what is not known, and why."
    return Mark(_PRINCIPLE, "lineage", question, met, seen, mend)
