"""``dbt-treaty sync``: the same files as ``dbt run-operation sync_contracts``, from outside."""

from __future__ import annotations

from pathlib import Path

import click

from dbt_treaty.cli.dbt_options import dbt_options, runs_dbt
from dbt_treaty.errors import EXIT_FINDINGS
from dbt_treaty.sync.dbt_command import find_dbt
from dbt_treaty.sync.plan import finish, make_plan
from dbt_treaty.sync.scratch import find_package, render
from dbt_treaty.sync.system_errors import telling_system_errors
from dbt_treaty.sync.trial import try_parse


@click.command(short_help="Write the properties of every contracted model.")
@runs_dbt
@click.option("--check", is_flag=True, help="Only say what would change; exit 1 if anything would.")
@click.pass_context
def sync(
    context: click.Context,
    /,
    project_dir: Path,
    profiles_dir: Path | None,
    check: bool,
    **said: str | None,
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
        dbt = find_dbt(said["program"], dbt_options(root, profiles_dir, said))
        if plan.targets:
            find_package(plan.project)
            # Tests and constraints depend on how a model is configured, which only dbt can tell.
            trial = try_parse(plan.project, plan.outline(), dbt)
            plan.read_rules(trial.adapter)
            for key, entry in render(plan.project, plan.jobs(trial.facts), dbt).items():
                plan.take(key, entry)
        outcome = finish(plan, dbt, check=check)
    click.echo(outcome.text)
    if outcome.failed:
        click.echo(outcome.reason, err=True)
        context.exit(EXIT_FINDINGS)
