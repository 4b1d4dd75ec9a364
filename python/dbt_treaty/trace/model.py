"""What is answered about the column graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dbt_treaty.findings import Coverage, Unresolved
from dbt_treaty.lineage.model import ColumnRef, Evolution

Direction = Literal["upstream", "downstream", "both", "project"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a column: whether it is declared there, and whether lineage brought it.

    ``masked`` tells that every way it came passes an approved mask; ``uncertain`` that every way
    has a step which is a guess.
    """

    name: str
    declared: bool = False
    inherited: bool = False
    masked: bool = False
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A column of an answer. ``mask`` is the one its contract promises.

    ``reason`` says why the column can't be traced (None: it can).
    """

    ref: ColumnRef
    kind: str = ""
    domain: str | None = None
    tier: str | None = None
    tags: tuple[Tag, ...] = ()
    mask: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One way from a column to the next; there may be several between two columns.

    ``mask`` is the first approved mask among the transforms; ``guess`` tells that nobody knows
    whether a value takes this way at all.
    """

    parent: ColumnRef
    child: ColumnRef
    evolution: Evolution
    transforms: tuple[str, ...] = ()
    mask: str | None = None
    guess: bool = False


@dataclass(frozen=True, slots=True, order=True)
class RowScan:
    """A column that a model reads to choose, join, group or order its rows."""

    model: str
    reads: ColumnRef


@dataclass(frozen=True, slots=True)
class Trace:
    """A part of the column graph, sorted by name throughout.

    ``asked`` are the columns it begins at. ``nodes`` has every column that is named in the steps
    and the row scans, and those asked about. ``unresolved`` says which of them can't be traced;
    ``cut`` has the columns at which the depth asked for ended the walk though it could go on.
    """

    direction: Direction
    asked: tuple[ColumnRef, ...]
    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]
    row_scans: tuple[RowScan, ...]
    unresolved: tuple[Unresolved, ...]
    coverage: Coverage
    cut: tuple[ColumnRef, ...] = ()
    depth: int | None = None
