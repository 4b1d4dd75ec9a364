"""``dbt-treaty quarantine``, with a program in dbt's place that answers as the macro does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.group import dbt_treaty

STORY = ["treaty_reasons", "treaty_run_id", "treaty_contract_version", "TREATY_REJECTED_AT"]
KEPT = {
    "known": ["item", "order_facts"],
    "relation": '"w"."q"."order_facts"',
    "total": 3,
    "columns": ["order_id", "email", "note", *STORY],
    "rows": [
        ["17", "***", "\x1b[31mred\nred", '["amount.min","either"]', "r1", "2.1.0", "2027-01-02"],
        ["18", None, "x" * 90, None, "r0", "2.0.0", "2027-01-01"],
    ],
}
Ask = Callable[..., Result]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    def run(answer: dict[str, Any] | str, *arguments: str, code: int = 0) -> Result:
        told = answer
        if not isinstance(answer, str):
            told = "12:00:00  Running\ndbt-treaty:" + json.dumps(answer).encode().hex()
        said = tmp_path / "said"
        said.write_text(f"{told}\n")
        dbt = tmp_path / "dbt"
        dbt.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\ncat {said}\nexit {code}\n')
        dbt.chmod(0o755)
        options = ["--project-dir", str(tmp_path), "--dbt", str(dbt), "--target", "prod"]
        return CliRunner().invoke(
            dbt_treaty, ["quarantine", "order_facts", *options, *arguments], env={"COLUMNS": "200"}
        )

    return run


def test_rows_with_their_reasons(ask: Ask, tmp_path: Path) -> None:
    result = ask(KEPT, "--limit", "2", "--version", "2")
    assert (result.exit_code, result.stdout) == (
        0,
        f"""\
order_facts: 3 rows in quarantine ("w"."q"."order_facts")

2027-01-02  run r1, contract 2.1.0
  breaks  amount.min, either
  row     order_id=17, email=***, note= [31mred red

2027-01-01  run r0, contract 2.0.0
  breaks  reasons are not kept
  row     order_id=18, email=NULL, note={"x" * 79}…

1 more: --limit 3
""",
    )
    asked = (tmp_path / "asked").read_text()
    assert "--target prod" in asked
    assert "--no-write-json" in asked  # target/ keeps the manifest of the last build
    assert (
        "run-operation --project-dir" in asked
        and '{"model": "order_facts", "version": 2, "most": 2}' in asked
    )


def test_json(ask: Ask) -> None:
    result = ask(KEPT, "--format", "json")
    told = json.loads(result.stdout)
    assert (told["relation"], told["total"]) == ('"w"."q"."order_facts"', 3)
    assert told["rows"][0] == {
        "order_id": "17",
        "email": "***",
        "note": "\x1b[31mred\nred",
        "treaty_reasons": ["amount.min", "either"],
        "treaty_run_id": "r1",
        "treaty_contract_version": "2.1.0",
        "treaty_rejected_at": "2027-01-02",
    }


def test_an_empty_quarantine(ask: Ask) -> None:
    result = ask({**KEPT, "total": 0, "rows": [], "columns": []})
    assert result.stdout == 'order_facts: nothing in quarantine ("w"."q"."order_facts")\n'


def test_a_model_without_one(ask: Ask) -> None:
    result = ask({"known": ["order_fact"], "rows": [], "total": None})
    assert (result.exit_code, result.stderr) == (
        2,
        'no model order_facts has a quarantine\n    did you mean "order_fact"?\n',
    )
    result = ask({"known": [], "rows": [], "total": None}, "--version", "4")
    assert result.stderr == (
        "no model order_facts of version 4 has a quarantine\n    no model has one: `quarantine: "
        "{enabled: true}` in a contract makes one at the next sync\n"
    )


def test_dbt_fails(ask: Ask) -> None:
    result = ask("Runtime Error\n  no such profile", code=2)
    assert (result.exit_code, result.stderr) == (
        2,
        "dbt could not read the quarantine:\n    Runtime Error\n      no such profile\n"
        "    mend what dbt names\n",
    )
