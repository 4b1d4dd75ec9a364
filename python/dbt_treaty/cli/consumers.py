"""``dbt-treaty consumers``: who reads a product."""

from __future__ import annotations

import click

from dbt_treaty.cli.answer import Answer
from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.options import Folders, answers, in_project
from dbt_treaty.reporters.text import coverage_sentence
from dbt_treaty.subscriptions.consumers import consumers_of
from dbt_treaty.trace.consumers_json import render_json
from dbt_treaty.trace.consumers_text import render_text


@click.command(short_help="Show who reads a product, in which version and under which pin.")
@click.argument("product")
@answers()
@in_project
def consumers(product: str, answer: Answer, folders: Folders) -> None:
    """Show every model that reads a product: its domain and owner, version, pin and columns.

    The columns come from lineage; where a reader's lineage is not known, the answer says so.

    \b
    Example:
      dbt-treaty consumers orders.product.order_facts
      dbt-treaty consumers order_facts --format json --output consumers.json
    """
    with spinner():
        found = consumers_of(read_evidence(folders.project, folders.target), product)
    text = answer.in_text_or_json(render_text, render_json, found)
    answer.write(text, coverage_sentence(found.coverage))
