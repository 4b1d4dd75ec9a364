"""dbt with further arguments from standard input, where a command line would show them to others.

Run as ``python -m dbt_treaty_plugin.told_dbt VERB OPTIONS…`` with a JSON list on standard input.
"""

from __future__ import annotations

import json
import sys

from dbt.cli.main import cli


def main() -> None:
    """Run dbt with the arguments of the command line and then those of standard input."""
    told = sys.stdin.read()
    cli([*sys.argv[1:], *(json.loads(told) if told.strip() else [])], prog_name="dbt")


if __name__ == "__main__":
    main()
