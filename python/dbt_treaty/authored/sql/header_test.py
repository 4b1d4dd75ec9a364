from __future__ import annotations

import pytest

from dbt_treaty.authored.sql.header import Header, read_header
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.findings import Severity

WHOLE = """
-- A note for people: it says nothing to the machine.
-- summary: a column without a description.
-- severity: warn
-- message: {column_name} has none,
--   and should.
-- help: Write it.

-- exceptable_days: 0
select 1 -- severity: error
"""


def test_what_a_header_says() -> None:
    assert read_header(WHOLE, "p.sql") == Header(
        summary="a column without a description",
        severity=Severity.WARN,
        message="{column_name} has none, and should.",
        help="Write it.",
        exceptable_days=0,
        lines={"summary": 3, "severity": 4, "message": 5, "help": 7, "exceptable_days": 9},
    )


@pytest.mark.parametrize("text", ["select 1", "", "-- just words\nselect 1", "/* severity: x */"])
def test_nothing_said_is_the_default(text: str) -> None:
    assert read_header(text, "p.sql") == Header()


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = (
        "-- sevrity: warn\n-- severity: off\n-- help:\n-- exceptable_days: 2 weeks\n-- help: x\n"
        "select 1"
    )

    with pytest.raises(TreatyError) as caught:
        read_header(text, "p.sql")

    assert caught.value.problems == (
        Problem(
            Place("p.sql", 1),
            "a policy's header has no key 'sevrity'",
            'did you mean "severity"?\n    allowed: summary, severity, message, help, '
            "exceptable_days; other comments: begin with another sign than a word:",
        ),
        Problem(Place("p.sql", 2), "severity is 'off'", "allowed: error, warn"),
        Problem(
            Place("p.sql", 4),
            "exceptable_days is '2 weeks'",
            "allowed: 0 (not at all) to 3,650",
        ),
        Problem(Place("p.sql", 5), "help is said twice, first in line 3", "keep one of them"),
    )


def test_an_empty_value_is_none() -> None:
    with pytest.raises(TreatyError) as caught:
        read_header("-- severity:\nselect 1", "p.sql")

    assert caught.value.problems == (
        Problem(Place("p.sql", 1), "severity has no value", "write it, or leave it out"),
    )


@pytest.mark.parametrize("days", ["-1", "3651", "9999999999", "\u0661"])
def test_days_are_a_number_in_bounds(days: str) -> None:
    with pytest.raises(TreatyError, match="exceptable_days"):
        read_header(f"-- exceptable_days: {days}\nselect 1", "p.sql")
