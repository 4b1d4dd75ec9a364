"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from dbt_treaty.cli.answer import Answer

project_dir_option = click.option(
    "--project-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="The dbt project's folder.",
)
target_dir_option = click.option(
    "--target-dir",
    type=click.Path(path_type=Path),
    default="target",
    show_default=True,
    help="Where dbt's artifacts lie, from the project's folder.",
)


@dataclass(frozen=True, slots=True)
class Folders:
    """A dbt project's folder, and the one of its artifacts as it is named from there."""

    project: Path
    target: Path


def in_project(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command ``--project-dir`` and ``--target-dir``, as one argument ``folders``."""

    @wraps(command)
    def called(*args: Any, project_dir: Path, target_dir: Path, **others: Any) -> Any:
        return command(*args, folders=Folders(project_dir, target_dir), **others)

    return project_dir_option(target_dir_option(called))


def answers(
    formats: Iterable[str] = ("text", "json"), noun: str = "answer"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Gives a command ``--format`` and ``--output``, as one argument ``answer``.

    Args:
        formats: the names that the format may have; ``text`` is the default.
        noun: what the help calls the answer.
    """
    format_option = click.option(
        "--format",
        "format_name",
        type=click.Choice(tuple(formats)),
        default="text",
        show_default=True,
        help=f"How to write the {noun}.",
    )
    output_option = click.option(
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help=f"Write the {noun} to this file instead of standard output.",
    )

    def given(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def called(*args: Any, format_name: str, output: Path | None, **others: Any) -> Any:
            return command(*args, answer=Answer(format_name, output, noun), **others)

        return format_option(output_option(called))

    return given
