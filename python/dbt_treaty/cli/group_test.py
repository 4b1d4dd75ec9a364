from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from dbt_treaty import __version__
from dbt_treaty.cli.group import COMMANDS, TreatyGroup, command, dbt_treaty
from dbt_treaty.errors import ArtifactError, Place, Problem, TreatyError


def raising(error: BaseException) -> click.Group:
    @click.group(cls=TreatyGroup)
    def group() -> None:
        """A group with one command."""

    @group.command()
    def go() -> None:
        raise error

    return group


def test_every_problem_is_a_block() -> None:
    problems = [
        Problem(Place("b.yml", 2), "is wrong", "mend it"),
        Problem(Place("a.yml"), "is missing"),
    ]

    result = CliRunner().invoke(raising(TreatyError(problems)), ["go"])

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "a.yml: is missing\n\nb.yml:2: is wrong\n    mend it\n",
    )


def test_an_artifact_has_an_exit_code_of_its_own() -> None:
    error = ArtifactError(Problem(Place("m.json"), "is missing"))

    assert CliRunner().invoke(raising(error), ["go"]).exit_code == 3


def test_an_interrupt_is_no_finding() -> None:
    result = CliRunner().invoke(raising(KeyboardInterrupt()), ["go"])

    assert (result.exit_code, result.stderr) == (130, "Interrupted.\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_shows_an_example(name: str) -> None:
    result = CliRunner().invoke(dbt_treaty, [name, "--help"])

    assert command(name).name == name
    assert result.exit_code == 0
    assert f"Example:\n    dbt-treaty {name}" in result.stdout


def test_a_command_imports_nothing_of_the_others() -> None:
    said = "import sys, dbt_treaty.cli.group as group; group.command('check')"
    asked = f"{said}; print([each for each in ('sqlglot', 'networkx') if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_the_commands_there_are() -> None:
    assert dbt_treaty.list_commands(click.Context(dbt_treaty)) == [
        "audit",
        "baseline",
        "check",
        "consumers",
        "diff",
        "explain",
        "export",
        "fix",
        "impact",
        "infer",
        "init",
        "kpi",
        "lineage",
        "new",
        "quarantine",
        "readiness",
        "schema",
        "sync",
        "test-policies",
        "validate",
    ]


def test_the_version() -> None:
    result = CliRunner().invoke(dbt_treaty, ["--version"])

    assert result.stdout == f"dbt-treaty, version {__version__}\n"
