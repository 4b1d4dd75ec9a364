"""``dbt-treaty impact``: what a change to a column would touch."""

from __future__ import annotations

from pathlib import Path

import click

from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.options import project_dir_option, target_dir_option
from dbt_treaty.cli.output_file import write_output
from dbt_treaty.cli.screen import screen
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.reporters.formats import Canvas
from dbt_treaty.reporters.text import coverage_sentence
from dbt_treaty.trace.impact import impact as impact_of
from dbt_treaty.trace.impact_json import render_json
from dbt_treaty.trace.impact_model import Impact
from dbt_treaty.trace.impact_text import render_text
from dbt_treaty.trace.target import find_target


@click.command(short_help="Show what a change to a column would touch, and whose it is.")
@click.argument("name", metavar="MODEL.COLUMN")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to write the answer.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the answer to this file instead of standard output.",
)
@project_dir_option
@target_dir_option
def impact(
    name: str, format_name: str, output: Path | None, project_dir: Path, target_dir: Path
) -> None:
    """Show every column whose value, and every model whose rows, would change with a column.

    By domain, with the team that answers for it where a contract says so, products first. A column
    that can't be traced counts as touched wherever it may come from, and is named; so is what may
    read anything.

    \b
    Example:
      dbt-treaty impact customer_dim.email
      dbt-treaty impact raw.users.country --format json --output impact.json
    """
    with spinner():
        evidence = read_evidence(project_dir, target_dir)
        found = _impact(evidence, name)
    canvas = screen() if output is None else Canvas()
    text = (
        render_json(found)
        if format_name == "json"
        else render_text(found, width=canvas.width, color=canvas.color)
    )
    if output is None:
        click.echo(text, nl=False)
        return
    write_output(output, text)
    click.echo(f"{coverage_sentence(found.coverage)} The answer is in {output}.", err=True)


def _impact(evidence: Evidence, name: str) -> Impact:
    target = find_target(evidence, name)
    if target.column is None:
        columns = [ref.column for ref in target.columns]
        help_ = f"add one of its columns: {', '.join(columns)}" if columns else "add a column"
        raise TreatyError(Problem(Place(""), f"{name} names no column", help_))
    return impact_of(evidence, target)
