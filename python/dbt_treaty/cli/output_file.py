"""A file that the user named for a command's answer."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.files.whole import write_file


def write_output(path: Path, text: str) -> None:
    """Replace the file whole. No folder is made: a wrong letter in a path should be told.

    Raises:
        TreatyError: the folder is not there or can't be written to.
    """
    try:
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        write_file(path, text, durable=False)
    except OSError as error:
        reason = error.strerror or str(error)
        raise TreatyError(
            problem(path.as_posix(), f"can't be written: {reason}", "name another --output file")
        ) from None
