from __future__ import annotations

import json

from dbt_treaty.findings import Coverage, Finding, Report, Severity, Unresolved
from dbt_treaty.reporters.formats import FORMATS, Canvas
from dbt_treaty.reporters.json_report import render_json

FOUND = Finding(
    policy="pii-unmasked",
    severity=Severity.ERROR,
    resource="model.customer.customer_dim",
    message="→ not masked",
    help="mask it",
    column="email",
    path="models/product/customer_dim.sql",
    line=7,
    trail=("source.customer.raw.users.email", "model.customer.customer_dim.email"),
)
EXCEPTED = Finding(
    policy="cross-region",
    severity=Severity.WARN,
    resource="",
    message="m",
    help="h",
    exception="cross_region_eu",
)
REPORT = Report(
    (FOUND, EXCEPTED),
    Coverage(
        2,
        1,
        5,
        4,
        (Unresolved("model.a.b", None, "python"), Unresolved("model.a.c", "d", "why")),
        ("model.a.b",),
    ),
    ("A note is for every reader.",),
)


def test_every_key_of_the_interface_and_no_other() -> None:
    assert json.loads(render_json(REPORT)) == {
        "schema_version": 1,
        "findings": [
            {
                "policy": "pii-unmasked",
                "severity": "error",
                "resource": "model.customer.customer_dim",
                "column": "email",
                "path": "models/product/customer_dim.sql",
                "line": 7,
                "message": "→ not masked",
                "help": "mask it",
                "trail": ["source.customer.raw.users.email", "model.customer.customer_dim.email"],
                "exception": None,
                "known": None,
            },
            {
                "policy": "cross-region",
                "severity": "warn",
                "resource": "",
                "column": None,
                "path": "",
                "line": 0,
                "message": "m",
                "help": "h",
                "trail": [],
                "exception": "cross_region_eu",
                "known": None,
            },
        ],
        "coverage": {
            "models": 2,
            "models_analysed": 1,
            "columns": 5,
            "columns_resolved": 4,
            "unresolved": [
                {"resource": "model.a.b", "column": None, "reason": "python"},
                {"resource": "model.a.c", "column": "d", "reason": "why"},
            ],
            "checked_when_built": ["model.a.b"],
        },
        "notes": ["A note is for every reader."],
        "summary": {"error": 1, "warn": 0, "excepted": 1, "known": 0},
    }


def test_text_stays_readable_and_ends_in_a_line_break() -> None:
    text = render_json(REPORT)

    assert '"message": "→ not masked"' in text
    assert text.endswith("}\n")
    assert list(json.loads(text)) == [
        "schema_version",
        "findings",
        "coverage",
        "notes",
        "summary",
    ]


def test_the_formats_there_are() -> None:
    assert list(FORMATS) == ["text", "json", "sarif", "junit", "github", "markdown"]
    assert FORMATS["json"](REPORT, Canvas()) == render_json(REPORT)
