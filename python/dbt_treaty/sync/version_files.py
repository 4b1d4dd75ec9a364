"""Which model file is which version of a product."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

Files = Mapping[str, Sequence[Path]]  # model files by their stem


def version_file(table: str, major: int) -> str:
    """The stem that dbt gives the file of a version by convention: ``order_facts_v3``."""
    return f"{table}_v{major}"


def version_files(table: str, majors: Collection[int], files: Files) -> dict[int, Sequence[Path]]:
    """The files that could be each major: its own one, else the table's, which only one can be.

    The oldest major with no file of its own has the table's: there it was before there were two.
    """
    found: dict[int, Sequence[Path]] = {}
    plain = files.get(table, ())
    for major in sorted(majors):
        own = files.get(version_file(table, major))
        found[major] = own or plain
        if not own:
            plain = ()
    return found
