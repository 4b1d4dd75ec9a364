"""``missing-deprecation``: a new major says in time how long the one before it will last."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.evolutions import contract_pairs, resource_of
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.evolution.window import Calendar, Gap, gaps
from dbt_treaty.findings import Finding, Severity

NAME = "missing-deprecation"
DAYS = 90
_PRIVATE_TIERS = ("raw", "derived")


def judge(evidence: Evidence, options: Options) -> Iterator[Finding]:
    """One finding for each new major whose block is missing or too short."""
    pairs = contract_pairs(evidence)
    if pairs is None or evidence.workspace is None:
        return
    calendar = Calendar(evidence.today, options["days"], evidence.workspace.announced)
    for gap in gaps(pairs, calendar):
        yield judge_gap(gap, resource_of(evidence, gap.contract))


def judge_gap(gap: Gap, resource: str = "") -> Finding:
    """The finding on one new major, on the resource that it binds."""
    private = gap.contract.tier in _PRIVATE_TIERS
    return Finding(
        policy=NAME,
        severity=Severity.WARN if private else Severity.ERROR,
        resource=resource,
        message=gap.what,
        help=gap.help,
        path=gap.contract.place.path,
        line=gap.contract.place.line,
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a major bump with no deprecation block, or less than 90 days from its announcement to its "
    "sunset",
    options={"days": DAYS},
    rests_on="facts",
)
