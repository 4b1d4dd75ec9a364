"""A project's folder, made whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.files.whole import write_file


def make_project(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files into a folder beside ``folder``, which then takes its place.

    Args:
        folder: what is to be made; it may be there and empty.
        files: each file's text by its path in the folder.

    Raises:
        TreatyError: something stands in the folder's place, or it can't be written.
    """
    check_place(folder)
    beside = ""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent)
        for path, text in files.items():
            write_file(Path(beside) / path, text, durable=False)
        Path(beside).chmod(0o777 & ~_umask())
        _move(Path(beside), folder)
    except BaseException as error:
        if beside:
            shutil.rmtree(beside, ignore_errors=True)
        if not isinstance(error, OSError):
            raise
        reason = error.strerror or str(error)
        raise TreatyError(problem(folder.as_posix(), f"can't be made: {reason}")) from None


def check_place(folder: Path) -> None:
    """Whether a project can be made here.

    Raises:
        TreatyError: a file, a link or a folder that is not empty stands here.
    """
    what = _hindrance(folder)
    if what:
        advice = "choose another name, or run `dbt-treaty init --here` in an existing dbt project"
        raise TreatyError(problem(folder.as_posix(), what, advice))


def _hindrance(folder: Path) -> str | None:
    if folder.is_symlink():
        return "a link stands here already"
    try:
        if folder.is_dir():
            return "the folder is there and not empty" if any(folder.iterdir()) else None
        return "a file stands here already" if folder.exists() else None
    except OSError as error:
        return f"can't be looked at: {error.strerror or error}"


def _move(beside: Path, folder: Path) -> None:
    if os.name == "nt" and folder.is_dir():  # elsewhere a folder may take an empty one's place
        folder.rmdir()
    beside.replace(folder)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
