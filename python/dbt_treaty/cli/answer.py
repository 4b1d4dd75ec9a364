"""A command's answer: in which format it is asked for, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from dbt_treaty.cli.output_file import write_output
from dbt_treaty.cli.screen import screen
from dbt_treaty.reporters.formats import Canvas


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``--format`` and ``--output`` say; ``noun`` is what messages call the answer."""

    format_name: str
    output: Path | None
    noun: str = "answer"

    @property
    def canvas(self) -> Canvas:
        """What the answer is drawn on: the screen, or a file's plain page."""
        return screen() if self.output is None else Canvas()

    def in_text_or_json(
        self, as_text: Callable[..., str], as_json: Callable[..., str], *found: object
    ) -> str:
        """What was found, by the one of two renderers that is asked for.

        The one of text is given ``width`` and ``color`` too.
        """
        if self.format_name == "json":
            return as_json(*found)
        canvas = self.canvas
        return as_text(*found, width=canvas.width, color=canvas.color)

    def write(self, text: str, summary: str | None = None) -> None:
        """Write it; where it goes to a file, the summary is told instead, on standard error.

        Raises ``TreatyError`` where the file can't be written.
        """
        if self.output is None:
            click.echo(text, nl=False)
            return
        write_output(self.output, text)
        if summary is not None:
            click.echo(f"{summary} The {self.noun} is in {self.output}.", err=True)
