"""The project's tables in a DuckDB that reaches nothing else: the only module that imports it."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbt_treaty.authored.sql.rows import encoded
from dbt_treaty.authored.sql.statement import Reader, error_line
from dbt_treaty.authored.sql.template import SCHEMA, Query
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.information_schema.table import Table
from dbt_treaty.information_schema.tables import BY_NAME
from dbt_treaty.project.collector import collector_paused

SECONDS = 10.0  # that one policy may run
MEMORY = "2GB"  # for the tables and what a policy makes of them
MOST_ROWS = 10_000  # that one policy may return
_LONGEST = 256 * 1024 * 1024  # bytes of a row of a table: the text of a model is one
_EXTRA = "pip install 'dbt-treaty[sql]'"
_OLDEST = (1, 2)
_NUMBER = re.compile(r"[0-9]+")
# One thread: what a query without an order gives must not depend on who was first.
_SETTINGS = (
    "set threads = 1",
    "set timezone = 'UTC'",
    f"set memory_limit = '{MEMORY}'",
    "set temp_directory = ''",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set allow_community_extensions = false",
    "set python_enable_replacements = false",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query returned: the columns' names and at most ``MOST_ROWS`` rows, or more exist."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    has_more: bool


class Session:
    """The tables of one project, loaded when a policy names them.

    ``seconds`` is how long one policy may run. Nothing outside of the folder that its own files are
    in, which is empty while a policy runs, can be read or written; no setting can be changed.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._duckdb = _duckdb()
        self._seconds = seconds
        self._folder = tempfile.TemporaryDirectory(prefix="dbt-treaty-")
        self._connection = self._duckdb.connect(":memory:")
        place = Path(self._folder.name).resolve().as_posix()
        for setting in (
            *_SETTINGS,
            f"set allowed_directories = [{_text(place)}]",
            "set enable_external_access = false",
            "set lock_configuration = true",
            f"create schema {SCHEMA}",
        ):
            self._connection.execute(setting)
        self._file = f"{place}/rows.json"
        self._reader = Reader(self._connection)
        self._loaded: set[str] = set()

    def close(self) -> None:
        """Lets go of the tables."""
        self._connection.close()
        self._folder.cleanup()

    def answer(self, query: Query, evidence: Evidence, path: str) -> Answer:
        """What a policy's query returns.

        Raises:
            TreatyError: the policy does what it may not, can't be run, or needs too much.
        """
        try:
            problems = self._reader.problems(query, path)
            if problems:
                raise TreatyError(problems)
            for name in query.tables:
                self._load(BY_NAME[name], evidence)
            return self._run(query)
        except (self._duckdb.Error, MemoryError, RuntimeError) as error:
            raise TreatyError(_told(error, path, self._seconds)) from None

    def _load(self, table: Table, evidence: Evidence) -> None:
        if table.name in self._loaded:
            return
        if table.whole:
            self._load(BY_NAME[table.whole], evidence)
            part = f" where {table.part}" if table.part else ""
            whole = f"select * from {_named(BY_NAME[table.whole])}{part}"
            self._connection.execute(f"create view {_named(table)} as {whole}")
        else:
            self._load_rows(table, evidence)
        self._loaded.add(table.name)

    def _load_rows(self, table: Table, evidence: Evidence) -> None:
        columns = ", ".join(f"{_name(column.name)} {column.type}" for column in table.columns)
        self._connection.execute(f"create table {_named(table)} ({columns})")
        file = Path(self._file)
        try:
            with collector_paused():
                file.write_bytes(encoded(table.rows(evidence)))
            # Read as an array of texts: a list in it is a text of JSON, which the cast reads.
            values = ", ".join(
                f"r[{at}]::JSON::VARCHAR[]"
                if column.type == "VARCHAR[]"
                else f"r[{at}]::{column.type}"
                for at, column in enumerate(table.columns, 1)
            )
            options = (
                "format = 'newline_delimited', records = false, columns = {r: 'VARCHAR[]'}, "
                f"maximum_object_size = {_LONGEST}"
            )
            self._connection.execute(
                f"insert into {_named(table)} "
                f"select {values} from read_json({_text(self._file)}, {options})"
            )
        finally:
            file.unlink(missing_ok=True)

    def _run(self, query: Query) -> Answer:
        cursor = self._connection.cursor()
        try:
            # No statement that writes gets here; if one did, it would find it can't.
            cursor.execute("begin transaction read only")
            with _stopped_after(self._seconds, cursor):
                cursor.execute(query.sql)
                columns = tuple(str(each[0]) for each in cursor.description)
                rows = cursor.fetchmany(MOST_ROWS + 1)
        finally:
            cursor.close()
        return Answer(columns, tuple(rows[:MOST_ROWS]), len(rows) > MOST_ROWS)


@contextmanager
def _stopped_after(seconds: float, cursor: Any) -> Iterator[None]:
    timer = threading.Timer(seconds, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _duckdb() -> Any:
    try:
        import duckdb  # noqa: PLC0415 - an extra; every other kind of policy works without it
    except ImportError:
        what = "policies in SQL run on DuckDB, and it is not installed"
        raise TreatyError(Problem(Place(""), what, _EXTRA)) from None
    if tuple(map(int, _NUMBER.findall(duckdb.__version__)[:2])) < _OLDEST:
        oldest = ".".join(map(str, _OLDEST))
        what = f"policies in SQL need DuckDB {oldest} or newer, and this is {duckdb.__version__}"
        raise TreatyError(Problem(Place(""), what, _EXTRA))
    return duckdb


def _told(error: Exception, path: str, seconds: float) -> Problem:
    kind, text = type(error).__name__, str(error)
    place = Place(path, error_line(text))
    if kind == "InterruptException":
        what = f"it ran longer than {seconds:g} seconds and was stopped"
        return Problem(place, what, "make it do less: join on columns, end each recursion")
    if kind in ("OutOfMemoryException", "MemoryError"):
        what = f"it needs more memory than it may have ({MEMORY})"
        return Problem(place, what, "make it do less: join on columns, return fewer rows")
    first = next(iter(text.splitlines()), kind)
    return Problem(place, f"DuckDB refuses it: {first}", _hint(text))


def _hint(text: str) -> str:
    """DuckDB's own suggestion, where it has one."""
    lines: Iterable[str] = (line.strip() for line in text.splitlines()[1:])
    found = [line for line in lines if line.startswith(("Did you mean", "Candidate bindings"))]
    return found[0] if found else "docs/policy-tables.md lists every table and its columns"


def _named(table: Table) -> str:
    return f"{SCHEMA}.{_name(table.name)}"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
