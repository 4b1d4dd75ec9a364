"""How rows become findings."""

from __future__ import annotations

from typing import Any

import pytest

from dbt_treaty.authored.sql.header import Header
from dbt_treaty.authored.sql.verdict import Reading, findings
from dbt_treaty.conftest import Project
from dbt_treaty.errors import Place, Problem
from dbt_treaty.findings import Finding, Severity

PAGE = """
sources:
  customer.raw.users: {columns: {Email: [PII]}}
models:
  customer.derived.users_clean:
    sql: |
      select
        lower(email) as address
      from {{ source('customer_raw', 'users') }}
"""
CLEAN = "model.mesh.users_clean"
FILE = "models/customer/derived/users_clean.sql"
MEND = "Mend what the row shows, so that the query in p/rule.sql returns it no more."


@pytest.fixture
def told(project: Project) -> Any:
    evidence = project(PAGE)

    def of(row: dict[str, Any], **header: Any) -> list[Finding | Problem]:
        reading = Reading("rule", "p/rule.sql", Header(**header), evidence)
        return list(findings(reading, tuple(row), (tuple(row.values()),)))

    return of


def finding(**parts: Any) -> Finding:
    usual = {"policy": "rule", "severity": Severity.ERROR, "resource": "", "help": MEND}
    return Finding(**{**usual, **parts})


def test_a_row_that_names_nothing_is_a_finding_that_shows_it(told: Any) -> None:
    assert told({"n": 3, "why": None, "names": ["a", "b"], "is_so": True}) == [
        finding(message="A row of p/rule.sql (n = 3, why = null, names = [a, b], is_so = true).")
    ]


@pytest.mark.parametrize(
    "name", ["unique_id", "NODE_unique_id", "child_unique_id", "child_node_unique_id"]
)
def test_the_node_and_its_file(told: Any, name: str) -> None:
    (found,) = told({name: CLEAN}, message="m")

    assert found == finding(resource=CLEAN, message="m", path=FILE)


@pytest.mark.parametrize("name", ["column_name", "child_column_name"])
def test_the_column_and_its_line(told: Any, name: str) -> None:
    (found,) = told({"node_unique_id": CLEAN, name: "ADDRESS"}, message="m")

    assert found == finding(resource=CLEAN, message="m", column="address", path=FILE, line=2)


def test_a_node_that_is_none_is_told_and_kept(told: Any) -> None:
    known = {"unique_id": "operation.x", "column_name": None}

    assert told(known) == [
        finding(message="A row of p/rule.sql (unique_id = operation.x, column_name = null).")
    ]
    assert told(known, message="m")[0].message == "m (operation.x is no node of this project.)"


def test_all_that_a_row_may_say(told: Any) -> None:
    row = {
        "unique_id": CLEAN,
        "message": "Its own\nwords",
        "help": "Its own help",
        "severity": "warn",
        "path": "other.yml",
        "line": 7,
        "trail": ["a.b", "c.d"],
        "marks": ["region:EU"],
    }

    assert told(row, message="the header's", help="the header's") == [
        finding(
            severity=Severity.WARN,
            resource=CLEAN,
            message="Its own words",
            help="Its own help",
            path="other.yml",
            line=7,
            trail=("a.b", "c.d"),
            marks=("region:EU",),
        )
    ]


def test_null_leaves_it_to_the_header(told: Any) -> None:
    row = {"message": None, "help": None, "severity": None, "path": None, "line": None, "N": 3}
    header = {"message": "{n} of {N}", "help": "see {n}", "severity": Severity.WARN}

    assert told(row, **header) == [
        finding(severity=Severity.WARN, message="3 of 3", help="see 3"),
    ]


def test_the_summary_where_there_is_no_message(told: Any) -> None:
    assert told({"n": 1}, summary="a thing")[0].message == "Refused: a thing (n = 1)."


def test_long_rows_are_cut(told: Any) -> None:
    (found,) = told({"text": "x" * 9000})
    (own,) = told({"message": "x" * 9000})

    assert len(found.message) < 400
    assert found.message.endswith(" …).")
    assert len(own.message) == 2000


@pytest.mark.parametrize(
    ("name", "value", "what", "allowed"),
    [
        ("severity", "off", "severity is off", "allowed: error, warn, or null for the policy's"),
        ("severity", 1, "severity is 1", "allowed: error, warn, or null for the policy's"),
        ("line", "7", "line is '7'", "a line counts from 1"),
        ("line", -1, "line is -1", "a line counts from 1"),
        ("line", True, "line is True", "a line counts from 1"),
        ("trail", "a", "trail is a", "trail is a list of texts"),
        ("marks", [1], "marks is [1]", "marks is a list of texts"),
    ],
)
def test_what_no_finding_can_have_is_a_problem(
    told: Any, name: str, value: Any, what: str, allowed: str
) -> None:
    shown = str(value).lower() if isinstance(value, bool) else value

    assert told({"n": 1, name: value}) == [
        Problem(Place("p/rule.sql"), f"a row's {what} (n = 1, {name} = {shown})", allowed)
    ]


def test_a_message_that_names_no_column_is_a_problem_beside_the_finding(told: Any) -> None:
    found = told({"n": 1}, message="{m} is wrong", lines={"message": 4})

    assert found == [
        Problem(
            Place("p/rule.sql", 4),
            "message names the column 'm', which the query does not return",
            "it returns n",
        ),
        finding(message="{m} is wrong"),
    ]


def test_columns_of_one_name_are_a_problem(project: Project) -> None:
    reading = Reading("rule", "p/rule.sql", Header(), project(PAGE))

    assert list(findings(reading, ("name", "NAME"), (("a", "b"),))) == [
        Problem(
            Place("p/rule.sql"),
            "the query returns several columns called name",
            "name them apart: select a.name as parent_name",
        )
    ]
