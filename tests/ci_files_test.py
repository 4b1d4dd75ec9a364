"""action.yml and .pre-commit-hooks.yaml: files that other repositories use of this one."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from generate_docs import ROOT
from pre_commit.clientlib import load_manifest

from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.reporters.formats import FORMATS

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
COMMANDS = [
    *(hook["entry"] for hook in HOOKS),
    *re.findall(r"dbt-treaty [a-z].*", "\n".join(step.get("run", "") for step in STEPS)),
]
_INPUT = re.compile(r"\binputs\.([\w-]+)")


def fault(line: str) -> str | None:
    """What click says of a command line of ours that is not one."""
    _, name, *arguments = shlex.split(line.partition(" ||")[0])
    command = dbt_treaty.get_command(click.Context(dbt_treaty), name)
    if command is None:
        return f"no command {name}"
    filled = ["." if argument == "$TREATY_PROJECT" else argument for argument in arguments]
    try:
        command.make_context(name, filled)
    except click.ClickException as error:
        return error.format_message()
    return None


def test_the_commands() -> None:
    assert [command.split(" --")[0] for command in COMMANDS] == [
        "dbt-treaty validate",
        "dbt-treaty check",
        "dbt-treaty check",
        "dbt-treaty check",
    ]
    assert [fault(command) for command in COMMANDS] == [None] * 4


@pytest.mark.parametrize(
    "line", ["dbt-treaty chek", "dbt-treaty check --format serif", "dbt-treaty check --to x"]
)
def test_a_command_that_is_not_there_is_noticed(line: str) -> None:
    assert fault(line)


def test_the_hooks() -> None:
    assert [(hook["id"], hook["language"], hook["pass_filenames"]) for hook in HOOKS] == [
        ("dbt-treaty-validate", "python", False),
        ("dbt-treaty-check", "python", False),
    ]


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("dbt_treaty.yml", True),
        ("domains/orders/dbt_treaty.yml", True),
        ("contracts/a/b.contract.yaml", True),
        ("domains/orders/contracts/b.odcs.yaml", True),
        ("models/schema.yml", False),
        ("my_dbt_treaty.yml", False),
    ],
)
def test_the_files_that_validate_is_run_for(path: str, read: bool) -> None:
    assert bool(re.search(HOOKS[0]["files"], path)) is read


def test_the_action_is_made_of_steps_as_github_wants_them() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert all(("uses" in step) != ("run" in step) for step in STEPS)
    assert all(step.get("shell") == "bash" for step in STEPS if "run" in step)
    assert all(each["description"] for each in ACTION["inputs"].values())


def test_every_input_is_used_and_every_used_one_is_there() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")

    assert set(_INPUT.findall(text)) == set(ACTION["inputs"])


def test_no_input_is_part_of_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []
    for step in STEPS:
        used = set(re.findall(r"\$\{?(TREATY_\w+)", step.get("run", "")))
        assert used == set(step.get("env", ()))


def test_what_is_uploaded_is_what_was_written() -> None:
    (upload,) = (step for step in STEPS if "uses" in step)

    assert upload["with"]["sarif_file"] == STEPS[1]["env"]["TREATY_SARIF"]
    assert upload["uses"].startswith("github/codeql-action/upload-sarif@v")
    assert {"sarif", "github"} <= FORMATS.keys()


@pytest.mark.parametrize(("status", "expected"), [(0, 0), (1, 0), (2, 2), (3, 3)])
def test_only_findings_wait_for_the_upload(tmp_path: Path, status: int, expected: int) -> None:
    (tmp_path / "dbt-treaty").write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
    (tmp_path / "dbt-treaty").chmod(0o755)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[1]["run"]],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        check=False,
    )

    assert done.returncode == expected
