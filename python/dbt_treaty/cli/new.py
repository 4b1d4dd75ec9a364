"""``dbt-treaty new``: something new, from a template."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dbt_treaty.cli.fitted import fitted
from dbt_treaty.cli.options import project_dir_option
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.judging.every_policy import policies_in
from dbt_treaty.onboard.new_policy import KINDS, Kind, NewPolicy, plan_policy, write_policy


@click.group(short_help="Write a new policy, its page and its test.")
def new() -> None:
    """Write something new, from a template that works as it is.

    \b
    Example:
      dbt-treaty new policy no-secrets --kind sql
    """


@new.command(name="policy", short_help="A policy, its page and its test.")
@click.argument("name")
@click.option(
    "--kind", type=click.Choice(KINDS), required=True, help="The language it is written in."
)
@project_dir_option
def new_policy(name: str, kind: Kind, project_dir: Path) -> None:
    """Write the policy NAME, its page and its test.

    SQL and Rego go into the first folder of `policy_paths`. The page lies beside the policy; its
    examples are the test, which `dbt-treaty test-policies` runs. A policy in Python becomes a
    package of its own in policy_packages/, with an entry point and a test. Nothing is overwritten.

    \b
    Example:
      dbt-treaty new policy no-secrets --kind sql
    """
    configuration = read_configuration(project_dir)
    taken = {policy.name for policy in policies_in(project_dir, configuration)}
    policy = plan_policy(name, kind, configuration, taken)
    write_policy(project_dir, policy)
    lines = [f"wrote  {path}" for path in policy.files]
    click.echo(fitted("\n".join([*lines, "", *_next(policy, kind)]), sys.stdout))


def _next(policy: NewPolicy, kind: Kind) -> list[str]:
    steps = [f"dbt-treaty test-policies {policy.name}"]
    if kind == "python":
        steps.insert(0, f"pip install --editable {policy.folder}")
    return [
        "It refuses a product's column that is called like a secret. Make it your own rule, and",
        "its page that rule's. Next:",
        *(f"  {step}" for step in steps),
    ]
