"""What the lineage engine says of one query, free of any syntax tree.

These are msgspec's structs and not dataclasses: a project has a million of them, and a struct is
made six times as fast, compared and hashed in C, and read from the cache as it is. ``array_like``
is how the cache has them; none is part of a cycle, so the garbage collector need not know them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

Evolution = Literal["copy", "mod", "scan"]


class ColumnRef(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A column of a relation that the query reads.

    ``relation`` is the identifier the caller gave the relation (dbt's unique id);
    ``column`` is spelled as the relation's schema spells it, or as the query does where
    no schema is known. The column ``*`` stands for the whole row.
    """

    relation: str
    column: str


class Edge(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """How one parent column reaches one output column.

    ``copy``: the value itself; ``mod``: computed from it; ``scan``: only read (a CASE
    condition, a window's partition or order, a FILTER). ``transforms`` is the chain of
    functions and operators the value passed, innermost first, lower case, windows written as
    ``sum over``: ``("lower", "sha256")``. There may be several edges with one parent: one
    for each different way to the output.
    """

    parent: ColumnRef
    evolution: Evolution
    transforms: tuple[str, ...] = ()


class OutputColumn(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One output column of a query.

    ``edges`` is sorted and free of doubles. ``reason`` is None where the column is
    resolved, else why it is not (``unparsed``, ``unknown schema``, …); an unresolved column
    may come from any column of ``suspects`` (relation identifiers), besides its edges.
    ``type`` is the SQL type the query itself gives the column (a cast, a literal, a typed
    parent), spelled in its dialect, or None. ``line`` counts from 1 in the compiled SQL.
    """

    name: str
    edges: tuple[Edge, ...] = ()
    type: str | None = None
    line: int = 0
    reason: str | None = None
    suspects: tuple[str, ...] = ()


class TableRead(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A table, file or table function named in the query.

    ``relation`` is the caller's identifier, or None where it is none the caller knows;
    ``name`` is the text as the query has it; ``line`` counts from 1 in the compiled SQL.
    """

    name: str
    relation: str | None
    line: int = 0


class QueryPattern(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Something that a query does: ``cross join`` or ``open star``.

    ``name`` is the table joined, or the one whose columns a star gives; ``line`` counts from 1 in
    the compiled SQL (0: not known).
    """

    kind: str
    name: str
    line: int = 0


class QueryLineage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The lineage of one query: ``columns`` in output order.

    ``row_scans`` are the columns read to choose, join, group or order whole rows (WHERE, JOIN
    … ON, GROUP BY, HAVING, QUALIFY, ORDER BY, DISTINCT ON): they are ``scan`` parents of every
    output column and stand here once. ``reason`` is None unless the query as a whole could not be
    read; then ``columns`` is what little is known, and every column may come from any of
    ``suspects``. ``complete`` is False where the list of output columns itself is not known (a star
    over a relation without schema). ``patterns`` are what it does at a cost, by line.
    """

    columns: tuple[OutputColumn, ...] = ()
    row_scans: tuple[ColumnRef, ...] = ()
    reads: tuple[TableRead, ...] = ()
    reason: str | None = None
    suspects: tuple[str, ...] = ()
    complete: bool = True
    patterns: tuple[QueryPattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation the query may read.

    ``columns`` maps each column, in order and spelled as the warehouse has it, to its SQL
    type (None: not known); None in place of the mapping means that nothing is known of the columns.
    ``database`` and ``schema`` are None where the relation has none.
    """

    id: str
    database: str | None
    schema: str | None
    name: str
    columns: Mapping[str, str | None] | None = None
    complete: bool = True
