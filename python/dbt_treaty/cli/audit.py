"""``dbt-treaty audit``: how far each domain has come, from evidence."""

from __future__ import annotations

from pathlib import Path

import click

from dbt_treaty.check import judged
from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.options import project_dir_option, target_dir_option
from dbt_treaty.cli.output_file import write_output
from dbt_treaty.cli.screen import screen
from dbt_treaty.reporters.audit_json import render_audit_json
from dbt_treaty.reporters.audit_text import render_audit_text
from dbt_treaty.reporters.formats import Canvas
from dbt_treaty.scorecard.score import audit as audited
from dbt_treaty.scorecard.surroundings import read_surroundings


@click.command(short_help="Score each domain by the four principles of a mesh.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to write the audit.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the audit to this file instead of standard output.",
)
@project_dir_option
@target_dir_option
def audit(format_name: str, output: Path | None, project_dir: Path, target_dir: Path) -> None:
    """Score each domain, three marks for each of the four principles, from what can be seen.

    Looks at CODEOWNERS, contracts, versions, subscriptions, CI files, git's history, the findings
    of every policy and the coverage of lineage. What can't be seen is not met. Names the domain
    that others can copy, and what to do next.

    \b
    Example:
      dbt-treaty audit
      dbt-treaty audit --format json --output audit.json
    """
    with spinner():
        evidence = read_evidence(project_dir, target_dir)
        told = audited(evidence, judged(evidence).report, read_surroundings(project_dir))
    canvas = screen() if output is None else Canvas()
    text = (
        render_audit_json(told)
        if format_name == "json"
        else render_audit_text(told, width=canvas.width, color=canvas.color)
    )
    if output is None:
        click.echo(text, nl=False)
    else:
        write_output(output, text)
