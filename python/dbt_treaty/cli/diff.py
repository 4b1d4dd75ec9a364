"""``dbt-treaty diff``: what changed in the contracts, and whether their versions say so."""

from __future__ import annotations

import click

from dbt_treaty.cli.answer import Answer
from dbt_treaty.cli.evidence import spinner
from dbt_treaty.cli.history import History, diff_report
from dbt_treaty.cli.options import Folders, answers, in_project
from dbt_treaty.contracts.load import load_or_raise
from dbt_treaty.errors import EXIT_FINDINGS
from dbt_treaty.findings import Severity
from dbt_treaty.judging.configured import configured
from dbt_treaty.reporters.diff_formats import DIFF_FORMATS
from dbt_treaty.reporters.diff_report import DiffReport
from dbt_treaty.reporters.diff_text import diff_summary


@click.command(short_help="Show how contracts changed, and if their versions say so.")
@click.option(
    "--baseline",
    metavar="REF|DIR|MANIFEST",
    help="What to compare with (default: the merge base with the main branch).",
)
@answers(DIFF_FORMATS)
@in_project
@click.pass_context
def diff(context: click.Context, baseline: str | None, answer: Answer, folders: Folders) -> None:
    """Compare each contract with an earlier state of it.

    Every change is told with its level (patch, minor, major), the rule that says so and its place.
    The exit code is 1 where a version goes up too little, or a new major does not say in time how
    long the one before it will last.

    The baseline is a git ref, a project's folder or a manifest.json. Git is read without touching
    the work tree. Where dbt's artifacts are in the target folder, each column that is gone or
    renamed says who reads it.

    \b
    Example:
      dbt-treaty diff
      dbt-treaty diff --baseline v1.4.0 --format markdown --output changes.md
    """
    with spinner():
        report = _report(folders, baseline)
    text = DIFF_FORMATS[answer.format_name](report, answer.canvas)
    answer.write(text, diff_summary(report))
    if report.count(Severity.ERROR):
        context.exit(EXIT_FINDINGS)


def _report(folders: Folders, baseline: str | None) -> DiffReport:
    root = folders.project
    configuration = configured(root)
    contracts = load_or_raise(root, configuration)
    return diff_report(History(root, folders.target, configuration, contracts), baseline)
