"""``retention``: data about people are kept for as long as was said, and no longer."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.known_contracts import KnownContract, known_contracts
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity

NAME = "retention"


def judge(evidence: Evidence, options: Options) -> Iterator[Finding]:
    """One finding for each contract of customer data without a retention, or with too long a one.

    Customer data is what one of ``tags`` marks: the contract, its model, or a column of it. A tag
    that a column inherits and does not declare is ``undeclared-tag``'s to ask for first.
    ``most_days`` is the longest retention there may be.
    """
    wanted = {tag.casefold() for tag in options["tags"]}
    for known in known_contracts(evidence):
        days = known.contract.retention_days
        if days is not None and days <= options["most_days"]:
            continue
        marked = next(_marks(known, wanted), None)
        if marked is not None:
            yield _finding(known, marked, options["most_days"])


def _marks(known: KnownContract, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """The columns (empty: the contract as a whole) that are customer data, each with its tag."""
    contract, resource = known.contract, known.resource
    own = {*contract.tags, *(resource.tags if resource else ())}
    for name, tags in (("", own), *((each.name, each.tags) for each in contract.columns)):
        yield from ((name, tag) for tag in sorted(tags) if tag.casefold() in wanted)


def _finding(known: KnownContract, marked: tuple[str, str], most: int) -> Finding:
    contract, place = known.contract, known.place()
    column, tag = marked
    days = contract.retention_days
    what = f"its column {column} carries {tag}" if column else f"it is tagged {tag}"
    gap = "no retention_days" if days is None else f"a retention of {days} days"
    limit = "nobody knows when they are to go" if days is None else f"at most {most} are allowed"
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=known.resource_id,
        message=f"{contract.name} holds data about customers ({what}) and has {gap}: {limit}.",
        help=f"Write `retention_days: {most}` or less into {place.path}, and delete by it.",
        path=place.path,
        line=place.line,
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "customer data with no `retention_days`, or more than 730",
    {"tags": ("PII", "customer_data"), "most_days": 730},
    rests_on="facts",
)
