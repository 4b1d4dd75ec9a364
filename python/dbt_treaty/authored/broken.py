"""A policy that can't judge: an error in every report, and never a pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbt_treaty.errors import Problem, TreatyError
from dbt_treaty.evidence.policy import NO_OPTIONS, Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity


def broken_policy(
    name: str,
    problems: Sequence[Problem],
    origin: str,
    page: str = "",
    options: Options = NO_OPTIONS,
) -> Policy:
    """A policy of which every judgement is what is wrong with it; ``options`` may be set of it."""

    def judge(_evidence: Evidence, _options: Options) -> Iterator[Finding]:
        raise TreatyError(problems)

    summary = f"nothing yet: it can't be run ({origin})"
    return Policy(name, Severity.ERROR, judge, summary, options, 0, origin, page)
