"""A mark that rests on what policies say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dbt_treaty.scorecard.domain_evidence import DomainEvidence
from dbt_treaty.scorecard.model import Mark
from dbt_treaty.scorecard.wording import counted, listed


def policy_mark(told: DomainEvidence, policies: Collection[str], mark: Mark) -> Mark:
    """The mark, met where these policies judged all of the domain and found nothing.

    What is excepted or known is not kept either. A policy that is off proves nothing.
    """
    unasked, found = told.unasked(policies), told.found(policies)
    if unasked:
        seen = f"nobody knows: {listed(unasked)} does not judge all of it"
        return replace(
            mark, met=False, seen=seen, mend="Turn the policy on, and mend it if broken."
        )
    if found:
        names = listed({each.policy for each in found})
        seen = f"{counted(len(found), 'finding')} of {names}"
        return replace(mark, met=False, seen=seen, mend=f"Mend what {names} finds.")
    return replace(mark, met=True, seen=f"{listed(policies)} found nothing")
