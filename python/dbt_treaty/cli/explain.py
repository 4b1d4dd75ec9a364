"""``dbt-treaty explain``: the page of a policy."""

from __future__ import annotations

import sys
import textwrap
from io import StringIO

import click
from rich.console import Console
from rich.markdown import Markdown

from dbt_treaty.cli.screen import screen
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.reporters.policy_page import page

_NARROWEST = 20  # columns of a summary beside its policy's name
_EXAMPLES = (
    "Each example is a small project: resources by name, a model with its SQL and its contract. "
    "`expect` lists the findings."
)


@click.command()
@click.argument("policy", required=False)
def explain(policy: str | None) -> None:
    """Show why a policy is there, what it refuses and how to mend it.

    Without a name, list every policy.

    \b
    Example:
      dbt-treaty explain tier-boundary
    """
    names = [each.name for each in POLICIES]
    if policy is None:
        click.echo(_list())
    elif policy in names:
        click.echo(_rendered(page(policy) + f"\n---\n\n{_EXAMPLES}\n"), nl=False)
    else:
        question = suggest(policy, names)
        allowed = f"policies: {', '.join(sorted(names))}"
        raise TreatyError(
            Problem(
                Place(""),
                f"there is no policy {policy!r}",
                f"{question}\n    {allowed}" if question else allowed,
            )
        )


def _list() -> str:
    widest = max(len(each.name) for each in POLICIES)
    lines = []
    for each in POLICIES:
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
