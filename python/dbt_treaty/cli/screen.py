"""What standard output is: how wide, and whether it shows colours."""

from __future__ import annotations

import os
import shutil
import sys

from dbt_treaty.reporters.formats import Canvas

_LOG_WIDTH = 80
_WIDEST = 120  # longer lines are hard to read


def screen() -> Canvas:
    """The canvas of standard output: plain and 80 columns wide unless it is a terminal.

    ``NO_COLOR`` (https://no-color.org: set and not empty) and ``TERM=dumb`` switch colours off.
    """
    if not sys.stdout.isatty():
        return Canvas(_LOG_WIDTH, color=False)
    width = shutil.get_terminal_size((_LOG_WIDTH, 24)).columns
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Canvas(min(width, _WIDEST), color=not plain)
