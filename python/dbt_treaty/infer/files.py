"""The files that make one table: a file, or every file of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dbt_treaty.errors import TreatyError, problem

KINDS: Mapping[str, str] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
}
_ALLOWED = f"files that end in {', '.join(KINDS)}, or a folder of files of one kind"


@dataclass(frozen=True, slots=True)
class TableFiles:
    """Files of one kind (csv, parquet or json) that together make the table ``name``."""

    name: str
    shown: str
    kind: str
    paths: tuple[Path, ...]


def find_table(path: Path) -> TableFiles:
    """What a path named on the command line holds.

    Raises:
        TreatyError: it holds no file that can be read, or files of several kinds.
    """
    try:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        files = [each for each in inside if each.is_file() and not each.name.startswith(".")]
    except OSError as error:
        what = f"can't be read: {error.strerror or error}"
        raise TreatyError(problem(path.as_posix(), what)) from None
    kinds = {KINDS.get(each.suffix.lower(), "") for each in files}
    if not files:
        raise TreatyError(problem(path.as_posix(), "no file is here", f"allowed: {_ALLOWED}"))
    if "" in kinds:
        odd = next(each for each in files if each.suffix.lower() not in KINDS)
        what = "is no CSV, Parquet or JSON file by its name"
        raise TreatyError(problem(odd.as_posix(), what, f"allowed: {_ALLOWED}"))
    if len(kinds) > 1:
        what = f"holds files of several kinds: {', '.join(sorted(kinds))}"
        raise TreatyError(problem(path.as_posix(), what, f"allowed: {_ALLOWED}"))
    name = path.resolve().name if path.is_dir() else path.stem
    return TableFiles(name, path.name or name, kinds.pop(), tuple(files))
