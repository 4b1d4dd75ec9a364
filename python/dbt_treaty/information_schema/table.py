"""What a table of the project is: its columns, each described, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from dbt_treaty.evidence.policy import Evidence

Type = Literal["VARCHAR", "VARCHAR[]", "BOOLEAN", "INTEGER", "DATE", "TIMESTAMP"]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its SQL type, and what it says (one line of Markdown, no full stop)."""

    name: str
    type: Type
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``rows`` makes them of the evidence, each with a value for each column.

    A ``VARCHAR[]`` is a tuple or list of texts, a ``DATE`` a ``date``, a ``TIMESTAMP`` a
    ``datetime``; None is null. Rows come in an order that is the same for the same project.
    A table that is part of another one, with the same columns, names it in ``whole``; ``part`` is
    the SQL condition on that (empty: all of it), and ``rows`` makes no more than the part.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: Callable[[Evidence], Iterable[Row]]
    whole: str = ""
    part: str = ""


def columns_of(table: str) -> tuple[Column, ...]:
    """Columns written as lines of ``name TYPE: description``.

    Raises:
        ValueError: a line is not of that form.
    """
    columns = []
    for line in filter(None, map(str.strip, table.splitlines())):
        head, colon, description = line.partition(": ")
        name, _, type_ = head.partition(" ")
        if not colon or type_ not in Type.__args__:  # type: ignore[attr-defined] # a Literal's words
            raise ValueError(f"not `name TYPE: description`: {line!r}")
        columns.append(Column(name, type_, description))  # type: ignore[arg-type] # one of them
    return tuple(columns)
