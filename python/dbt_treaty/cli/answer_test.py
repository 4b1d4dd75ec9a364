"""Where an answer goes, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.answer import Answer
from dbt_treaty.cli.group import TreatyGroup
from dbt_treaty.cli.options import Folders, answers, in_project


@click.group(cls=TreatyGroup)
def group() -> None:
    """A group with one command."""


@group.command()
@click.argument("word")
@answers(noun="page")
@in_project
@click.pass_context
def tell(context: click.Context, word: str, answer: Answer, folders: Folders) -> None:
    def drawn(said: str, *, width: int, color: bool) -> str:
        return f"{said} {width} {color} {folders.project} {folders.target}\n"

    answer.write(answer.in_text_or_json(drawn, '"{}"\n'.format, word), f"{context.info_name} did.")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["tell", "hello", *arguments])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "hello 80 False . target\n"),
        (("--project-dir", "/", "--target-dir", "x"), "hello 80 False / x\n"),
        (("--format", "json"), '"hello"\n'),
    ],
)
def test_the_screen_shows_the_answer_alone(arguments: tuple[str, ...], expected: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (0, expected, "")


def test_a_file_has_it_and_the_summary_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text("old")
    result = run("--format", "json", "--output", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"tell did. The page is in {path}.\n"
    assert path.read_text() == '"hello"\n'


def test_a_file_that_can_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "answer.txt"
    result = run("--output", str(path))
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        f"{path}: can't be written: No such file or directory\n    name another --output file\n",
    )
    assert not path.parent.exists()


def test_what_the_help_says_of_the_options() -> None:
    told = " ".join(run("--help").stdout.split())
    assert "--format [text|json] How to write the page. [default: text]" in told
    assert "--output FILE Write the page to this file instead of standard output." in told
    assert told.index("--output") < told.index("--project-dir") < told.index("--target-dir")
