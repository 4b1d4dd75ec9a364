"""The help of every command, as a person sees it."""

from __future__ import annotations

from click.testing import CliRunner

from dbt_treaty.cli.group import COMMANDS, dbt_treaty

_WIDTH = 80  # columns


def commands() -> str:
    """`--help` of the group and of each command, in the order in which they are used."""
    parts = [_section("dbt-treaty", [])]
    parts += [_section(f"dbt-treaty {name}", [name]) for name in COMMANDS]
    return "\n".join(parts)


def _section(title: str, command: list[str]) -> str:
    done = CliRunner().invoke(
        dbt_treaty, [*command, "--help"], prog_name="dbt-treaty", terminal_width=_WIDTH
    )
    return f"## {title}\n\n```text\n{done.stdout.strip()}\n```\n"
