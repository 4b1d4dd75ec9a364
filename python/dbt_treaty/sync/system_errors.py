"""A full disk, a folder nobody may write to: told as what it is, not as a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dbt_treaty.errors import TreatyError, problem


@contextmanager
def telling_system_errors() -> Iterator[None]:
    """Turn an ``OSError`` of the block into a ``TreatyError`` that names the file."""
    try:
        yield
    except OSError as error:
        what = f"can't be read or written: {error.strerror or error}"
        advice = "mend that and sync again; every generated file is whole, the old one or the new"
        raise TreatyError(problem(str(error.filename or ""), what, advice)) from None
