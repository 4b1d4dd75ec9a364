from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.infer.csv_file import CsvForm, check_csv


def form(tmp_path: Path, text: str | bytes) -> CsvForm:
    path = tmp_path / "x.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return check_csv(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", CsvForm(",", ("a", "b"), 1)),
        ("a;b\r\n1,5;2\r\n", CsvForm(";", ("a", "b"), 1)),
        ("a\tb\n1\t2", CsvForm("\t", ("a", "b"), 1)),
        ('"a,x";b\n1;2\n', CsvForm(";", ("a,x", "b"), 1)),
        ('a,b\n"1\n2","3""4"\n\n5,6\n', CsvForm(",", ("a", "b"), 2)),
        ("\ufeffa,b\n", CsvForm(",", ("a", "b"), 0)),
        ("a\n1\n", CsvForm(",", ("a",), 1)),
    ],
)
def test_a_sound_file(tmp_path: Path, text: str, expected: CsvForm) -> None:
    assert form(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a,b\n1,2\n3\n", 3, "the row has 1 field; the header has 2"),
        ('a,b\n"1\n2",2\n3,4,5\n', 4, "the row has 3 fields; the header has 2"),
        ('a,b\n1,2\n3,"4\n5,6\n', 3, "the row that begins here is broken: unexpected end of data"),
        ("", 0, "the file is empty: its first line must name the columns"),
        ("a,\n", 1, "column 2 has no name in the header"),
        ("a,A\n", 1, 'the header names "a" twice'),
        ("maya@example.org,x\n", 1, "the first line holds values where it must name the columns"),
        ("2026-01-01,x\n", 1, "the first line holds values where it must name the columns"),
        (b"a\n\xff\n", 0, "is not UTF-8 text: invalid start byte in byte 2"),
    ],
)
def test_a_broken_file(tmp_path: Path, text: str | bytes, line: int, what: str) -> None:
    with pytest.raises(TreatyError) as error:
        form(tmp_path, text)

    (problem,) = error.value.problems
    assert (problem.place.line, problem.what) == (line, what)
    assert problem.help == "mend the file, or export it anew; nothing is written"
