"""Whether a new major gives those who read the old one enough time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dbt_treaty.contracts.model import Contract, Deprecation
from dbt_treaty.contracts.version import parse_version
from dbt_treaty.evolution.pairs import Major, Pairs, is_release, major_of
from dbt_treaty.project.baseline import Announcement


@dataclass(frozen=True, slots=True)
class Gap:
    """A new major whose deprecation block is missing or too short: what, and what to do."""

    contract: Contract
    what: str
    help: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day of judgement, the days a window must have, and when each block was announced."""

    today: date
    days: int
    announced: Mapping[Major, Announcement]


def gaps(pairs: Pairs, calendar: Calendar) -> Iterator[Gap]:
    """Every new major that does not say in time how long the one before it will last.

    A major is new to those who are pinned to the one before it: to the baseline's, or to one that
    still lies beside it. A pre-release and 0.y.z bind nobody.
    """
    old = {major_of(contract): contract for contract in pairs.before}
    for contract in pairs.after:
        before = _predecessor(contract, pairs)
        if before is None or not is_release(contract):
            continue
        same = old.get(major_of(contract))
        is_old = same is not None and same.deprecation == contract.deprecation
        gap = _gap(contract, before, calendar, is_old=is_old)
        if gap is not None:
            yield gap


def _predecessor(contract: Contract, pairs: Pairs) -> str | None:
    """The version that a contract's major comes after; None where it comes after none."""
    lower = [
        c for c in pairs.of_product(contract.name) if is_release(c) and c.major < contract.major
    ]
    if lower:
        return max(lower, key=lambda c: parse_version(c.version).precedence).version
    rehearsed = [
        c
        for c in pairs.before
        if major_of(c) == major_of(contract) and parse_version(c.version).prerelease
    ]
    is_major = contract.major > 1 and any(
        c.version.startswith(f"{c.major}.0.0-") for c in rehearsed
    )
    return f"{contract.major - 1}.x" if is_major else None


def _gap(contract: Contract, before: str, calendar: Calendar, *, is_old: bool) -> Gap | None:
    block = contract.deprecation
    title = f"{contract.name} {contract.version} is a new major after {before}"
    if block is None:
        what = f"{title}, and it has no deprecation block: nobody is told how long {before} lasts."
        example = calendar.today + timedelta(days=calendar.days)
        return Gap(
            contract,
            what,
            f"Write `deprecation: {{previous_version: {before.split('.', maxsplit=1)[0]}.x, "
            f'sunset_date: "{example}", migration_notes: …}}`; the sunset date is at least '
            f"{calendar.days} days after the announcement.",
        )
    named = (block.previous_version or "").split(".", maxsplit=1)[0]
    if named.isdigit() and named != before.split(".", maxsplit=1)[0]:
        what = f"{title}, and its deprecation block speaks of {block.previous_version}."
        return Gap(contract, what, f"Say how long {before} lasts.")
    if block.sunset_date is None:
        what = f"{title}, and its deprecation block has no sunset_date."
        return Gap(contract, what, "Write the last day of the version before it as sunset_date.")
    return _short(contract, block, calendar, title, is_old=is_old)


def _short(
    contract: Contract, block: Deprecation, calendar: Calendar, title: str, *, is_old: bool
) -> Gap | None:
    sunset = date.fromisoformat(block.sunset_date or "")
    if is_old and sunset < calendar.today:
        return None  # the window is over, and was judged while it ran
    told = calendar.announced.get(major_of(contract), Announcement(None, "no git history is read"))
    day = date.fromisoformat(block.announced) if block.announced else told.day
    if day is None and told.is_pending:
        day = calendar.today  # the commit that will bring it can be no earlier
    if day is None:
        what = f"{title}, and when that was announced can't be told: {told.reason}."
        return Gap(contract, what, "Write the day as `announced:` into its deprecation block.")
    if (sunset - day).days >= calendar.days:
        return None
    what = (
        f"{title}. Announced on {day}, the old one ends on {sunset}: that is "
        f"{(sunset - day).days} days, and {calendar.days} are asked for."
    )
    earliest = day + timedelta(days=calendar.days)
    return Gap(contract, what, f'Write a sunset_date of "{earliest}" or later.')
