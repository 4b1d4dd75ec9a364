"""``dbt-treaty init``: a domain's project with its first product, in one command."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from dbt_treaty.cli.fitted import fitted
from dbt_treaty.onboard.abilities import Abilities
from dbt_treaty.onboard.existing_project import plan_additions, project_name, write_additions
from dbt_treaty.onboard.new_project import check_place, make_project
from dbt_treaty.onboard.newcomer import Newcomer, read_newcomer
from dbt_treaty.onboard.package_source import read_package_source
from dbt_treaty.onboard.project_files import HERE, NEW, Filling, project_files
from dbt_treaty.reporters.formats import FORMATS

_FIRST_STEPS = (
    "pip install -r requirements.txt",
    "dbt deps",
    "dbt run-operation sync_contracts",
    "dbt build",
)


@click.command(short_help="Make a dbt project with its first contract.")
@click.argument("name", required=False)
@click.option(
    "--owner", required=True, help="The team that owns the domain, such as @loyalty-team."
)
@click.option("--on-call", help="Who is paged when a promise is broken, such as loyalty-pager.")
@click.option(
    "--package",
    metavar="PATH|GIT",
    help="Where the dbt package comes from: a folder, or a git address, with #revision behind it "
    "(default: dbt-treaty's own repository).",
)
@click.option(
    "--here", is_flag=True, help="Add to the dbt project what it lacks; overwrite nothing."
)
@click.option(
    "--project-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to make (default: ./NAME), or with --here the project's (default: .).",
)
@click.pass_context
def init(
    context: click.Context,
    /,
    name: str | None,
    here: bool,
    project_dir: Path | None,
    **said: str | None,
) -> None:
    """Make a dbt project for the domain NAME: raw, derived and product, a contract, CI.

    It installs the package, and its first `dbt deps`, `dbt run-operation sync_contracts` and
    `dbt build` pass on DuckDB as it is. The folder must not be there, or be empty; it is made whole
    or not at all. With --here an existing project gets what it lacks, and its files stay as they
    are.

    \b
    Example:
      dbt-treaty init loyalty --owner @loyalty-team --on-call loyalty-pager
      dbt-treaty init --here --owner @loyalty-team
    """
    if here:
        _add(context, name, project_dir or Path(), said)
    else:
        _make(context, name, project_dir, said)


def _make(
    context: click.Context, name: str | None, folder: Path | None, said: Mapping[str, str | None]
) -> None:
    if name is None:
        raise click.UsageError("Name the domain, or give --here in an existing dbt project.")
    if said["on_call"] is None:
        raise click.UsageError("Missing option '--on-call': the first contract names who is paged.")
    newcomer = _newcomer(name, said)
    folder = folder or Path(name)
    check_place(folder)
    files = project_files(NEW, _filling(context, newcomer, folder, said))
    make_project(folder, files)
    _say(f"made {folder.as_posix()}/\n" + "".join(f"  {path}\n" for path in sorted(files)))
    steps = (f"cd {folder.as_posix()}", *_FIRST_STEPS)
    _say("Next:\n" + "".join(f"  {step}\n" for step in steps) + "\n".join(_git_notes(folder)))


def _add(
    context: click.Context, name: str | None, root: Path, said: Mapping[str, str | None]
) -> None:
    newcomer = _newcomer(name or project_name(root), said)
    project_name(root)
    filling = _filling(context, newcomer, root, said)
    additions = plan_additions(root, project_files(HERE, filling), filling.package)
    write_additions(root, additions)
    for path in sorted(additions.added):
        _say(f"added  {path}")
    for path, reason in sorted(additions.left.items()):
        _say(f"left   {path}: {reason}")
    count = len(additions.added)
    _say(f"{count} {'file' if count == 1 else 'files'} added, nothing overwritten.")
    _say("\n".join(_git_notes(root)))


def _newcomer(name: str, said: Mapping[str, str | None]) -> Newcomer:
    return read_newcomer(name, str(said["owner"]), said["on_call"])


def _filling(
    context: click.Context, newcomer: Newcomer, root: Path, said: Mapping[str, str | None]
) -> Filling:
    group = context.find_root().command
    commands = group.list_commands(context) if isinstance(group, click.Group) else []
    abilities = Abilities(diff="diff" in commands, sarif="sarif" in FORMATS)
    return Filling(newcomer, read_package_source(said["package"], root), abilities)


def _git_notes(folder: Path) -> Iterator[str]:
    """Where CI reads its files: at the root of the git repository, wherever this project lies."""
    real = folder.resolve()
    above = next((each for each in (real, *real.parents) if (each / ".git").exists()), None)
    if above is None:
        yield "Then `git init`: .github/ and .pre-commit-config.yaml belong at a repository's root."
    elif above != real:
        yield (
            f"This folder lies in the git repository {above.name}/: move .github/ and "
            ".pre-commit-config.yaml to its root, and have their commands run in this folder."
        )


def _say(text: str) -> None:
    if text:
        click.echo(fitted(text, sys.stdout))
