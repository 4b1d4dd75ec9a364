"""Runs the titled pairs of SQL and lineage in ``fixtures/``; its README tells their form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage, Relation
from dbt_treaty.lineage.relations import Relations

FIXTURES = Path(__file__).parent / "fixtures"
_RELATION = re.compile(r"(?:(\w+)=)?([\w.]+)\(((?:[^()]|\([^()]*\))*)\)")
NINE = (
    "duckdb",
    "postgres",
    "snowflake",
    "bigquery",
    "redshift",
    "databricks",
    "trino",
    "clickhouse",
    "tsql",
)
_COLUMN = re.compile(r"= (?P<name>.*?)(?: \[(?P<type>.*?)\])?(?: @(?P<line>\d+))?: (?P<edges>.*)")


@dataclass
class Pair:
    """One titled pair of a query and the lines that tell its lineage.

    ``also`` are other dialects in which all of it is the same, ``shows`` what of ``MATRIX.md`` it
    is there for.
    """

    title: str
    dialect: str
    schema: str
    sql: str = ""
    also: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    expected: list[str] = field(default_factory=list)


def pairs() -> list[Pair]:
    """Every pair of every file."""
    found = [pair for path in sorted(FIXTURES.glob("*.sql")) for pair in _read(path)]
    assert len({pair.title for pair in found}) == len(found), "two pairs have one title"
    return found


def in_every_dialect() -> list[Pair]:
    """Every pair, and once more in each other dialect that it says it holds in."""
    return [
        replace(pair, dialect=dialect, title=title)
        for pair in pairs()
        for dialect, title in (
            (pair.dialect, pair.title),
            *((also, f"{pair.title} ({also})") for also in pair.also),
        )
    ]


def _also(value: str, dialect: str) -> tuple[str, ...]:
    """``all``, ``all but tsql`` or names, without the pair's own dialect."""
    every, _, without = value.partition("all but ")
    names = [d for d in NINE if d not in without.split()] if "all" in value else every.split()
    assert set(names) <= set(NINE), f"no such dialects: {value}"
    return tuple(name for name in names if name != dialect)


def _read(path: Path) -> list[Pair]:
    found: list[Pair] = []
    current = Pair("", "duckdb", "")
    for text in path.read_text(encoding="utf-8").splitlines():
        key, _, value = text.removeprefix("-- ").partition(": ")
        if not text.startswith("-- "):
            current.sql += text + "\n"
        elif key == "title":
            current = Pair(f"{path.stem}: {value}", current.dialect, current.schema)
            found.append(current)
        elif key in {"dialect", "schema"}:
            said = {"dialect": current.dialect, "schema": current.schema, key: value}
            current = replace(current, dialect=said["dialect"], schema=said["schema"])
            found[-1:] = [current] if found else []
        elif key == "also":
            current.also = _also(value, current.dialect)
        elif key == "shows":
            current.shows = tuple(value.split(", "))
        else:
            current.expected.append(text.removeprefix("-- "))
    return found


def relations(schema: str) -> Relations:
    """``users(id int, email), events(*)`` as an index of relations."""
    return Relations(fixture_relations(schema))


def fixture_relations(schema: str) -> list[Relation]:
    """``users(id int, email), events(*)`` as relations."""
    found: list[Relation] = []
    for identifier, name, body in _RELATION.findall(schema):
        *above, last = name.split(".")
        columns: dict[str, str | None] = {}
        for item in re.split(r",\s*(?![^(<]*[)>])", body):
            column, _, type_ = item.strip().partition(" ")
            if column != "*":
                columns[column] = type_ or None
        database, table_schema = ([None, None, *above])[-2:]
        known = columns or (None if "*" in body else {})
        found.append(
            Relation(identifier or last, database, table_schema, last, known, "*" not in body)
        )
    return found


def render(lineage: QueryLineage, lined: frozenset[str] = frozenset()) -> list[str]:
    """A lineage in the form of the fixtures."""
    lines = []
    if lineage.reason is not None:
        lines.append(f"query: {lineage.reason} ({' '.join(lineage.suspects)})")
    elif not lineage.complete:
        lines.append("incomplete")
    lines += [_column(column, lined) for column in lineage.columns]
    if lineage.row_scans:
        lines.append("rows: " + " ".join(map(_ref, lineage.row_scans)))
    if lineage.reads:
        lines.append("reads: " + " ".join(r.relation or f"{r.name}?" for r in lineage.reads))
    return lines


def _ref(ref: ColumnRef) -> str:
    return f"{ref.relation}.{ref.column}"


def _column(column: OutputColumn, lined: frozenset[str]) -> str:
    type_ = f" [{column.type}]" if column.type else ""
    line = f" @{column.line}" if column.name in lined else ""
    text = f"= {column.name}{type_}{line}: " + ("; ".join(map(_edge, column.edges)) or "none")
    if column.reason is not None:
        text += f" ! {column.reason} ({' '.join(column.suspects)})"
    return text


def _edge(edge: Edge) -> str:
    transforms = f" ({', '.join(edge.transforms)})" if edge.transforms else ""
    return f"{edge.evolution} {_ref(edge.parent)}{transforms}"


@pytest.mark.parametrize("pair", in_every_dialect(), ids=lambda pair: pair.title)
def test_pair(pair: Pair) -> None:
    lined = frozenset(
        match["name"] for text in pair.expected if (match := _COLUMN.match(text)) and match["line"]
    )
    actual = render(analyse(pair.sql, pair.dialect, relations(pair.schema)), lined)
    assert actual == pair.expected, "the engine says:\n" + "\n".join(
        f"-- {line}" for line in actual
    )


def test_every_file_has_pairs() -> None:
    assert all(_read(path) for path in FIXTURES.glob("*.sql"))
