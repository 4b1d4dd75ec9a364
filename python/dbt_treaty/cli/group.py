"""The command group, and what it does with errors."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from dbt_treaty import __version__
from dbt_treaty.cli.check import check
from dbt_treaty.cli.consumers import consumers
from dbt_treaty.cli.diff import diff
from dbt_treaty.cli.explain import explain
from dbt_treaty.cli.export import export
from dbt_treaty.cli.fitted import fitted
from dbt_treaty.cli.fix import fix
from dbt_treaty.cli.impact import impact
from dbt_treaty.cli.infer import infer
from dbt_treaty.cli.init import init
from dbt_treaty.cli.lineage import lineage
from dbt_treaty.cli.schema import schema
from dbt_treaty.cli.sync import sync
from dbt_treaty.cli.validate import validate
from dbt_treaty.errors import EXIT_BAD_INPUT, TreatyError

_HELP = ("-h", "--help")
EXIT_INTERRUPTED = 130  # 128 and SIGINT's number, as shells have it
COMMANDS = (
    init,
    infer,
    validate,
    sync,
    diff,
    check,
    fix,
    lineage,
    impact,
    consumers,
    explain,
    export,
    schema,
)


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


@click.group(cls=TreatyGroup, context_settings={"help_option_names": list(_HELP)})
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


for command in COMMANDS:
    # A command keeps the help option of whoever asks it first, and that need not be the group.
    command.context_settings.setdefault("help_option_names", list(_HELP))
    dbt_treaty.add_command(command)


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
