"""``dbt-treaty explain``: the page of a policy."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import click
from rich.console import Console
from rich.markdown import Markdown

from dbt_treaty.cli.options import project_dir_option
from dbt_treaty.cli.screen import screen
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Policy
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.every_policy import policies_in
from dbt_treaty.reporters.policy_page import page

_NARROWEST = 20  # columns of a summary beside its policy's name
_EXAMPLES = (
    "Each example is a small project: resources by name, a model with its SQL and its contract. "
    "`expect` lists the findings."
)


@click.command()
@click.argument("policy", required=False)
@project_dir_option
def explain(policy: str | None, project_dir: Path) -> None:
    """Show why a policy is there, what it refuses and how to mend it.

    Without a name, list every policy: those that ship, and those that the project and installed
    packages bring along.

    \b
    Example:
      dbt-treaty explain tier-boundary
    """
    known = {each.name: each for each in _policies(policy, project_dir)}
    if policy is None:
        click.echo(_list(list(known.values())))
    elif policy in known:
        click.echo(_rendered(_page(known[policy])), nl=False)
    else:
        question = suggest(policy, list(known))
        allowed = f"policies: {', '.join(sorted(known))}"
        raise TreatyError(
            Problem(
                Place(""),
                f"there is no policy {policy!r}",
                f"{question}\n    {allowed}" if question else allowed,
            )
        )


def _policies(wanted: str | None, root: Path) -> Sequence[Policy]:
    """What ships needs no project that can be read."""
    ships = any(each.name == wanted for each in POLICIES)
    return POLICIES if ships else policies_in(root, read_configuration(root))


def _page(policy: Policy) -> str:
    if not policy.origin:
        return page(policy.name) + f"\n---\n\n{_EXAMPLES}\n"
    told = policy.page or f"# {policy.name}\n\n**Refuses** {policy.summary}.\n"
    return f"{told}\n---\n\nWritten in {policy.origin}.\n"


def _list(policies: Sequence[Policy] = POLICIES) -> str:
    widest = max(len(each.name) for each in policies)
    lines = []
    for each in policies:
        lead = f"{each.name:<{widest}}  {each.severity.value:<5}  "
        # A log's lines stay whole: people search them.
        room = screen().width - len(lead) if sys.stdout.isatty() else len(each.summary)
        rows = textwrap.wrap(each.summary, max(room, _NARROWEST))
        lines += [lead + rows[0], *(" " * len(lead) + row for row in rows[1:])]
    return "\n".join(
        ["Each policy, how much it weighs by default, and what it refuses:", "", *lines]
    )


def _rendered(text: str) -> str:
    canvas, out = screen(), StringIO()
    console = Console(
        file=out,
        width=canvas.width,
        force_terminal=canvas.color,
        color_system="standard" if canvas.color else None,
        no_color=not canvas.color,
        legacy_windows=False,
    )
    console.print(Markdown(text))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
