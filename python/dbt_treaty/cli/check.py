"""``dbt-treaty check``: judge what dbt compiled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from dbt_treaty.check import judged
from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.options import project_dir_option, target_dir_option
from dbt_treaty.cli.output_file import write_output
from dbt_treaty.cli.repository_folder import repository_folder
from dbt_treaty.cli.screen import screen
from dbt_treaty.cli.step_summary import add_step_summary
from dbt_treaty.compliance.keep import keep_journal
from dbt_treaty.errors import EXIT_FINDINGS
from dbt_treaty.findings import Report, Severity
from dbt_treaty.project.collector import collector_paused
from dbt_treaty.project.workspace_reader import PROJECT_FILE
from dbt_treaty.reporters.formats import FORMATS, Canvas
from dbt_treaty.reporters.text import summary


@click.command(short_help="Judge what dbt compiled by every policy.")
@project_dir_option
@target_dir_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How to write the report.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report to this file instead of standard output.",
)
@click.pass_context
def check(
    context: click.Context,
    project_dir: Path,
    target_dir: Path,
    format_name: str,
    output: Path | None,
) -> None:
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
    report = _report(project_dir, target_dir)
    canvas = screen() if output is None else Canvas()
    canvas = replace(canvas, folder=repository_folder(project_dir))
    text = FORMATS[format_name](report, canvas)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_output(output, text)
        click.echo(f"{summary(report)} The report is in {output}.", err=True)
    if format_name == "github":
        add_step_summary(FORMATS["markdown"](report, canvas))
    if report.count(Severity.ERROR):
        context.exit(EXIT_FINDINGS)


def _report(root: Path, target: Path) -> Report:
    with spinner():
        evidence = read_evidence(root, target)
        with collector_paused():
            report = judged(evidence).report
        unkept = keep_journal(evidence, report, root / target)
    if unkept:
        report = replace(report, notes=(*report.notes, unkept))
    if evidence.workspace is None:
        note = f"There is no {PROJECT_FILE} in {root}: contracts on disk were not compared."
        return replace(report, notes=(*report.notes, note))
    return report
