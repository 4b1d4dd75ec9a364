"""Self-serve platform: the build keeps the promises, and a domain gets there by itself, soon."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.scorecard.domain_evidence import DomainEvidence
from dbt_treaty.scorecard.model import PRINCIPLES, Mark
from dbt_treaty.scorecard.policy_mark import policy_mark
from dbt_treaty.scorecard.surroundings import Surroundings
from dbt_treaty.scorecard.wording import counted, listed

_PRINCIPLE = PRINCIPLES[2]
_GENERATED = ("stale-properties", "contract-overridden")
_DAYS = 14  # two weeks from a domain's first file to its first contract: one sprint


def platform_marks(told: DomainEvidence, surroundings: Surroundings) -> Iterator[Mark]:
    """CI, onboarding, and properties that are generated and not written."""
    yield _workflow(surroundings)
    yield _onboarding(told, surroundings)
    question = "Are its properties generated from its contracts, and as they were generated?"
    generated = Mark(_PRINCIPLE, "generated", question, True, "", "")
    if any(each.generated for each in told.resources):
        yield policy_mark(told, _GENERATED, generated)
    else:
        mend = "Run `dbt run-operation sync_contracts`."
        yield Mark(_PRINCIPLE, "generated", question, False, "nothing of it is synced", mend)


def _workflow(surroundings: Surroundings) -> Mark:
    question = "Does CI run the gate?"
    files = surroundings.workflows
    seen = listed(files) if files else "no CI file that runs `dbt build` or `dbt-treaty check`"
    mend = "Add `dbt build` or `dbt-treaty check` to CI; `dbt-treaty init` writes a workflow."
    return Mark(_PRINCIPLE, "ci", question, bool(files), seen, mend)


def _onboarding(told: DomainEvidence, surroundings: Surroundings) -> Mark:
    question = f"Did it have its first contract within {_DAYS} days of its first file?"
    mend = "Draft a contract with `dbt-treaty infer`, and commit it."
    added = surroundings.added
    contracts = [added[c.place.path] for c in told.contracts if c.place.path in added]
    files = [added[each.path] for each in told.resources if each.path in added]
    days = (min(contracts) - min([*files, *contracts])).days if contracts else None
    if days is not None:
        seen, met = f"after {counted(days, 'day')}", days <= _DAYS
    else:
        met = False
        seen = surroundings.undated or "no contract of it is committed"
    return Mark(_PRINCIPLE, "onboarding", question, met, seen, mend)
