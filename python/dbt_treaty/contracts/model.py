"""A contract: the versioned promise of a product's owner, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dbt_treaty.errors import Place

SCHEMA_FIELDS = ("name", "version", "owner", "schema", "sla", "semantics")


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for a product: team, pager, and who reviews changes."""

    team: str | None = None
    on_call: str | None = None
    reviewers: tuple[str, ...] = ()
    email: str | None = None


@dataclass(frozen=True, slots=True)
class ContractColumn:
    """One column's promise. ``type`` is the logical type as written, in lower case."""

    name: str
    type: str
    required: bool = False
    unique: bool = False
    primary_key: bool = False
    references: str | None = None
    description: str = ""
    default: str | int | float | bool | None = None
    tags: tuple[str, ...] = ()
    mask: str | None = None
    accepted_values: tuple[str | int | float | bool, ...] = ()
    min: str | int | float | None = None
    max: str | int | float | None = None
    pattern: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sla:
    """Service levels as written: ``15m``, ``99.9%``. None where the contract says nothing.

    ``accuracy_window`` is the age of the rows that accuracy is measured over. A row is late by the
    time between its ``late_arrival_column`` (when it happened) and ``late_arrival_loaded`` (when it
    came). ``severity`` is that of the tests that measure them.
    """

    freshness: str | None = None
    freshness_column: str | None = None
    completeness: str | None = None
    completeness_reference: str | None = None
    accuracy: str | None = None
    late_arrival_window: str | None = None
    accuracy_window: str | None = None
    late_arrival_column: str | None = None
    late_arrival_loaded: str | None = None
    severity: str = "warn"


@dataclass(frozen=True, slots=True)
class RowRule:
    """A SQL predicate that every row must meet; NULL counts as met, as in a CHECK constraint.

    ``error_if`` is the share of rows, such as ``0.5%``, that may break an ``error`` rule before it
    is more than a warning; None where none may.
    """

    sql: str
    name: str | None = None
    severity: str = "error"
    description: str = ""
    error_if: str | None = None
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    """A number that is measured over the whole table, and what it must be.

    What is measured is a ``metric`` (null_values, missing_values, invalid_values,
    duplicate_values, row_count) or a ``query``: one SELECT of one value. ``operator`` is a word
    such as must_be or must_be_between, ``bounds`` the one or two values it takes. ``unit`` (rows
    or percent) belongs to metrics.
    """

    operator: str
    bounds: tuple[int | float | bool, ...]
    metric: str | None = None
    query: str | None = None
    column: str | None = None
    columns: tuple[str, ...] = ()
    values: tuple[str | int | float | bool | None, ...] = ()
    pattern: str | None = None
    unit: str = "rows"
    name: str | None = None
    severity: str = "error"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Where refused rows go.

    ``max_rejected`` is the number of rows, or the share such as ``5%``, above which a run is
    refused; ``retention_days`` the age at which a refused row goes.
    """

    enabled: bool = False
    target: str | None = None
    include_error_reason: bool = True
    max_rejected: str | int | None = None
    retention_days: int | None = None


@dataclass(frozen=True, slots=True)
class Deprecation:
    """What a new major says of the one before it. Dates are ISO 8601."""

    previous_version: str | None = None
    sunset_date: str | None = None
    announced: str | None = None
    migration_notes: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may read, and what for."""

    roles: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of the product as a view shows it.

    ``shown_as`` is its name in the view, None where that is its own; ``mask`` what the view masks
    it with.
    """

    name: str
    shown_as: str | None = None
    mask: str | None = None
    line: int = field(default=0, compare=False, repr=False)

    @property
    def shown(self) -> str:
        """The column's name in the view."""
        return self.shown_as or self.name


@dataclass(frozen=True, slots=True)
class ConsumerView:
    """A part of a product that is made for one consumer: some columns, of the rows that meet
    ``where`` (None: of all), under a name of its own."""

    name: str
    consumer: str
    columns: tuple[ViewColumn, ...]
    where: str | None = None
    description: str = ""
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ViewOf:
    """What the contract of a view is made from: the product's full name, and its view."""

    product: str
    view: ConsumerView


@dataclass(frozen=True, slots=True)
class Contract:
    """One version of one product's contract.

    ``domain`` and ``tier`` are None where neither the name nor the file's place says.
    ``missing`` names the required parts the file lacks (a draft); ``todos`` the paths whose
    text is a TODO. ``place`` is the file, relative to the project, at the contract's first line.
    ``checksum`` is a SHA-256 over the contract's meaning: comments and layout do not count.
    ``kept`` is what its file says in a format that has more words than this model, as that format
    has it: nothing acts on it, and an export gives it back.
    ``views`` are made of this product for single consumers; the contract that follows for each of
    them says in ``view_of`` what it is made from.
    """

    table: str
    domain: str | None
    tier: str | None
    version: str
    owner: Owner
    columns: tuple[ContractColumn, ...]
    sla: Sla
    semantics: tuple[tuple[str, str], ...]
    place: Place
    format: str = "native"
    checksum: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    region: str | None = None
    retention_days: int | None = None
    row_rules: tuple[RowRule, ...] = ()
    checks: tuple[Check, ...] = ()
    quarantine: Quarantine = field(default_factory=Quarantine)
    deprecation: Deprecation | None = None
    access: Access = field(default_factory=Access)
    consumers_intended: tuple[str, ...] = ()
    delivery: str | None = None
    missing: tuple[str, ...] = ()
    todos: tuple[str, ...] = ()
    kept: Mapping[str, Any] = field(default_factory=dict, hash=False)
    views: tuple[ConsumerView, ...] = ()
    view_of: ViewOf | None = None

    @property
    def name(self) -> str:
        """The full name: ``<domain>.<tier>.<table>``, as much of it as is known."""
        return ".".join(part for part in (self.domain, self.tier, self.table) if part)

    @property
    def major(self) -> int:
        """The first number of the version."""
        return int(self.version.split(".")[0])
