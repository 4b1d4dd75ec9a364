from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.infer.duckdb_files import SAMPLED, profile_files
from dbt_treaty.infer.files import find_table
from dbt_treaty.infer.profile import Profile


def profile(path: Path, text: str | None = None) -> Profile:
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return profile_files(find_table(path))


def types(found: Profile) -> dict[str, str]:
    return {column.name: str(column.kind) for column in found.columns}


def test_the_types_of_a_csv_are_those_of_every_value(tmp_path: Path) -> None:
    text = (
        "whole,money,mixed,zip,plus,flag,day,odd_day,bad_day,at,at_zone,word,nothing,science\n"
        "1,1.50,1,01234,+4,true,2026-01-02,01/02/2026,2026-02-30,2026-01-02 03:04:05,"
        "2026-01-02T03:04:05Z,a,,1e5\n"
        "-2,2.25,2.5,99999,5,false,2026-01-03,13/02/2026,2026-01-03,2026-01-02T03:04,"
        "2026-01-02 03:04:05+02:00,1,,2\n"
    )

    assert types(profile(tmp_path / "x.csv", text)) == {
        "whole": "bigint",
        "money": "decimal(18,2)",
        "mixed": "decimal(18,1)",
        "zip": "string",
        "plus": "string",
        "flag": "boolean",
        "day": "date",
        "odd_day": "string",
        "bad_day": "string",
        "at": "timestamp",
        "at_zone": "timestamp_tz",
        "word": "string",
        "nothing": "string",
        "science": "double",
    }


def test_what_is_counted(tmp_path: Path) -> None:
    rows = "".join(f"{n},{'ab'[n % 2]},{n / 10:.1f}\n" for n in range(10))

    found = profile(tmp_path / "x.csv", f"id,kind,amount\n{rows},,\n")

    assert (found.rows, found.is_whole, len(found.sample)) == (11, True, 11)
    assert [(c.filled, c.distinct, c.least, c.greatest, dict(c.counts)) for c in found.columns] == [
        (10, 10, "0", "9", {}),
        (10, 2, None, None, {"a": 5, "b": 5}),
        (10, 10, "0.0", "0.9", {}),
    ]


def test_of_many_rows_a_sample_is_taken_that_is_the_same_each_time(tmp_path: Path) -> None:
    text = "id\n" + "".join(f"{n}\n" for n in range(SAMPLED * 2))

    first = profile(tmp_path / "x.csv", text)

    assert (first.rows, len(first.sample), first.is_whole) == (SAMPLED * 2, SAMPLED, False)
    assert profile(tmp_path / "x.csv") == first


def test_a_folder_is_one_table(tmp_path: Path) -> None:
    (tmp_path / "orders").mkdir()
    for number in (1, 2):
        (tmp_path / "orders" / f"{number}[*].csv").write_text(f"id\n{number}\n", encoding="utf-8")

    found = profile(tmp_path / "orders")

    assert (found.source, found.rows, types(found)) == ("orders", 2, {"id": "bigint"})


def test_parts_with_different_headers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("key\n1\n", encoding="utf-8")

    with pytest.raises(TreatyError, match=r"b.csv: has another header than a.csv"):
        profile(tmp_path)


def test_parquet(tmp_path: Path) -> None:
    query = "select 1::integer as id, [1, 2] as many, {'a': 'x'} as one, 'a'::varchar as word"
    duckdb.execute(f"copy ({query}) to '{tmp_path}/x.parquet' (format parquet)")

    found = profile(tmp_path / "x.parquet")

    assert types(found) == {
        "id": "integer",
        "many": "array<integer>",
        "one": "struct<a: string>",
        "word": "string",
    }
    assert found.sample == (("1", None, None, "a"),)


@pytest.mark.parametrize(
    "text", ['[{"id": 1, "at": "2026-01-02"}]', '{"id": 1, "at": "2026-01-02"}\n']
)
def test_json(tmp_path: Path, text: str) -> None:
    assert types(profile(tmp_path / "x.json", text)) == {"id": "bigint", "at": "date"}


@pytest.mark.parametrize(
    ("name", "text"), [("x.json", '{"mail": "maya@example.org",'), ("x.parquet", "nonsense")]
)
def test_a_broken_file_is_told_without_its_values(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(TreatyError) as error:
        profile(tmp_path / name, text)

    told = str(error.value)
    assert told.startswith(f"{name}: can't be read: ")
    assert told.endswith("\n    mend the file, or export it anew; nothing is written")
    assert "maya" not in told


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ((), "no file is here"),
        (("a.txt",), "is no CSV, Parquet or JSON file by its name"),
        (("a.csv", "b.json"), "holds files of several kinds: csv, json"),
    ],
)
def test_a_folder_that_is_no_table(tmp_path: Path, files: tuple[str, ...], what: str) -> None:
    for name in files:
        (tmp_path / name).touch()

    with pytest.raises(TreatyError) as error:
        find_table(tmp_path)

    assert error.value.problems[0].what == what


def test_without_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)

    with pytest.raises(TreatyError) as error:
        profile(tmp_path / "x.csv", "a\n1\n")

    assert str(error.value) == (
        "files are read through DuckDB, and it is not installed\n"
        "    pip install 'dbt-treaty[duckdb]'"
    )
