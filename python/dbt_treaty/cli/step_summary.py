"""The page that GitHub shows for a job, where it runs one."""

from __future__ import annotations

import os
from pathlib import Path

import click

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


def add_step_summary(text: str) -> None:
    """Adds the Markdown to the job's page, if the environment names its file.

    A page that can't be written is told and no error: the report itself is out already.
    """
    path = os.environ.get(SUMMARY_VARIABLE)
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8", errors="replace", newline="\n") as page:
            page.write(text)
    except OSError as error:
        reason = error.strerror or str(error)
        click.echo(f"{path}: the job's summary can't be written: {reason}", err=True)
