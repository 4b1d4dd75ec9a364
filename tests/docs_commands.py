"""The help of every command, as a person sees it."""

from __future__ import annotations

import click
from click.testing import CliRunner

from dbt_treaty.cli.group import COMMANDS, command, dbt_treaty

_WIDTH = 80  # columns


def commands() -> str:
    """`--help` of the group and of each command, in the order in which they are used."""
    parts = [_section("dbt-treaty", [])]
    for name in COMMANDS:
        parts.append(_section(f"dbt-treaty {name}", [name]))
        inner = command(name)
        names = sorted(inner.commands) if isinstance(inner, click.Group) else []
        parts += [_section(f"dbt-treaty {name} {each}", [name, each]) for each in names]
    return "\n".join(parts)


def _section(title: str, words: list[str]) -> str:
    done = CliRunner().invoke(
        dbt_treaty, [*words, "--help"], prog_name="dbt-treaty", terminal_width=_WIDTH
    )
    return f"## {title}\n\n```text\n{done.stdout.strip()}\n```\n"
