from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dbt_treaty import __version__
from dbt_treaty.findings import OwnRule, Report, Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.reporters.conftest import EXCEPTED, OWN, REPORT, UNMASKED
from dbt_treaty.reporters.policy_page import page
from dbt_treaty.reporters.sarif import render_sarif

SCHEMA = json.loads(
    (Path(__file__).parent / "fixtures" / "sarif-2.1.0.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)


def run(report: Report = REPORT, folder: str = "") -> dict[str, Any]:
    log = json.loads(render_sarif(report, folder=folder))
    assert list(VALIDATOR.iter_errors(log)) == []
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    return dict(only)


def test_the_schema_is_one_that_refuses() -> None:
    assert list(VALIDATOR.iter_errors({"version": "2.1.0", "runs": [{"results": 1}]}))


def test_every_result() -> None:
    names = [policy.name for policy in POLICIES]
    made = run()["results"]
    marks = [result.pop("partialFingerprints") for result in made]

    assert [list(mark) for mark in marks] == [["dbtTreaty/v1"]] * 3
    assert made == [
        {
            "ruleId": "own-rule",
            "ruleIndex": len(names),
            "level": "warning",
            "message": {"text": "No owner.\nMend: Name one."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "dbt_project.yml", "uriBaseId": "%SRCROOT%"}
                    }
                }
            ],
            "suppressions": [],
            "properties": {"trail": []},
        },
        {
            "ruleId": "pii-unmasked",
            "ruleIndex": names.index("pii-unmasked"),
            "level": "error",
            "message": {
                "text": "customer_dim.email is not masked.\n"
                "Mend: Write `{{ dbt_treaty.mask('email', 'tokenize') }}`.\n"
                "From: raw.users.email → customer_dim.email"
            },
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": "models/product/customer%20dim.sql",
                            "uriBaseId": "%SRCROOT%",
                        },
                        "region": {"startLine": 7},
                    },
                    "logicalLocations": [
                        {
                            "name": "email",
                            "fullyQualifiedName": "model.customer.customer_dim.email",
                            "kind": "column",
                        }
                    ],
                }
            ],
            "suppressions": [],
            "properties": {
                "trail": ["source.customer.raw.users.email", "model.customer.customer_dim.email"]
            },
        },
        {
            "ruleId": "tier-boundary",
            "ruleIndex": names.index("tier-boundary"),
            "level": "warning",
            "message": {"text": "segments reads clicks."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": "models/derived/segments.sql",
                            "uriBaseId": "%SRCROOT%",
                        }
                    },
                    "logicalLocations": [
                        {"fullyQualifiedName": "model.customer.segments", "kind": "model"}
                    ],
                }
            ],
            "suppressions": [
                {
                    "kind": "external",
                    "status": "accepted",
                    "justification": "granted by @web-team until 2027-01-31",
                }
            ],
            "properties": {"trail": []},
        },
    ]


def test_what_could_not_be_seen_is_told() -> None:
    (invocation,) = run()["invocations"]

    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)
    assert [
        (each["descriptor"]["id"], each["level"], each["message"]["text"], each.get("locations"))
        for each in invocation["toolExecutionNotifications"]
    ] == [
        ("note", "note", "Lineage: 2 of 3 models analysed, 7 of 9 columns resolved.", None),
        (
            "unresolved-lineage",
            "warning",
            "scored: python",
            [
                {
                    "logicalLocations": [
                        {"fullyQualifiedName": "model.customer.scored", "kind": "model"}
                    ]
                }
            ],
        ),
        (
            "unresolved-lineage",
            "warning",
            "b.c: why",
            [
                {
                    "logicalLocations": [
                        {"name": "c", "fullyQualifiedName": "model.a.b.c", "kind": "column"}
                    ]
                }
            ],
        ),
        ("note", "note", "The policy retention is off.", None),
    ]
    assert run()["properties"]["coverage"]["models_analysed"] == 2


def test_without_an_error_the_exit_code_is_0() -> None:
    found = (replace(UNMASKED, exception="granted"), replace(UNMASKED, severity=Severity.WARN))

    assert run(Report(found))["invocations"][0]["exitCode"] == 0


def test_every_policy_is_a_rule_with_help_whatever_was_found() -> None:
    driver = run(Report())["tool"]["driver"]

    assert (driver["name"], driver["version"]) == ("dbt-treaty", __version__)
    assert [rule["id"] for rule in driver["rules"]] == [policy.name for policy in POLICIES]
    for rule, policy in zip(driver["rules"], POLICIES, strict=True):
        said = "error" if policy.severity is Severity.ERROR else "warning"
        assert rule["defaultConfiguration"] == {"level": said}
        assert rule["help"]["text"].startswith("Why: ")
        assert "\n\nMend: " in rule["help"]["text"]
        assert rule["help"]["markdown"].startswith(f"# {policy.name}\n")
        assert "](.." not in rule["help"]["markdown"]


def test_the_projects_own_policies_are_rules_after_the_canon() -> None:
    told = (
        OwnRule("mesh.b", Severity.WARN, "b is refused.", "policies/b.rego"),
        OwnRule("mesh.a", Severity.ERROR, "a is refused", "policies/a.rego"),
    )
    *_, first, second = run(Report(own=told))["tool"]["driver"]["rules"]

    assert first == {
        "id": "mesh.a",
        "shortDescription": {"text": "A is refused."},
        "fullDescription": {
            "text": "A is refused. A rule that this project brings along: policies/a.rego."
        },
        "help": {
            "text": "A is refused. A rule that this project brings along: policies/a.rego. Each "
            "finding says how to mend it."
        },
        "defaultConfiguration": {"level": "error"},
    }
    assert (second["id"], second["defaultConfiguration"]) == ("mesh.b", {"level": "warning"})


def test_a_page_is_the_help() -> None:
    (rule,) = (
        rule for rule in run()["tool"]["driver"]["rules"] if rule["id"] == "unsupported-mask"
    )

    assert rule["help"]["markdown"] == page("unsupported-mask")
    assert rule["helpUri"].endswith("/python/dbt_treaty/policies/unsupported_mask.md")


def test_a_project_below_the_root_of_its_repository() -> None:
    made = run(folder="domains/größe")

    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in made["results"]
    ]
    assert uris == [
        "domains/gr%C3%B6%C3%9Fe/dbt_project.yml",
        "domains/gr%C3%B6%C3%9Fe/models/product/customer%20dim.sql",
        "domains/gr%C3%B6%C3%9Fe/models/derived/segments.sql",
    ]
    assert made["automationDetails"] == {"id": "dbt-treaty/domains/gr%C3%B6%C3%9Fe/"}


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("{{ mask('a') }} [x] (y)", "{{ mask('a') }} [x] (y)"),
        ("{0} and {{1}} of {a}", "{{0}} and {{{{1}}}} of {{a}}"),
        (r"see [this](https://x) \ [0]", r"see \[this\](https://x) \\ \[0\]"),
    ],
)
def test_no_text_is_a_placeholder_or_a_link(message: str, text: str) -> None:
    (result,) = run(Report((replace(OWN, message=message, help=""),)))["results"]

    assert result["message"]["text"] == text


def test_a_grant_does_not_change_the_fingerprint() -> None:
    granted, plain = (
        run(Report((each,)))["results"][0]["partialFingerprints"]
        for each in (EXCEPTED, replace(EXCEPTED, exception=None, severity=Severity.ERROR))
    )

    assert granted == plain
