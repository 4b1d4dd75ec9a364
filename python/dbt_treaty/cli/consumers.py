"""``dbt-treaty consumers``: who reads a product."""

from __future__ import annotations

from pathlib import Path

import click

from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.options import project_dir_option, target_dir_option
from dbt_treaty.cli.output_file import write_output
from dbt_treaty.cli.screen import screen
from dbt_treaty.reporters.formats import Canvas
from dbt_treaty.reporters.text import coverage_sentence
from dbt_treaty.subscriptions.consumers import consumers_of
from dbt_treaty.trace.consumers_json import render_json
from dbt_treaty.trace.consumers_text import render_text


@click.command(short_help="Show who reads a product, in which version and under which pin.")
@click.argument("product")
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
def consumers(
    product: str, format_name: str, output: Path | None, project_dir: Path, target_dir: Path
) -> None:
    """Show every model that reads a product: its domain and owner, version, pin and columns.

    The columns come from lineage; where a reader's lineage is not known, the answer says so.

    \b
    Example:
      dbt-treaty consumers orders.product.order_facts
      dbt-treaty consumers order_facts --format json --output consumers.json
    """
    with spinner():
        found = consumers_of(read_evidence(project_dir, target_dir), product)
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
