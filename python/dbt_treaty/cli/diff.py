"""``dbt-treaty diff``: what changed in the contracts, and whether their versions say so."""

from __future__ import annotations

from pathlib import Path

import click

from dbt_treaty.cli.evidence import spinner
from dbt_treaty.cli.history import History, diff_report
from dbt_treaty.cli.options import project_dir_option, target_dir_option
from dbt_treaty.cli.output_file import write_output
from dbt_treaty.cli.screen import screen
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_or_raise
from dbt_treaty.errors import EXIT_FINDINGS
from dbt_treaty.findings import Severity
from dbt_treaty.judging.every_policy import policies_in
from dbt_treaty.judging.settings import validate_settings
from dbt_treaty.reporters.diff_formats import DIFF_FORMATS
from dbt_treaty.reporters.diff_report import DiffReport
from dbt_treaty.reporters.diff_text import diff_summary
from dbt_treaty.reporters.formats import Canvas


@click.command(short_help="Show how contracts changed, and if their versions say so.")
@click.option(
    "--baseline",
    metavar="REF|DIR|MANIFEST",
    help="What to compare with (default: the merge base with the main branch).",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(DIFF_FORMATS)),
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
@click.pass_context
def diff(
    context: click.Context,
    baseline: str | None,
    format_name: str,
    output: Path | None,
    project_dir: Path,
    target_dir: Path,
) -> None:
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
        report = _report(project_dir, target_dir, baseline)
    if output is None:
        click.echo(DIFF_FORMATS[format_name](report, screen()), nl=False)
    else:
        write_output(output, DIFF_FORMATS[format_name](report, Canvas()))
        click.echo(f"{diff_summary(report)} The answer is in {output}.", err=True)
    if report.count(Severity.ERROR):
        context.exit(EXIT_FINDINGS)


def _report(root: Path, target: Path, baseline: str | None) -> DiffReport:
    configuration = read_configuration(root)
    validate_settings(configuration, policies_in(root, configuration))
    contracts = load_or_raise(root, configuration)
    return diff_report(History(root, target, configuration, contracts), baseline)
