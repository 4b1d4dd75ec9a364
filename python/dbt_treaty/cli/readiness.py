"""``dbt-treaty readiness``: whether an organisation needs a mesh at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from dbt_treaty.cli.screen import screen
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.reporters.columns import columns
from dbt_treaty.reporters.json_report import json_text
from dbt_treaty.reporters.line import Line, render_lines
from dbt_treaty.scorecard.readiness import AXES, MOST, Readiness, Score
from dbt_treaty.scorecard.readiness import readiness as judged


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for axis in reversed(AXES):
        option = click.option(f"--{axis.key}", type=click.FloatRange(min=0), help=axis.question)
        command = option(command)
    return command


@click.command(short_help="Ask whether you need a data mesh at all.")
@_options
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to write the answer.",
)
def readiness(format_name: str, **answers: float | None) -> None:
    """Answer, by four questions, whether an organisation needs a data mesh at all.

    On a terminal, what is not given is asked. The limits are rules of thumb: a mesh moves work from
    one team to many, and pays only where there are domains, a queue, people and a platform.

    \b
    Example:
      dbt-treaty readiness --domains 5 --wait 6 --people 30 --platform 3
    """
    told = judged(_answered(answers))
    if format_name == "json":
        click.echo(json_text(_plain(told)), nl=False)
        return
    canvas = screen()
    head = [Line(f"Do you need a data mesh? {told.verdict.capitalize()}.", style="bold")]
    head += [Line(told.advice), Line("")]
    click.echo(render_lines(head, width=canvas.width, color=canvas.color), nl=False)
    click.echo(columns([("", "answer", "points"), *map(_row, told.scores)], indent=2), nl=False)
    click.echo(render_lines(_foot(told), width=canvas.width, color=canvas.color), nl=False)


def _answered(answers: dict[str, float | None]) -> dict[str, float]:
    open_ = [axis for axis in AXES if answers[axis.key] is None]
    if open_ and not sys.stdin.isatty():
        problems = [
            Problem(Place(f"--{axis.key}"), "is not given", axis.question) for axis in open_
        ]
        raise TreatyError(problems)
    asked = {
        axis.key: click.prompt(axis.question, type=click.FloatRange(min=0), err=True)
        for axis in open_
    }
    return {**{key: said for key, said in answers.items() if said is not None}, **asked}


def _plain(told: Readiness) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "verdict": told.verdict,
        "advice": told.advice,
        "axes": [
            {
                "axis": each.axis.key,
                "answer": each.answer,
                "points": each.points,
                "most": MOST,
                "speaks_for_a_mesh": each.speaks_for,
            }
            for each in told.scores
        ],
    }


def _row(score: Score) -> tuple[str, str, str]:
    return (score.axis.name, f"{score.answer:g}", f"{score.points} of {MOST}")


def _foot(told: Readiness) -> Iterator[Line]:
    if told.against:
        yield Line("")
    for each in told.against:
        yield Line(f"{each.axis.name}: {each.axis.low}", hang=2)
    yield Line("")
    yield Line("The limits are rules of thumb, and no measurement of you.")
