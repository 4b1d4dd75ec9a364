"""Tells output columns of one name apart, as DuckDB does."""

from __future__ import annotations

from collections.abc import Collection, Sized

from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.output import Column, Open, Output, suspects_of, together
from dbt_treaty.lineage.scope import Scope, Source

MOST_COLUMNS = 250_000


class TooLargeError(Exception):
    """A query that makes more columns than anybody means to."""


def numbered(engine: Engine, columns: list[Column]) -> list[Column]:
    """The columns of a query as its engine names them: in DuckDB the second ``a`` is ``a_1``.

    Raises TooLargeError where a query makes more columns, all told, than anybody means to.
    """
    _count(engine, columns)
    return _numbered(engine, columns, {column.key for column in columns})


def numbered_output(engine: Engine, columns: list[Column], scope: Scope) -> Output:
    """The output of a query that makes these columns; see ``numbered``."""
    _count(engine, columns)
    index = _index(columns, scope.sources)
    if len(index) == len(columns) and "*" not in index:
        return Output(columns, scope.rows, scope.uses, index)
    return Output(_numbered(engine, columns, index), scope.rows, scope.uses)


def _index(columns: list[Column], sources: list[Source]) -> dict[str, Column]:
    if len(sources) == 1 and columns is sources[0].output.columns:
        return sources[0].output.index  # the select is no more than SELECT * FROM one table
    return {column.key: column for column in columns}


def _count(engine: Engine, columns: Sized) -> None:
    engine.made += len(columns)
    if engine.made > MOST_COLUMNS:
        raise TooLargeError(f"more than {MOST_COLUMNS} columns")


def _numbered(engine: Engine, columns: list[Column], keys: Collection[str]) -> list[Column]:
    if not engine.dialect.numbers_doubles:
        return columns
    if "*" in keys and any(column.open is not None for column in columns):
        columns = _behind_unknown(columns)
    return columns if len(keys) == len(columns) else _told_apart(columns)


def _behind_unknown(columns: list[Column]) -> list[Column]:
    """The columns where some that nobody knows may have the names of those behind them.

    If they have one of the name, it is that which the name means, and what is behind it has a
    number, by which it is one of those that nobody knows.
    """
    result: list[Column] = []
    opens: list[Open] = []
    for at, column in enumerate(columns):
        if column.open is not None:
            opens.append(column.open)
            result.append(_with_doubles(column, columns[at + 1 :]))
            continue
        known = column
        for open_ in opens:
            if column.key not in open_.excluded:
                known = together(known, open_.column(column.name))
        result.append(known if known is column else known.named(column.name))
    return result


def _with_doubles(star: Column, behind: list[Column]) -> Column:
    """A star that also stands for the numbered doubles of what is behind it."""
    suspects = set(suspects_of(star))
    excluded = star.open.excluded if star.open is not None else frozenset()
    doubles = [c for c in behind if c.open is None and c.key not in excluded]
    ways = [way for column in doubles for way in column.ways if way[0] not in suspects]
    others = [name for column in doubles for name in column.suspects if name not in suspects]
    if not ways and not others:
        return star
    made = Column(
        "*",
        tuple(dict.fromkeys((*star.ways, *ways))),
        None,
        star.reason,
        tuple(dict.fromkeys((*star.suspects, *others))),
    )
    made.open = star.open
    return made


def _told_apart(columns: list[Column]) -> list[Column]:
    taken: set[str] = set()
    seen: dict[str, int] = {}
    result: list[Column] = []
    for column in columns:
        name = column.name
        if column.open is None and column.key in taken:
            count = seen.get(column.key, 0)
            while name.lower() in taken:
                count += 1
                name = f"{column.name}_{count}"
            seen[column.key] = count
        taken.add(name.lower())
        result.append(column if name == column.name else column.named(name))
    return result
