"""What a change to a column would touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dbt_treaty.contracts.model import Owner
from dbt_treaty.findings import Coverage, Unresolved
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.trace.model import Node

How = Literal["value", "condition"]


@dataclass(frozen=True, slots=True)
class TouchedColumn:
    """A column that changes with another.

    ``how``: ``value``, it is made of the other, or only by a ``condition`` that reads it on some
    step of every way. ``certain`` is False where every way has a step that is a guess.
    """

    node: Node
    how: How
    certain: bool


@dataclass(frozen=True, slots=True)
class TouchedRows:
    """Why which rows a model has changes too.

    It reads ``reads`` to choose, join, group or order them, or (``through``) it reads another model
    whose rows change.
    """

    reads: tuple[ColumnRef, ...] = ()
    through: str | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class TouchedResource:
    """A model, snapshot or source that a change touches; ``owner`` is its own contract's."""

    id: str
    kind: str
    tier: str | None
    is_product: bool
    owner: Owner | None
    consumers: tuple[str, ...]
    columns: tuple[TouchedColumn, ...]
    rows: TouchedRows | None


@dataclass(frozen=True, slots=True)
class TouchedDomain:
    """What a change touches of one domain (None: nobody's), products first.

    ``owners`` are those of every contract of the domain that is known.
    """

    domain: str | None
    owners: tuple[Owner, ...]
    resources: tuple[TouchedResource, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """All that a change touches, domains whose products it touches first.

    ``unresolved`` are the models and columns that can't be traced and may be touched. Those with a
    known way to them are among the columns, as uncertain ones; ``unplaced`` may read anything, and
    are nowhere else.
    """

    asked: Node
    domains: tuple[TouchedDomain, ...]
    unresolved: tuple[Unresolved, ...]
    unplaced: tuple[Unresolved, ...]
    coverage: Coverage
