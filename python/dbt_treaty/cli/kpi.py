"""``dbt-treaty kpi``: how much of compliance the machine takes care of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dbt_treaty.cli.answer import Answer
from dbt_treaty.cli.options import Folders, answers, in_project
from dbt_treaty.clock import today
from dbt_treaty.compliance.entry import Entry
from dbt_treaty.compliance.events import review
from dbt_treaty.compliance.figures import figures
from dbt_treaty.compliance.journal import add_to_journal, read_journal
from dbt_treaty.compliance.keep import journal_place
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.judging.every_policy import policies_in
from dbt_treaty.reporters.kpi_json import render_kpi_json
from dbt_treaty.reporters.kpi_text import render_kpi_text


@click.command(short_help="Show how much of compliance the gate takes care of.")
@click.option("--quarters", type=click.IntRange(1, 40), default=4, show_default=True)
@click.option("--reviewed", metavar="POLICY", help="Note a review that a person had to make.")
@click.option("--by", metavar="WHO", default="", help="Who made the review.")
@click.option("--note", metavar="TEXT", default="", help="What the review was about.")
@answers(noun="figures")
@in_project
def kpi(
    *,
    quarters: int,
    reviewed: str | None,
    by: str,
    note: str,
    answer: Answer,
    folders: Folders,
) -> None:
    """Show the share of compliance actions that the gate took, by quarter and by policy.

    The gate and `dbt-treaty check` note each finding that they refuse, once, and each exception
    that holds; a review that a person had to make is noted with --reviewed. The share is the
    machine's part of all. Set `compliance_log` in dbt_treaty.yml to keep the log in git.

    \b
    Example:
      dbt-treaty kpi --quarters 8
      dbt-treaty kpi --reviewed retention --by @privacy --note "DPIA 2026-12"
    """
    configuration, now = read_configuration(folders.project), today()
    path, shown = journal_place(configuration, folders.project, folders.project / folders.target)
    if reviewed is not None:
        _check(reviewed, by, folders.project, configuration)
        add_to_journal(path, shown, lambda known: [_review(known, reviewed, by, note, now)])
        click.echo(f"A review of {reviewed} by {by} is noted in {shown}.", err=True)
    told = figures(read_journal(path, shown), now, quarters)
    answer.write(answer.in_text_or_json(render_kpi_text, render_kpi_json, told, shown))


def _review(known: tuple[Entry, ...], policy: str, by: str, note: str, now: date) -> Entry:
    return review(policy, by, note, now, sum(each.what == "reviewed" for each in known))


def _check(policy: str, by: str, root: Path, configuration: Configuration) -> None:
    names = [each.name for each in policies_in(root, configuration)]
    problems = []
    if policy not in names:
        help_ = f"{suggest(policy, names)} `dbt-treaty explain` lists them".strip()
        problems.append(Problem(Place("--reviewed"), f"there is no policy {policy!r}", help_))
    if not by.strip():
        problems.append(Problem(Place("--by"), "says nobody", "name who made the review"))
    if problems:
        raise TreatyError(problems)
