"""``expired-exception``: a way out that has an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.exceptions.validity import days_left, is_ahead, is_over
from dbt_treaty.findings import Finding, Severity

NAME = "expired-exception"
_SOON_DAYS = 14


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each exception that has ended, ends soon, or can't be read.

    What a grant has to do with the policy that it is of is judged where exceptions are applied.
    """
    if evidence.workspace is None:
        return
    for problem in evidence.workspace.exceptions.problems:
        place = problem.place
        what = f"This exception can't be read, and excepts nothing: {problem.what}."
        yield Finding(
            NAME, Severity.ERROR, "", what, problem.help, path=place.path, line=place.line
        )
    for grant in evidence.workspace.exceptions.grants:
        yield from _findings(grant, evidence.today)


def _findings(grant: Grant, today: date) -> Iterator[Finding]:
    left = days_left(grant, today)
    if is_ahead(grant, today):
        what = f"was granted on {grant.granted_on}, a day that is yet to come"
        yield grant_finding(grant, what, "Write the day on which it was granted.")
    elif is_over(grant, today):
        ended = "today" if left == 0 else f"{_days(-left)} ago"
        yield grant_finding(grant, f"ended on {grant.end}, {ended}", _MEND)
    elif left <= _SOON_DAYS:
        what = f"ends on {grant.end}, in {_days(left)}: from then on its findings are errors"
        yield grant_finding(grant, what, _MEND, Severity.WARN)


_MEND = "Mend what it excepts and remove it, or have it granted anew, with a new `granted_on`."


def grant_finding(
    grant: Grant, what: str, mend: str, severity: Severity = Severity.ERROR
) -> Finding:
    """A finding on a grant; ``what`` completes "The exception …"."""
    return Finding(
        policy=NAME,
        severity=severity,
        resource="",
        message=f"The exception {grant.name}, granted by {grant.granted_by}, {what}.",
        help=mend,
        path=grant.place.path,
        line=grant.place.line,
    )


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "an exception past its date, longer than it may be, or that can't be read",
    exceptable_days=0,
    rests_on="facts",
)
