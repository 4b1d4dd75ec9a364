"""A file that is either the old one or the whole new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dbt_treaty.errors import TreatyError, problem


def write_output(path: Path, text: str) -> None:
    """Writes the text beside the file and renames it into place.

    Raises:
        TreatyError: the folder is not there or can't be written to.
    """
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise TreatyError(
            problem(path.as_posix(), f"can't be written: {reason}", "name another --output file")
        ) from None


def _umask() -> int:
    """What a temporary file, readable by its owner alone, takes away and a new file does not."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
