"""``dbt-treaty check``: judge what dbt compiled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from dbt_treaty.cli.answer import Answer
from dbt_treaty.cli.evidence import spinner
from dbt_treaty.cli.options import Folders, answers, in_project
from dbt_treaty.cli.repository_folder import repository_folder
from dbt_treaty.cli.step_summary import add_step_summary
from dbt_treaty.compliance.keep import keep_journal
from dbt_treaty.errors import EXIT_FINDINGS
from dbt_treaty.findings import Report, Severity
from dbt_treaty.project.folders import PROJECT_FILE
from dbt_treaty.recheck.target import check_target
from dbt_treaty.reporters.formats import FORMATS
from dbt_treaty.reporters.text import summary


@click.command(short_help="Judge what dbt compiled by every policy.")
@in_project
@answers(FORMATS, "report")
@click.pass_context
def check(context: click.Context, folders: Folders, answer: Answer) -> None:
    """Judge the compiled project in dbt's target folder by every policy.

    Reads manifest.json (with compiled SQL: run `dbt compile` or `dbt build` first) and, where they
    are, catalog.json and the contracts on disk. Starts no dbt and asks no warehouse.

    The format github writes annotations, and adds the findings to the job's summary where
    GITHUB_STEP_SUMMARY names its file. In sarif, junit, github and markdown, paths are those of the
    git repository around the project.

    \b
    Example:
      dbt-treaty check --format json --output treaty.json
    """
    report = _report(folders.project, folders.target)
    canvas = replace(answer.canvas, folder=repository_folder(folders.project))
    answer.write(FORMATS[answer.format_name](report, canvas), summary(report))
    if answer.format_name == "github":
        add_step_summary(FORMATS["markdown"](report, canvas))
    if report.count(Severity.ERROR):
        context.exit(EXIT_FINDINGS)


def _report(root: Path, target: Path) -> Report:
    with spinner():
        told = check_target(root, root / target)
        report = told.report
        unkept = keep_journal(
            report,
            told.workspace,
            told.configuration,
            root=root,
            target=root / target,
            today=told.today,
        )
    if unkept:
        report = replace(report, notes=(*report.notes, unkept))
    if told.workspace is None:
        note = f"There is no {PROJECT_FILE} in {root}: contracts on disk were not compared."
        return replace(report, notes=(*report.notes, note))
    return report
