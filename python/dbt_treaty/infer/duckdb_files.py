"""The profile of a table in files, counted by DuckDB."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.infer.csv_file import CsvForm, check_csv
from dbt_treaty.infer.csv_types import FORMS, CsvColumn, csv_type, try_type
from dbt_treaty.infer.files import TableFiles
from dbt_treaty.infer.measures import is_counted, is_listed, is_ordered
from dbt_treaty.infer.native_type import logical_type, shown_type
from dbt_treaty.infer.profile import FEW, ColumnProfile, Profile

SAMPLED = 10_000  # rows
_SEED = 42
_MISSING = "files are read through DuckDB, and it is not installed"
_ADVICE = "mend the file, or export it anew; nothing is written"


def profile_files(table: TableFiles) -> Profile:
    """What is known of the table that these files make.

    Raises:
        TreatyError: DuckDB is not installed, or a file is broken.
    """
    try:
        import duckdb  # noqa: PLC0415 - an extra; every other command works without it
    except ImportError:
        advice = "pip install 'dbt-treaty[duckdb]'"
        raise TreatyError(problem("", _MISSING, advice)) from None
    try:
        with duckdb.connect() as session:
            # Nothing is fetched from anywhere, and a sample is the same each time.
            session.execute("set autoinstall_known_extensions = false")
            session.execute("set timezone = 'UTC'")
            session.execute("set threads = 1")
            _load(session, table)
            return _profile(session, table)
    except duckdb.Error as error:
        raise TreatyError(problem(table.shown, _told(error), _ADVICE)) from None


def _load(session: Any, table: TableFiles) -> None:
    paths = ", ".join(_text(_escaped(path)) for path in table.paths)
    if table.kind == "csv":
        _load_csv(session, table, paths)
    elif table.kind == "json":
        _make(session, f"select * from read_json([{paths}], sample_size=-1)")
    else:
        _make(session, f"select * from read_parquet([{paths}])")


def _load_csv(session: Any, table: TableFiles, paths: str) -> None:
    forms = [check_csv(path) for path in table.paths]
    for path, form in zip(table.paths, forms, strict=True):
        if (form.header, form.delimiter) != (forms[0].header, forms[0].delimiter):
            what = f"has another header than {table.paths[0].name}"
            raise TreatyError(problem(path.as_posix(), what, "infer each of them by itself"))
    header = forms[0].header
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in header)
    options = f"auto_detect=false, header=true, quote='\"', escape='\"', columns={{{columns}}}"
    delimiter = _text(forms[0].delimiter)
    session.execute(
        f"create table written as select * from read_csv([{paths}], delim={delimiter}, {options})"
    )
    _check_count(session, table, forms)
    types = _csv_types(session, header)
    casts = [f"cast({_name(c)} as {t}) as {_name(c)}" for c, t in zip(header, types, strict=True)]
    _make(session, f"select {', '.join(casts)} from written")


def _check_count(session: Any, table: TableFiles, forms: Sequence[CsvForm]) -> None:
    (count,) = session.execute("select count(*) from written").fetchone()
    expected = sum(form.rows for form in forms)
    if count != expected:
        what = f"has {expected:,} rows, of which DuckDB reads {count:,}"
        raise TreatyError(problem(table.shown, what, _ADVICE))


def _csv_types(session: Any, header: Sequence[str]) -> list[str]:
    parts = [part for name in header for part in _csv_counts(_name(name))]
    row = iter(session.execute(f"select {', '.join(parts)} from written").fetchone())
    columns = []
    for _ in header:
        filled, scale = next(row), next(row)
        forms = {form: next(row) for form in FORMS}
        valid = {form: next(row) for form in FORMS}
        columns.append(csv_type(CsvColumn(filled, forms, scale or 0, valid)))
    return columns


def _csv_counts(name: str) -> list[str]:
    fits = [f"count(*) filter (regexp_full_match({name}, {_text(FORMS[form])}))" for form in FORMS]
    casts = [f"count(try_cast({name} as {try_type(form)}))" for form in FORMS]
    scale = f"max(length(regexp_extract({name}, '[.]([0-9]+)$', 1)))"
    return [f"count({name})", scale, *fits, *casts]


def _make(session: Any, query: str) -> None:
    session.execute(f"create table found as {query}")


def _profile(session: Any, table: TableFiles) -> Profile:
    described = session.execute("describe found").fetchall()
    kinds = [(str(row[0]), str(row[1]), logical_type(str(row[1]), "duckdb")) for row in described]
    parts = ["count(*)", *(part for name, _, kind in kinds for part in _totals(name, kind))]
    totals = session.execute(f"select {', '.join(parts)} from found").fetchone()
    columns = []
    for at, (name, native, kind) in enumerate(kinds):
        filled, distinct, least, greatest = totals[1 + 4 * at : 5 + 4 * at]
        found = ColumnProfile(name, shown_type(native), kind, filled, distinct, least, greatest)
        columns.append(_with_counts(session, found))
    sample = _sample(session, totals[0], kinds)
    return Profile(table.shown, totals[0], tuple(columns), sample)


def _totals(name: str, kind: Any) -> list[str]:
    quoted = _name(name)
    bounds = [f"cast({bound}({quoted}) as varchar)" for bound in ("min", "max")]
    return [
        f"count({quoted})",
        f"count(distinct {quoted})" if is_counted(kind) else "null",
        *(bounds if is_ordered(kind) else ("null", "null")),
    ]


def _with_counts(session: Any, column: ColumnProfile) -> ColumnProfile:
    if not is_listed(column):
        return column
    name = _name(column.name)
    rows = session.execute(
        f"select {name}, count(*) from found where {name} is not null group by 1 order by 1 "
        f"limit {FEW + 1}"
    ).fetchall()
    counts = {str(value): int(count) for value, count in rows}
    return ColumnProfile(
        column.name,
        column.native,
        column.kind,
        column.filled,
        column.distinct,
        column.least,
        column.greatest,
        counts,
    )


def _sample(session: Any, rows: int, kinds: Sequence[Any]) -> tuple[tuple[str | None, ...], ...]:
    texts = [
        f"cast({_name(name)} as varchar)" if is_counted(kind) else "null" for name, _, kind in kinds
    ]
    some = f" using sample reservoir({SAMPLED} rows) repeatable ({_SEED})" if rows > SAMPLED else ""
    found = session.execute(f"select {', '.join(texts)} from found{some}").fetchall()
    return tuple(tuple(row) for row in found)


def _told(error: Exception) -> str:
    """DuckDB's own words without what it quotes, which may be anybody's data."""
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    plain = re.sub(r"\"[^\"]*\"|'[^']*'", "…", first)
    return f"can't be read: {plain.strip()[:200]}"


def _escaped(path: Path) -> str:
    """A path in which DuckDB sees no pattern."""
    return re.sub(r"[\[*?]", lambda sign: f"[{sign[0]}]", path.as_posix())


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
