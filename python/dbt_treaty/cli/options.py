"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

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
