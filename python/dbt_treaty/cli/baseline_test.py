from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import MODEL, RAW, write_manifest
from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.known_findings.model import FILE_NAME

BEGUN = """\
added    1 finding to dbt_treaty_baseline.json
Baseline: 1 of 1 finding recorded since 2026-11-21 is left.
  policy          start  added  left
  undeclared-tag      1      0     1
"""
TWO_LINES = RAW.replace("  email\n", "\n  email\n")
JOINED = """\
  order_id,
  email
from "w"."orders_raw"."events", "w"."orders_raw"."events" as again
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, [*arguments])


@pytest.fixture(autouse=True)
def a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBT_TREATY_TODAY", "2026-11-21")


def declared(root: Path) -> None:
    columns = {"email": {"name": "email", "tags": ["PII"]}}
    write_manifest(root, columns=columns)


def with_a_join(root: Path) -> None:
    compiled = f"select\n{JOINED.replace('order_id,', 'again.order_id,')}"
    write_manifest(root, compiled_code=compiled, raw_code=compiled)


def test_what_was_there_is_shown_and_refuses_no_more(root: Path) -> None:
    assert run("check").exit_code == 1
    begun = run("baseline")
    assert (begun.exit_code, begun.output) == (0, BEGUN)

    checked = run("check")
    assert checked.exit_code == 0
    assert "(known: in" in checked.output
    assert "0 errors, 0 warnings, 1 known." in checked.output
    assert "Baseline: 1 of 1 finding recorded since 2026-11-21 is left." in checked.output


def test_the_line_may_move(root: Path) -> None:
    run("baseline")
    compiled = str(MODEL["compiled_code"]).replace("  email\n", "\n\n  email\n")
    write_manifest(root, raw_code=TWO_LINES, compiled_code=compiled)
    assert run("check").exit_code == 0
    before = (root / FILE_NAME).read_text()
    assert run("baseline").exit_code == 0
    assert (root / FILE_NAME).read_text() == before


def test_what_is_new_refuses_until_it_is_let_in_with_a_reason(root: Path) -> None:
    run("baseline")
    with_a_join(root)
    checked = json.loads(run("check", "--format", "json").stdout)
    assert checked["summary"] == {"error": 1, "warn": 0, "excepted": 0, "known": 1}

    again = run("baseline")
    assert again.exit_code == 1
    assert again.output.startswith("Baseline: 1 of 1 finding recorded")
    assert "new     models/derived/order_facts.sql:4: query-pattern: order_facts joins" in (
        again.output
    )
    assert again.output.endswith("Mend it, or record with --grow and a reason.\n")

    refused = run("baseline", "--grow", " ")
    assert (refused.exit_code, refused.stderr) == (
        2,
        "--grow: has no reason\n    say why it may grow\n",
    )
    grown = run("baseline", "--grow", "the calendar joins every store")
    assert grown.exit_code == 0
    assert "added    1 finding to dbt_treaty_baseline.json\nBaseline: 2 of 2" in grown.output
    assert run("check").exit_code == 0
    assert "the calendar joins every store" in (root / FILE_NAME).read_text()


def test_it_shrinks_once_something_is_mended(root: Path) -> None:
    run("baseline")
    declared(root)
    told = (
        "1 of the 1 in dbt_treaty_baseline.json is no longer found: run `dbt-treaty baseline` to "
        "shrink it."
    )
    assert told in json.loads(run("check", "--format", "json").stdout)["notes"][-1]

    dry = run("baseline", "--dry-run")
    assert "would have removed  1 finding that is mended" in dry.output
    assert told.split(" ", maxsplit=1)[0] in (root / FILE_NAME).read_text()

    shrunk = run("baseline")
    assert (shrunk.exit_code, shrunk.output) == (
        0,
        "removed  1 finding that is mended\n"
        "Baseline: 0 of 1 finding recorded since 2026-11-21 are left.\n"
        "  policy          start  added  left\n"
        "  undeclared-tag      1      0     0\n",
    )
    write_manifest(root)
    assert run("check").exit_code == 1


def test_a_policy_that_is_off_mends_nothing(root: Path) -> None:
    run("baseline")
    (root / "dbt_treaty.yml").write_text("domain: orders\npolicies: {undeclared-tag: off}\n")
    told = run("baseline").output
    assert "kept    undeclared-tag: it is off or can't judge" in told
    (root / "dbt_treaty.yml").write_text("domain: orders\n")
    assert run("check").exit_code == 0


def test_a_file_that_can_not_be_believed_is_no_pass(root: Path) -> None:
    run("baseline")
    text = (root / FILE_NAME).read_text()
    (root / FILE_NAME).write_text(text.replace('"count": 1', '"count": 9'))
    for command in ("check", "baseline"):
        refused = run(command)
        assert refused.exit_code == 2
        assert refused.stderr.startswith(
            "dbt_treaty_baseline.json:6: this line is not as dbt-treaty wrote it\n"
        )


def test_there_may_be_nothing_to_record(root: Path) -> None:
    declared(root)
    told = run("baseline")
    assert (told.exit_code, told.output) == (
        0,
        "There is no error to record: the gate can hold this project to everything.\n",
    )
    assert not (root / FILE_NAME).exists()


def test_it_wants_a_project(root: Path) -> None:
    (root / "dbt_project.yml").unlink()
    refused = run("baseline")
    assert (refused.exit_code, refused.stderr) == (
        2,
        ".: there is no dbt_project.yml here, so no project that could have a baseline\n"
        "    name its folder with --project-dir\n",
    )
