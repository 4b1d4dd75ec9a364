from __future__ import annotations

import json

from click.testing import CliRunner

from dbt_treaty.cli.group import dbt_treaty

ANSWERS = ["--domains", "5", "--wait", "6", "--people", "30", "--platform", "1"]


def test_the_answer_in_words() -> None:
    done = CliRunner().invoke(dbt_treaty, ["readiness", *ANSWERS])

    assert done.exit_code == 0
    assert done.stdout.startswith("Do you need a data mesh? One domain.\n")
    assert (
        "                      answer  points\n"
        "  domains                  5  2 of 3\n"
        "  the centre's queue       6  2 of 3\n"
        "  people                  30  2 of 3\n"
        "  platform                 1  1 of 3\n"
    ) in done.stdout
    assert "platform: Nobody would own the platform" in done.stdout


def test_the_answer_for_programs() -> None:
    done = CliRunner().invoke(dbt_treaty, ["readiness", *ANSWERS, "--format", "json"])
    told = json.loads(done.stdout)

    assert told["verdict"] == "one domain"
    assert told["axes"][3] == {
        "axis": "platform",
        "answer": 1.0,
        "points": 1,
        "most": 3,
        "speaks_for_a_mesh": False,
    }


def test_in_a_log_every_question_that_is_open_is_told_at_once() -> None:
    done = CliRunner().invoke(dbt_treaty, ["readiness", "--domains", "5"])

    assert done.exit_code == 2
    assert done.stderr == (
        "--people: is not given\n    How many people build data, in all domains together?\n\n"
        "--platform: is not given\n"
        "    How many people can work on a platform and its policies, for good?\n\n"
        "--wait: is not given\n    How many weeks does a change wait for the central data team?\n"
    )
