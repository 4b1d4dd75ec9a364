"""A finding is one action of the machine, however many runs see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone

from dbt_treaty.compliance.entry import Entry
from dbt_treaty.compliance.events import events, review
from dbt_treaty.errors import Place
from dbt_treaty.exceptions.model import Grant, Scope
from dbt_treaty.findings import Finding, Severity

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
EMAIL = Finding("pii-unmasked", Severity.ERROR, "model.m.c", "email …", "mask it", "email")
PHONE = replace(EMAIL, column="phone", message="phone …")
GRANT = Grant(
    "churn",
    "pii-unmasked",
    Scope(models=("c",)),
    "@platform",
    "one-off",
    datetime(2027, 1, 15, tzinfo=timezone.utc),
    Place("exceptions/churn.yaml", 1),
    granted_on=MONDAY,
)
Log = tuple[Entry, ...]


def ran(
    log: Log, *findings: Finding, day: date = MONDAY, grants: tuple[Grant, ...] = (), off: str = ""
) -> Log:
    return (*log, *events(log, findings, grants, silent={off}, today=day))


def told(log: Log) -> list[tuple[str, str, str, str]]:
    return [(str(each.at), each.what, each.policy, each.by) for each in log]


CAUGHT = ("2026-11-23", "caught", "pii-unmasked", "")


def test_a_finding_is_caught_once_until_it_is_mended() -> None:
    log = ran((), EMAIL, PHONE)
    assert told(log) == [CAUGHT, CAUGHT]
    assert len({each.id for each in log}) == 2

    moved = replace(EMAIL, line=40, message="the same, told in other words")
    assert ran(log, moved, PHONE, day=TUESDAY) == log

    mended = ran(log, PHONE, day=TUESDAY)
    assert told(mended)[2:] == [("2026-11-24", "mended", "pii-unmasked", "")]
    assert ran(mended, PHONE, day=TUESDAY) == mended
    assert told(ran(mended, EMAIL, PHONE, day=TUESDAY))[3:] == [
        ("2026-11-24", "caught", "pii-unmasked", "")
    ]


def test_what_refuses_nothing_is_not_caught() -> None:
    warning = replace(EMAIL, severity=Severity.WARN)
    known = replace(EMAIL, severity=Severity.WARN, known="since 2026-01-01")
    assert ran((), warning, known) == ()


def test_what_is_not_judged_any_more_is_not_mended() -> None:
    log = ran((), EMAIL)
    assert ran(log, off="pii-unmasked") == log
    assert ran(log, replace(EMAIL, severity=Severity.WARN)) == log


def test_a_grant_is_one_action_of_a_person_and_so_is_prolonging_it() -> None:
    excepted = replace(EMAIL, severity=Severity.WARN, exception="granted by @platform …")
    log = ran((), excepted, grants=(GRANT,), day=TUESDAY)
    assert told(log) == [("2026-11-23", "granted", "pii-unmasked", "@platform")]
    assert ran(log, excepted, grants=(GRANT,), day=TUESDAY) == log

    longer = replace(GRANT, expires=datetime(2027, 2, 1, tzinfo=timezone.utc), granted_on=TUESDAY)
    assert told(ran(log, excepted, grants=(longer,), day=TUESDAY))[1:] == [
        ("2026-11-24", "granted", "pii-unmasked", "@platform")
    ]


def test_no_text_of_a_finding_is_noted() -> None:
    assert "email" not in str(ran((), EMAIL))


def test_two_reviews_of_one_day_are_two() -> None:
    first, second = (review("retention", "@a", "same", MONDAY, number) for number in (0, 1))
    assert first.id != second.id
    assert told((first,)) == [("2026-11-23", "reviewed", "retention", "@a")]
