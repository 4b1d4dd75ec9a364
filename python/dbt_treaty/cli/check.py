"""``dbt-treaty check``: judge what dbt compiled."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from dbt_treaty.check import Checked
from dbt_treaty.check import check as check_project
from dbt_treaty.cli.output_file import write_output
from dbt_treaty.cli.screen import screen
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.errors import EXIT_FINDINGS
from dbt_treaty.findings import Report, Severity
from dbt_treaty.policies.canon import POLICIES
from dbt_treaty.policies.settings import validate_settings
from dbt_treaty.project.artifacts import read_artifacts
from dbt_treaty.project.workspace_reader import PROJECT_FILE, read_workspace
from dbt_treaty.reporters.formats import FORMATS, Canvas
from dbt_treaty.reporters.text import summary


@click.command(short_help="Judge what dbt compiled by every policy.")
@click.option(
    "--project-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="The dbt project's folder.",
)
@click.option(
    "--target-dir",
    type=click.Path(path_type=Path),
    default="target",
    show_default=True,
    help="Where dbt's artifacts lie, from the project's folder.",
)
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

    \b
    Example:
      dbt-treaty check --format json --output treaty.json
    """
    report = _checked(project_dir, project_dir / target_dir).report
    if output is None:
        click.echo(FORMATS[format_name](report, screen()), nl=False)
    else:
        write_output(output, FORMATS[format_name](report, Canvas()))
        click.echo(f"{summary(report)} The report is in {output}.", err=True)
    if report.count(Severity.ERROR):
        context.exit(EXIT_FINDINGS)


def _checked(root: Path, target: Path) -> Checked:
    configuration = read_configuration(root)
    validate_settings(configuration, POLICIES)
    with _spinner():
        manifest, catalog = read_artifacts(target)
        workspace = read_workspace(root, configuration)
        checked = check_project(
            manifest, configuration, root=str(root), catalog=catalog, workspace=workspace
        )
    if workspace is None:
        note = f"There is no {PROJECT_FILE} in {root}: contracts on disk were not compared."
        return replace(checked, report=_noted(checked.report, note))
    return checked


def _noted(report: Report, note: str) -> Report:
    return replace(report, notes=(*report.notes, note))


def _spinner() -> AbstractContextManager[object]:
    """A sign of life on a terminal; nothing in a log."""
    console = Console(stderr=True)
    return console.status("Reading the project …") if console.is_terminal else nullcontext()
