"""What a project's baseline lets stand is shown in every format, and refuses in none."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dbt_treaty.findings import Report, Severity
from dbt_treaty.reporters.conftest import EXCEPTED, UNMASKED
from dbt_treaty.reporters.formats import FORMATS, Canvas

KNOWN = replace(
    UNMASKED, severity=Severity.WARN, known="in dbt_treaty_baseline.json since 2026-11-21"
)
REPORT = Report((KNOWN, EXCEPTED))


@pytest.mark.parametrize(
    ("format_name", "shown"),
    [
        ("text", "(known: in\n  dbt_treaty_baseline.json since 2026-11-21)"),
        ("text", "\n0 errors, 0 warnings, 1 excepted, 1 known.\n"),
        ("json", '"known": "in dbt_treaty_baseline.json since 2026-11-21"\n'),
        ("json", '"error": 0,\n    "warn": 0,\n    "excepted": 1,\n    "known": 1\n'),
        (
            "sarif",
            '"justification": "known: in dbt_treaty_baseline.json since 2026-11-21"',
        ),
        ("junit", 'failures="0" errors="0" skipped="2"'),
        ("junit", "\nknown: in dbt_treaty_baseline.json since 2026-11-21\n"),
        ("github", "::warning file=models/product/customer dim.sql,line=7,title=pii-unmasked::"),
        ("github", "%0Aknown: in dbt_treaty_baseline.json since 2026-11-21%0A"),
        ("markdown", "\n### Known\n\n- `pii-unmasked` in `models/product/customer dim.sql:7`: "),
        ("markdown", "\n  - known: in dbt\\_treaty\\_baseline.json since 2026-11-21\n"),
    ],
)
def test_it_is_shown_and_refuses_nothing(format_name: str, shown: str) -> None:
    assert shown in FORMATS[format_name](REPORT, Canvas())


def test_sarif_says_what_is_new_where_something_is_known() -> None:
    def states(report: Report) -> list[str | None]:
        (run,) = json.loads(FORMATS["sarif"](report, Canvas()))["runs"]
        return [result.get("baselineState") for result in run["results"]]

    assert states(REPORT) == ["unchanged", "new"]
    assert states(Report((UNMASKED, EXCEPTED))) == [None, None]


def test_the_fingerprint_is_the_same_before_and_after() -> None:
    def marks(report: Report) -> list[str]:
        (run,) = json.loads(FORMATS["sarif"](report, Canvas()))["runs"]
        return [result["partialFingerprints"] for result in run["results"]]

    assert marks(Report((KNOWN,))) == marks(Report((UNMASKED,)))
