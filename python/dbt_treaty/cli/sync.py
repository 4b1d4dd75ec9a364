"""``dbt-treaty sync``: the same files as ``dbt run-operation sync_contracts``, from outside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from dbt_treaty.errors import EXIT_FINDINGS
from dbt_treaty.sync.dbt_command import DbtCommand, find_dbt
from dbt_treaty.sync.job import ModelFacts
from dbt_treaty.sync.plan import Plan, finish, make_plan
from dbt_treaty.sync.scratch import render
from dbt_treaty.sync.system_errors import telling_system_errors
from dbt_treaty.sync.trial import try_parse


@click.command(short_help="Write the properties of every contracted model.")
@click.option(
    "--project-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="DBT_PROJECT_DIR",
    default=".",
    show_default=True,
    help="The dbt project's folder.",
)
@click.option(
    "--profiles-dir",
    type=click.Path(path_type=Path),
    envvar="DBT_PROFILES_DIR",
    help="Where profiles.yml lies (default: where dbt looks for it).",
)
@click.option("--profile", "profile_name", help="The profile to use (default: the project's).")
@click.option("--target", "target_name", help="The profile's target to spell types for.")
@click.option("--vars", "variables", help="dbt variables, as YAML.")
@click.option("--dbt", "program", help="The dbt to run (default: the one beside this Python).")
@click.option("--check", is_flag=True, help="Only say what would change; exit 1 if anything would.")
@click.pass_context
def sync(
    context: click.Context,
    /,
    project_dir: Path,
    profiles_dir: Path | None,
    check: bool,
    **dbt_options: str | None,
) -> None:
    """Write the properties of every contracted model under models/**/_treaty/.

    Works where `dbt run-operation sync_contracts` can't: on a project that does not parse, and
    beside an engine that loads no plugins.

    \b
    Example:
      dbt-treaty sync --target prod --check
    """
    root = project_dir.resolve()
    with telling_system_errors():
        plan = make_plan(root)
        dbt = find_dbt(dbt_options["program"], _options(root, profiles_dir, dbt_options))
        _render(plan, None, dbt)
        if plan.targets:
            # Tests and constraints depend on how a model is materialized, which only dbt can tell.
            facts = try_parse(plan.project, plan.candidates(), dbt)
            _render(plan, facts, dbt)
        outcome = finish(plan, dbt, check=check)
    click.echo(outcome.text)
    if outcome.failed:
        click.echo(outcome.reason, err=True)
        context.exit(EXIT_FINDINGS)


def _render(plan: Plan, facts: Mapping[str, ModelFacts] | None, dbt: DbtCommand) -> None:
    if plan.targets:
        for key, entry in render(plan.project, plan.jobs(facts), dbt).items():
            plan.take(key, entry)


def _options(
    root: Path, profiles_dir: Path | None, dbt_options: Mapping[str, str | None]
) -> tuple[str, ...]:
    """dbt's options for profile, target and variables; a profiles.yml beside the project counts."""
    options: list[str] = []
    if profiles_dir is None and (root / "profiles.yml").exists():
        profiles_dir = root
    if profiles_dir is not None:
        options += ["--profiles-dir", str(profiles_dir.resolve())]
    for option, name in (
        ("--profile", "profile_name"),
        ("--target", "target_name"),
        ("--vars", "variables"),
    ):
        if dbt_options[name]:
            options += [option, str(dbt_options[name])]
    return tuple(options)
