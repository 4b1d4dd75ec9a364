"""``dbt-treaty export``: contracts in the words of others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from dbt_treaty.cli.answer import Answer
from dbt_treaty.cli.options import project_dir_option
from dbt_treaty.cli.output_file import write_output
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_or_raise
from dbt_treaty.contracts.model import Contract
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.export.formats import FORMATS


@click.command(short_help="Write contracts as ODCS, JSON Schema or Markdown.")
@click.argument("name", metavar="[NAME[@VERSION]]", required=False)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="odcs",
    show_default=True,
    help="odcs: the Open Data Contract Standard 3.1; json-schema: of one row of the table; "
    "markdown: a page to read.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file, or into this folder, instead of standard output.",
)
@project_dir_option
def export(name: str | None, *, format_name: str, output: Path | None, project_dir: Path) -> None:
    """Write a contract in a format that others read.

    NAME is a table, or a full name such as orders.product.order_facts; without a version the
    highest is meant. Without a name every version of every contract is written: into a folder,
    a file for each.

    \b
    Example:
      dbt-treaty export order_facts --format markdown --output order_facts.md
      dbt-treaty export --format odcs --output exported/
    """
    contracts = load_or_raise(project_dir, read_configuration(project_dir))
    chosen = contracts if name is None else (_named(contracts, name),)
    form = FORMATS[format_name]
    if output is not None and (output.is_dir() or name is None):
        _write_folder(chosen, output, format_name)
    elif len(chosen) == 1:
        Answer(format_name, output).write(form.write(chosen[0]))
    else:
        listed = ", ".join(sorted({contract.name for contract in chosen})) or "none"
        what = f"the project has {len(chosen)} contracts: {listed}"
        raise _problem(what, "name one, or a folder: --output exported/")
    for contract in chosen:
        _tell_draft(contract, format_name)


def _named(contracts: Sequence[Contract], name: str) -> Contract:
    wanted, _, version = name.partition("@")
    found = [c for c in contracts if wanted.lower() in (c.name.lower(), c.table.lower())]
    if len({contract.name for contract in found}) > 1:
        listed = ", ".join(sorted({contract.name for contract in found}))
        raise _problem(f"{quote(wanted)} could be several contracts", f"name one of {listed}")
    if not found:
        known = [name for c in contracts for name in (c.name, c.table)]
        listed = ", ".join(sorted({contract.name for contract in contracts})) or "none"
        near = "; ".join(filter(None, (suggest(wanted, known), f"there is {listed}")))
        raise _problem(f"no contract is named {quote(wanted)}", near)
    of_version = [contract for contract in found if version in ("", contract.version)]
    if not of_version:
        listed = ", ".join(contract.version for contract in found)
        raise _problem(f"{found[0].name} has no version {quote(version)}", f"it has {listed}")
    return of_version[-1]  # contracts are sorted by version


def _write_folder(contracts: Sequence[Contract], folder: Path, format_name: str) -> None:
    form = FORMATS[format_name]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _problem(f"{folder.as_posix()} can't be made: {error.strerror}", "") from None
    for contract in contracts:
        path = folder / f"{contract.name}-{contract.version}{form.ending}"
        write_output(path, form.write(contract))
        click.echo(f"wrote {path.as_posix()}", err=True)


def _tell_draft(contract: Contract, format_name: str) -> None:
    gaps = ", ".join((*contract.missing, *contract.todos))
    if gaps and format_name == "odcs":
        click.echo(f"{contract.name} {contract.version} is a draft: it lacks {gaps}.", err=True)


def _problem(what: str, advice: str) -> TreatyError:
    return TreatyError(Problem(Place(""), what, advice))
