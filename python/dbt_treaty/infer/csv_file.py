"""A CSV file read strictly: one header, and in every row as many fields as it has."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dbt_treaty.documents.quotation import quote
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.infer.personal_values import is_email

_DELIMITERS = ",;\t|"
_LONGEST_FIELD = 16 * 1024 * 1024
_ADVICE = "mend the file, or export it anew; nothing is written"


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a sound CSV file is written: what parts its fields, its header, and how many rows."""

    delimiter: str
    header: tuple[str, ...]
    rows: int


def check_csv(path: Path) -> CsvForm:
    """Read a whole file and judge its form.

    Raises:
        TreatyError: it is not UTF-8, has no header, or a row has more or fewer fields than the
            header; with the line.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            delimiter = _delimiter(file.readline())
            file.seek(0)
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            header, rows = _judge(path, _rows(path, reader))
    except UnicodeDecodeError as error:
        raise _refused(
            path, 0, f"is not UTF-8 text: {error.reason} in byte {error.start:,}"
        ) from None
    except OSError as error:
        raise _refused(path, 0, f"can't be read: {error.strerror or error}") from None
    return CsvForm(delimiter, header, rows)


def _rows(path: Path, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; empty lines are passed over, as DuckDB does."""
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _refused(path, line, f"the row that begins here is broken: {error}") from None
        if row:
            yield line, row
        line = reader.line_num + 1  # type: ignore[attr-defined] # csv's readers count lines


def _judge(path: Path, rows: Iterator[tuple[int, list[str]]]) -> tuple[tuple[str, ...], int]:
    line, header = next(rows, (1, []))
    _check_header(path, line, header)
    count = 0
    for place, row in rows:
        count += 1
        if len(row) != len(header):
            fields = f"{len(row)} field" if len(row) == 1 else f"{len(row)} fields"
            raise _refused(path, place, f"the row has {fields}; the header has {len(header)}")
    return tuple(header), count


def _check_header(path: Path, line: int, header: list[str]) -> None:
    if not header:
        raise _refused(path, 0, "the file is empty: its first line must name the columns")
    folded = [name.strip().casefold() for name in header]
    doubled = next((name for name in folded if folded.count(name) > 1), None)
    if "" in folded:
        raise _refused(path, line, f"column {folded.index('') + 1} has no name in the header")
    if any(_is_value(name) for name in folded):
        # The name itself may be somebody's value: it is not shown.
        raise _refused(path, line, "the first line holds values where it must name the columns")
    if doubled is not None:
        raise _refused(path, line, f"the header names {quote(doubled)} twice")


def _is_value(name: str) -> bool:
    return is_email(name) or re.fullmatch(r"[-+]?[0-9][0-9 .,:/+-]*", name) is not None


def _delimiter(first_line: str) -> str:
    """The sign that parts the most fields of the header, outside of quotes."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", first_line)
    return max(_DELIMITERS, key=lambda sign: (bare.count(sign), -_DELIMITERS.index(sign)))


def _refused(path: Path, line: int, what: str) -> TreatyError:
    return TreatyError(Problem(Place(path.as_posix(), line), what, _ADVICE))
