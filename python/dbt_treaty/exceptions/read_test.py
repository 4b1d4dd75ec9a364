from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.errors import Place, Problem
from dbt_treaty.exceptions.model import Exceptions, Grant, Scope
from dbt_treaty.exceptions.read import read_exceptions

ONE = """# why
policy: pii-unmasked
scope: {model: [churn_*, marketing.derived.x], column: email, domain: marketing, path: "models/*"}
granted_by: "@platform"
reason: |
  one-off
  analysis
expires: 2027-01-31
granted_on: 2026-11-21
ticket: PLAT-1
"""
AUTHORS_FORM = """# reviewed, time-bound, audited in git
cross_region_eu:
  granted_by: "@platform-compliance"
  expires: "2027-01-31T00:00:00Z"
  reason: "one-off churn analysis, ticket PLAT-4411"
cross_region:
  policy: cross-region
  scope: {region: [EU, CH]}
  granted_by: a
  reason: b
  expires: "2027-01-31T12:00:00+02:00"
"""
END = datetime(2027, 1, 31, tzinfo=timezone.utc)
KEYS = "write its keys, such as `policy:`"


def read(root: Path, **files: str) -> Exceptions:
    for name, text in files.items():
        path = root / "exceptions" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_exceptions(root, Configuration())


def test_one_grant_a_file(tmp_path: Path) -> None:
    assert read(tmp_path, churn=ONE) == Exceptions(
        (
            Grant(
                name="churn",
                policy="pii-unmasked",
                scope=Scope(
                    models=("churn_*", "marketing.derived.x"),
                    columns=("email",),
                    domains=("marketing",),
                    paths=("models/*",),
                ),
                granted_by="@platform",
                reason="one-off analysis",
                expires=END,
                place=Place("exceptions/churn.yaml", 2, 1),
                granted_on=date(2026, 11, 21),
                ticket="PLAT-1",
            ),
        )
    )


def test_grants_by_name(tmp_path: Path) -> None:
    first, second = read(tmp_path, eu=AUTHORS_FORM).grants
    assert first == Grant(
        name="cross_region_eu",
        policy="",
        scope=Scope(),
        granted_by="@platform-compliance",
        reason="one-off churn analysis, ticket PLAT-4411",
        expires=END,
        place=Place("exceptions/eu.yaml", 2, 1),
    )
    assert (second.scope, second.expires.isoformat()) == (
        Scope(marks=("region:EU", "region:CH")),
        "2027-01-31T10:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "policy: a\ngranted_by: x\nreason: y\nexpires: 31.01.2027\n",
            [
                'exceptions/bad.yaml:4:10: expires: "31.01.2027" wants a date ("2027-01-31") or a '
                'moment of RFC 3339 ("2027-01-31T12:00:00Z")'
            ],
        ),
        (
            "a:\n  granted_by: x\n  expires: 2027-02-30\n  granted_on: 1.1.2026\n  until: x\n",
            [
                'exceptions/bad.yaml:1:1: a lacks the key "reason"\n    add `reason:`',
                'exceptions/bad.yaml:3:12: a.expires: "2027-02-30" is no day of the calendar',
                'exceptions/bad.yaml:4:15: a.granted_on: "1.1.2026" wants a date of the form '
                "YYYY-MM-DD",
                'exceptions/bad.yaml:5:3: unknown key "until" in a\n    allowed: policy, scope, '
                "granted_by, reason, expires, granted_on, ticket",
            ],
        ),
        (
            "policy: a\nscope: {models: x}\ngranted_by: x\nreason: ' '\nexpires: 2027-01-31\n",
            [
                'exceptions/bad.yaml:2:9: unknown key "models" in scope\n    did you mean "model"?;'
                " allowed: model, column, domain, path, region",
                "exceptions/bad.yaml:4:9: reason: is empty\n    say it, or nobody can review the "
                "grant",
            ],
        ),
        ("- a\n", [f"exceptions/bad.yaml:1:1: wants a mapping; got a list\n    {KEYS}"]),
        ("x: 1\n", [f"exceptions/bad.yaml:1:4: x: wants a mapping; got the number 1\n    {KEYS}"]),
        (
            "",
            [
                "exceptions/bad.yaml: the file is empty, or holds nothing but comments\n"
                "    write what it is for, or remove it"
            ],
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_excepts_nothing(
    tmp_path: Path, text: str, problems: list[str]
) -> None:
    read_ = read(tmp_path, bad=text, good=ONE)
    assert [grant.name for grant in read_.grants] == ["good"]
    assert [str(problem) for problem in read_.problems] == problems


def test_a_folder_that_is_named_and_not_there(tmp_path: Path) -> None:
    named = Configuration(exceptions="grants", path="dbt_treaty.yml")
    what = 'the exceptions folder "grants" is not there'
    problem = Problem(Place("dbt_treaty.yml"), what, "make it, or mend the name")
    assert read_exceptions(tmp_path, named) == Exceptions(problems=(problem,))
    assert read_exceptions(tmp_path, Configuration()) == Exceptions()


def test_the_form_of_the_shared_example_is_read_as_it_is(tmp_path: Path) -> None:
    text = AUTHORS_FORM.split("cross_region:", maxsplit=1)[0]
    (tmp_path / "exceptions" / "deep").mkdir(parents=True)
    (tmp_path / "exceptions" / "deep" / "cross_region_eu.exception.yml").write_text(text)
    (tmp_path / "exceptions" / "README.md").write_text("no grant")
    assert [grant.name for grant in read(tmp_path).grants] == ["cross_region_eu"]
