"""``dbt-treaty infer``: the draft of a contract from files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dbt_treaty.cli.fitted import fitted
from dbt_treaty.cli.options import project_dir_option
from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.files.whole import write_file
from dbt_treaty.infer.draft import Draft, draft_contract
from dbt_treaty.infer.duckdb_files import profile_files
from dbt_treaty.infer.files import TableFiles, find_table
from dbt_treaty.infer.table_name import product_name

_SUFFIX = ".contract.yaml"


@click.command(short_help="Draft a contract from CSV, Parquet or JSON files.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--name", help="The product's name (default: that of the file).")
@click.option("--suggest-rules", is_flag=True, help="Suggest rules between columns as well.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The draft's file, or a folder for the drafts of several (default: standard output).",
)
@project_dir_option
def infer(
    files: tuple[Path, ...],
    name: str | None,
    suggest_rules: bool,
    output: Path | None,
    project_dir: Path,
) -> None:
    """Draft the contract of each of FILES: of a table in CSV, Parquet or JSON.

    A folder is one table of many files. Each guess carries what speaks for it and how sure that is;
    what only you can decide is a TODO, so that a draft is incomplete until you have read it. Values
    that may be personal data never stand in it. A file that is there is not overwritten.

    For a model or any other table of the warehouse: `dbt run-operation infer_contract --args
    '{relation: customers}'`.

    \b
    Example:
      dbt-treaty infer customers.csv --output contracts/product/
    """
    configuration = read_configuration(project_dir)
    tables = [find_table(path) for path in files]
    places = _places(tables, name, output, configuration)
    drafts = [
        draft_contract(profile_files(table), names, suggest_rules=suggest_rules)
        for table, (names, _) in zip(tables, places, strict=True)
    ]
    if output is None:
        click.echo(drafts[0].text, nl=False)
        return
    for draft, (_, place) in zip(drafts, places, strict=True):
        _keep(draft, place)


def _places(
    tables: Sequence[TableFiles],
    name: str | None,
    output: Path | None,
    configuration: Configuration,
) -> list[tuple[str, Path]]:
    """The product's name and the file of each draft, all of them free."""
    if len(tables) > 1 and (name is not None or output is None):
        raise click.UsageError("Several FILES want --output FOLDER, and take no --name.")
    names = [name or product_name(table.name, configuration) for table in tables]
    for each in names:
        _check_name(each)
    folder = output if output is not None and (output.is_dir() or len(tables) > 1) else None
    files = [_file(each, folder, output) for each in names]
    taken = [path for at, path in enumerate(files) if path.exists() or path in files[:at]]
    if output is not None and taken:
        advice = "name another --output, or move it away; nothing is written"
        raise TreatyError([problem(path.as_posix(), "is there already", advice) for path in taken])
    return list(zip(names, files, strict=True))


def _file(name: str, folder: Path | None, output: Path | None) -> Path:
    if folder is None and output is not None:
        return output
    return (folder or Path()) / f"{name.rpartition('.')[2]}{_SUFFIX}"


def _check_name(name: str) -> None:
    parts = name.split(".")
    if len(parts) not in (1, 3) or not all(map(is_identifier, parts)):
        advice = "write --name domain.tier.table, or the table alone"
        raise TreatyError(problem("", f"{name!r} can't be a product's name", advice))


def _keep(draft: Draft, place: Path) -> None:
    try:
        write_file(place, draft.text)
    except OSError as error:
        what = f"can't be written: {error.strerror or error}"
        raise TreatyError(problem(place.as_posix(), what, "name another --output")) from None
    count = len(draft.contract.todos)
    told = f"drafted {place.as_posix()}: {len(draft.contract.columns)} columns, {count} TODOs"
    click.echo(fitted(told, sys.stdout))
