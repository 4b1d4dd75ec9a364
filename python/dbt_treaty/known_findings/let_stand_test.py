from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dbt_treaty.findings import Finding, Severity
from dbt_treaty.known_findings.let_stand import let_stand
from dbt_treaty.known_findings.model import Entry, Identity, KnownFindings, Recording
from dbt_treaty.known_findings.progress import PolicyProgress, known_notes, progress
from dbt_treaty.known_findings.record import Recorded, record

DAY, LATER = date(2026, 11, 21), date(2026, 12, 5)
FINDING = Finding(
    "pii-unmasked", Severity.ERROR, "model.m.a", "m", "h", column="email", path="a.sql", line=3
)
JOIN = Finding("query-pattern", Severity.ERROR, "model.m.b", "m", "h", path="b.sql", line=3)
HOOK = Finding("hard-coded-reference", Severity.ERROR, "", "m", "h", path="dbt_project.yml")
STALE = Finding("stale-properties", Severity.ERROR, "model.m.a", "m", "h", path="a.yml")
BROKEN = Finding("retention", Severity.ERROR, "", "broken", "h", path="r.rego", unjudged=True)
NOWHERE = Finding("own", Severity.ERROR, "", "m", "h")
TOLD = "in dbt_treaty_baseline.json since 2026-11-21"


def known(*findings: Finding) -> KnownFindings:
    made = record(findings, None, DAY).known
    assert made is not None
    return made


def stands(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.WARN, known=TOLD)


def test_what_was_recorded_stands_and_what_is_new_does_not() -> None:
    new = replace(FINDING, column="phone")
    assert list(let_stand([FINDING, new, HOOK], known(FINDING, HOOK))) == [
        stands(FINDING),
        new,
        stands(HOOK),
    ]


@pytest.mark.parametrize(
    ("changes", "is_known"),
    [
        ({"line": 99}, True),
        ({"path": "moved/a.sql"}, True),
        ({"message": "now 12 days ago", "help": "other", "trail": ("x", "y")}, True),
        ({"policy": "mask-not-applied"}, False),
        ({"resource": "model.m.c"}, False),
        ({"column": None}, False),
        ({"marks": ("region:EU",)}, False),
    ],
)
def test_what_makes_it_the_same_finding(changes: dict[str, object], is_known: bool) -> None:
    changed = replace(FINDING, **changes)  # type: ignore[arg-type] # each case names fields of it
    assert list(let_stand([changed], known(FINDING))) == [stands(changed) if is_known else changed]


def test_a_file_without_a_resource_is_told_by_its_path() -> None:
    other = replace(HOOK, path="other.yml")
    assert list(let_stand([other], known(HOOK))) == [other]


def test_of_those_that_tie_no_more_stand_than_were_recorded() -> None:
    joins = [replace(JOIN, line=line) for line in (1, 2, 3)]
    record_of_two = known(*joins[:2])
    assert record_of_two.entries == (
        Entry(Identity("query-pattern", "model.m.b", "", ""), "b.sql", DAY, 2),
    )
    assert list(let_stand(joins, record_of_two)) == [stands(joins[0]), stands(joins[1]), joins[2]]


def test_what_is_excepted_or_a_warning_stays_as_it_is() -> None:
    warning = replace(FINDING, severity=Severity.WARN)
    excepted = replace(warning, exception="granted by @x until 2027-01-01")
    assert list(let_stand([warning, excepted], known(FINDING))) == [warning, excepted]


def test_some_findings_can_not_be_recorded() -> None:
    assert record([STALE, BROKEN, NOWHERE, FINDING], None, DAY) == Recorded(
        known(FINDING), added=1, refusing=(STALE, BROKEN, NOWHERE), never=(STALE, BROKEN, NOWHERE)
    )
    assert record([STALE], None, DAY) == Recorded(None, refusing=(STALE,), never=(STALE,))
    smuggled = Entry(Identity("stale-properties", "model.m.a", "", ""), "a.yml", DAY)
    held = KnownFindings((Recording(DAY, {"stale-properties": 1}),), (smuggled,))
    assert list(let_stand([STALE], held)) == [STALE]


def test_warnings_and_what_is_excepted_are_not_recorded() -> None:
    warning = replace(FINDING, severity=Severity.WARN)
    excepted = replace(FINDING, exception="granted by @x until 2027-01-01")
    assert record([warning, excepted], None, DAY) == Recorded(None)


def test_it_shrinks_and_does_not_grow_by_itself() -> None:
    old = known(FINDING, JOIN, JOIN, HOOK)
    new = replace(FINDING, column="phone")
    today = [*let_stand([FINDING, JOIN, new], old)]

    assert record(today, old, LATER) == Recorded(
        KnownFindings(old.recordings, known(FINDING, JOIN).entries),
        mended=2,
        refusing=(new,),
    )


def test_it_grows_with_a_reason() -> None:
    old = known(FINDING, JOIN)
    new, again = replace(FINDING, column="phone"), replace(JOIN, line=9)
    today = [*let_stand([FINDING, JOIN, new, again, STALE], old)]
    made = record(today, old, LATER, grow="the warehouse of acme joins us")

    assert made == Recorded(
        KnownFindings(
            (
                *old.recordings,
                Recording(
                    LATER,
                    {"pii-unmasked": 1, "query-pattern": 1},
                    "the warehouse of acme joins us",
                ),
            ),
            (
                Entry(Identity("pii-unmasked", "model.m.a", "email", ""), "a.sql", DAY),
                Entry(Identity("pii-unmasked", "model.m.a", "phone", ""), "a.sql", LATER),
                Entry(Identity("query-pattern", "model.m.b", "", ""), "b.sql", DAY, 2),
            ),
        ),
        added=2,
        refusing=(STALE,),
        never=(STALE,),
    )
    assert made.known is not None
    assert progress(made.known) == (
        PolicyProgress("pii-unmasked", start=1, added=1, left=2),
        PolicyProgress("query-pattern", start=1, added=1, left=2),
    )


def test_what_nobody_judged_is_not_mended() -> None:
    old = known(FINDING, JOIN)
    assert record([], old, LATER, unjudged={"pii-unmasked", "retention"}) == Recorded(
        KnownFindings(old.recordings, known(FINDING).entries), mended=1, unjudged=("pii-unmasked",)
    )


def test_a_warning_by_configuration_is_not_mended() -> None:
    old = known(FINDING)
    made = record([replace(FINDING, severity=Severity.WARN)], old, LATER)
    assert made == Recorded(old)


def test_an_empty_record_stays_so_that_nothing_comes_back() -> None:
    old = known(FINDING)
    empty = record([], old, LATER).known
    assert empty == KnownFindings(old.recordings, ())
    assert record([FINDING], empty, LATER) == Recorded(empty, refusing=(FINDING,))


def test_the_report_says_how_far_it_has_come() -> None:
    old = known(FINDING, JOIN, HOOK)
    begun = "Baseline: 3 of 3 findings recorded since 2026-11-21 are left."
    shrinks = (
        " 2 of the 3 in dbt_treaty_baseline.json are no longer found: run `dbt-treaty baseline` "
        "to shrink it."
    )
    assert list(known_notes([FINDING, JOIN, HOOK], old)) == [begun]
    assert list(known_notes([FINDING], old)) == [begun + shrinks]
    assert list(known_notes([FINDING], None)) == []
    shrunk = record([FINDING], old, LATER).known
    assert list(known_notes([FINDING], shrunk)) == [
        "Baseline: 1 of 3 findings recorded since 2026-11-21 is left."
    ]
