"""The options by which a command runs the user's dbt: profile, target and variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option(
        "--project-dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        envvar="DBT_PROJECT_DIR",
        default=".",
        show_default=True,
        help="The dbt project's folder.",
    ),
    click.option(
        "--profiles-dir",
        type=click.Path(path_type=Path),
        envvar="DBT_PROFILES_DIR",
        help="Where profiles.yml lies (default: where dbt looks for it).",
    ),
    click.option("--profile", "profile_name", help="The profile to use (default: the project's)."),
    click.option("--target", "target_name", help="The profile's target to use."),
    click.option("--vars", "variables", help="dbt variables, as YAML."),
    click.option("--dbt", "program", help="The dbt to run (default: the one beside this Python)."),
)


def runs_dbt(command: Command) -> Command:
    """Gives a command the options of the project and of its dbt."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def dbt_options(
    root: Path, profiles_dir: Path | None, said: Mapping[str, str | None]
) -> tuple[str, ...]:
    """dbt's options for profile, target and variables; a profiles.yml beside the project counts."""
    options: list[str] = []
    if profiles_dir is None and (root / "profiles.yml").exists():
        profiles_dir = root
    if profiles_dir is not None:
        options += ["--profiles-dir", str(profiles_dir.resolve())]
    for option, name in (
        ("--profile", "profile_name"),
        ("--target", "target_name"),
        ("--vars", "variables"),
    ):
        if said[name]:
            options += [option, str(said[name])]
    return tuple(options)
