"""The command group, and what it does with errors."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from dbt_treaty import __version__
from dbt_treaty.cli.fitted import fitted
from dbt_treaty.errors import EXIT_BAD_INPUT, TreatyError

_HELP = ("-h", "--help")
EXIT_INTERRUPTED = 130  # 128 and SIGINT's number, as shells have it
# In the order of a contract's life; each stands in the module of its name, or of `_ELSEWHERE`.
COMMANDS = (
    "init",
    "infer",
    "validate",
    "sync",
    "diff",
    "check",
    "baseline",
    "quarantine",
    "fix",
    "lineage",
    "impact",
    "consumers",
    "explain",
    "new",
    "test-policies",
    "export",
    "kpi",
    "audit",
    "readiness",
    "schema",
)
# A module whose name begins with test_ looks like a test, to people and to pytest.
_ELSEWHERE = {"test-policies": "policies_tried"}


def command(name: str) -> click.Command:
    """The command of a name in ``COMMANDS``: its module is imported when it is asked for."""
    stem = _ELSEWHERE.get(name, name.replace("-", "_"))
    found: click.Command = getattr(import_module(f"dbt_treaty.cli.{stem}"), stem)
    # A command keeps the help option of whoever asks it first, and that need not be the group.
    found.context_settings.setdefault("help_option_names", list(_HELP))
    return found


class TreatyGroup(click.Group):
    """A group whose commands raise what the rest of the package raises."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what a user can mend never shows as a traceback."""
        try:
            return super().invoke(ctx)
        except TreatyError as error:
            told = "\n\n".join(str(problem) for problem in error.problems)
            click.echo(fitted(told, sys.stderr), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(EXIT_INTERRUPTED)


class _EachWhenAsked(TreatyGroup):
    """The group of all commands: who asks for one does not wait for what the others import."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return command(cmd_name) if cmd_name in COMMANDS else None


@click.group(cls=_EachWhenAsked, context_settings={"help_option_names": list(_HELP)})
@click.version_option(__version__, package_name="dbt-treaty", prog_name="dbt-treaty")
def dbt_treaty() -> None:
    """Data contracts, column lineage and policies that no dbt build can break.

    \b
    Exit codes:
      0  nothing at error severity
      1  findings
      2  bad usage, configuration or contract
      3  an artifact is missing or unreadable
    """


def main() -> None:
    """Runs the command line and exits. A reader that closes the pipe early is no error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # an old code page shows ? for what it lacks
            stream.reconfigure(errors="replace")
    try:
        dbt_treaty(prog_name="dbt-treaty")
    except BrokenPipeError:
        # Python flushes standard output once more as it exits: give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_BAD_INPUT)
