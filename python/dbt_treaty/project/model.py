"""A dbt project as the checks see it: resources, who owns them, and what they promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract

_EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a properties file declares it; ``data_type`` in the warehouse's words."""

    name: str
    data_type: str | None = None
    tags: frozenset[str] = frozenset()
    constraints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationName:
    """Where a resource lives in the warehouse."""

    database: str | None
    schema: str | None
    identifier: str


@dataclass(frozen=True, slots=True)
class Generated:
    """What ``sync`` wrote for a model, as the manifest brings it back.

    ``config`` is the model's config as sync generated it (access, group, materialization …),
    ``checksum`` the contract's, ``body`` the generated file's own, ``patch`` the file's path.
    """

    checksum: str
    body: str
    config: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)


@dataclass(frozen=True, slots=True)
class Resource:
    """A model, seed, snapshot or source.

    ``path`` is relative to its package's root; ``in_root`` tells whether that is the project
    being checked. ``patch_path`` is written as dbt does: ``<package>://<path>``. ``compiled`` is
    None where dbt wrote no compiled SQL, and ``uncompiled`` then may hold the reason. ``relation``
    is None for what has none (ephemeral models). ``other_names`` are further relations that stand
    for it (deferred ones). ``columns`` keeps the declared order. ``catalogued`` has the columns
    and types that dbt's catalog found in the warehouse. ``inlined`` has the common table
    expressions that dbt put into ``compiled``: the ephemeral model's id and the text. ``rendered``
    is the text that stands for a relation in SQL where that is no plain name (a file).
    ``root_path`` is the folder a seed's ``path`` is relative to, where dbt wrote it.
    """

    id: str
    kind: str
    name: str
    package: str
    path: str
    in_root: bool = True
    patch_path: str | None = None
    relation: RelationName | None = None
    other_names: tuple[RelationName, ...] = ()
    language: str = "sql"
    raw: str = ""
    compiled: str | None = None
    uncompiled: str | None = None
    columns: Mapping[str, Column] = field(default_factory=lambda: _EMPTY)
    parents: tuple[str, ...] = ()
    config: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)
    tags: frozenset[str] = frozenset()
    domain: str | None = None
    tier: str | None = None
    region: str | None = None
    version: str | None = None
    access: str | None = None
    group: str | None = None
    contract_enforced: bool = False
    contract: Contract | None = None
    generated: Generated | None = None
    meta: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)
    catalogued: Mapping[str, str | None] = field(default_factory=lambda: _EMPTY)
    inlined: tuple[tuple[str, str], ...] = ()
    rendered: str | None = None
    root_path: str | None = None

    @property
    def is_public(self) -> bool:
        """Whether other domains may read it: the product tier, and the platform's curated one."""
        return self.tier == "product" or (self.domain == "platform" and self.tier == "curated")


@dataclass(frozen=True, slots=True)
class Project:
    """Everything the checks read. ``root`` is the project's folder, for messages only."""

    name: str
    adapter: str
    resources: Mapping[str, Resource]
    configuration: Configuration
    root: str = "."
