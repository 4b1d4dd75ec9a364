from __future__ import annotations

from dataclasses import replace

import pytest

from dbt_treaty.findings import Severity
from dbt_treaty.reporters.conftest import OWN, UNMASKED
from dbt_treaty.reporters.fingerprint import fingerprints

(MARK,) = fingerprints([UNMASKED])


def test_a_fingerprint_lasts_over_versions() -> None:
    """Whoever changes this closes and opens every alert of every user."""
    assert MARK == "1b3d5ca589658460049e632b0b685240:1"


@pytest.mark.parametrize(
    "change",
    [
        {"line": 99},
        {"path": "models/moved.sql"},
        {"severity": Severity.WARN},
        {"help": "Another help."},
        {"trail": ()},
        {"exception": "granted"},
    ],
)
def test_what_does_not_count(change: dict[str, object]) -> None:
    assert fingerprints([replace(UNMASKED, **change)]) == (MARK,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change", [{"policy": "a"}, {"resource": "a"}, {"column": "a"}, {"message": "a"}]
)
def test_what_counts(change: dict[str, str]) -> None:
    assert fingerprints([replace(UNMASKED, **change)]) != (MARK,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("see a.yml:7 and b.sql:12:3.", "see a.yml:8 and b.sql:1:40."),
        ("Line 3 is long; line 7 too", "Line 3 is long; line 70 too"),
        ("on lines 7, 9 and 11", "on lines 8, 10 and 12"),
        ("ended 5 days ago", "ended 61 days ago"),
    ],
)
def test_lines_and_days_in_a_message_do_not_count(before: str, after: str) -> None:
    assert fingerprints([replace(OWN, message=before)]) == fingerprints(
        [replace(OWN, message=after)]
    )


def test_other_numbers_in_a_message_count() -> None:
    first, second = fingerprints(replace(OWN, message=f"version {n}.0") for n in (1, 2))

    assert first != second


def test_a_file_stands_for_a_resource_that_is_not_named() -> None:
    first, second = fingerprints(replace(OWN, path=path) for path in ("a.yml", "b.yml"))

    assert first != second


def test_findings_that_are_alike_are_numbered() -> None:
    assert fingerprints([UNMASKED, replace(UNMASKED, line=8), OWN])[:2] == (
        MARK,
        MARK.replace(":1", ":2"),
    )
