"""``dbt-treaty schema``: the JSON Schemas that editors and CI jobs complete and check by."""

from __future__ import annotations

from importlib import resources

import click

_FILES = {
    "contract": ("dbt_treaty.contracts", "contract.schema.json"),
    "configuration": ("dbt_treaty.configuration", "dbt_treaty.schema.json"),
    "exception": ("dbt_treaty.exceptions", "exception.schema.json"),
    "global-rules": ("dbt_treaty.global_rules", "global_rules.schema.json"),
}


@click.command()
@click.argument("what", type=click.Choice(tuple(_FILES)))
def schema(what: str) -> None:
    """Print the JSON Schema of a contract, of dbt_treaty.yml or of an exception.

    \b
    Example:
      dbt-treaty schema contract > contract.schema.json
    """
    package, name = _FILES[what]
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    click.echo(text.rstrip("\n"))
