"""``dbt-treaty impact``: what a change to a column would touch."""

from __future__ import annotations

import click

from dbt_treaty.cli.answer import Answer
from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.options import Folders, answers, in_project
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.reporters.text import coverage_sentence
from dbt_treaty.trace.impact import impact as impact_of
from dbt_treaty.trace.impact_json import render_json
from dbt_treaty.trace.impact_model import Impact
from dbt_treaty.trace.impact_text import render_text
from dbt_treaty.trace.target import find_target


@click.command(short_help="Show what a change to a column would touch, and whose it is.")
@click.argument("name", metavar="MODEL.COLUMN")
@answers()
@in_project
def impact(name: str, answer: Answer, folders: Folders) -> None:
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
        evidence = read_evidence(folders.project, folders.target)
        found = _impact(evidence, name)
    text = answer.in_text_or_json(render_text, render_json, found)
    answer.write(text, coverage_sentence(found.coverage))


def _impact(evidence: Evidence, name: str) -> Impact:
    target = find_target(evidence, name)
    if target.column is None:
        columns = [ref.column for ref in target.columns]
        help_ = f"add one of its columns: {', '.join(columns)}" if columns else "add a column"
        raise TreatyError(Problem(Place(""), f"{name} names no column", help_))
    return impact_of(evidence, target)
