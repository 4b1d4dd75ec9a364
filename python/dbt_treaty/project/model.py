"""A dbt project as the checks see it: resources, who owns them, and what they promise.

What there are thousands of is a msgspec struct and no dataclass: it is made in a fraction of the
time. None is part of a cycle, so the garbage collector need not know columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.public_tier import is_public
from dbt_treaty.project.runs import Runs

_EMPTY: Mapping[str, Any] = MappingProxyType({})


class Column(msgspec.Struct, frozen=True, gc=False):
    """A column as a properties file declares it; ``data_type`` in the warehouse's words."""

    name: str
    data_type: str | None = None
    tags: frozenset[str] = frozenset()
    constraints: tuple[str, ...] = ()


class RelationName(msgspec.Struct, frozen=True, gc=False):
    """Where a resource lives in the warehouse."""

    database: str | None
    schema: str | None
    identifier: str


class SideSql(msgspec.Struct, frozen=True):
    """SQL that runs beside a model's query, as it is written, with its Jinja.

    ``kind`` is ``pre_hook``, ``post_hook`` or ``sql_header``.
    """

    kind: str
    text: str


class RunHook(msgspec.Struct, frozen=True):
    """SQL that runs before or after everything else, as it is written, with its Jinja.

    ``kind`` is ``on-run-start`` or ``on-run-end``; ``path`` is relative to its package's root.
    """

    id: str
    kind: str
    package: str
    path: str
    text: str
    in_root: bool = True


class Function(msgspec.Struct, frozen=True):
    """A function that dbt makes in the warehouse; ``text`` is its body, with its Jinja.

    ``parents`` are the resources, ``functions`` the functions that it refers to.
    """

    id: str
    language: str
    text: str
    parents: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()


class DeclaredEdge(msgspec.Struct, frozen=True):
    """A way from a parent's column, as a model declares it.

    ``parent`` is written as ``model.column`` or ``source.table.column``; ``evolution`` and
    ``transforms`` mean what they do in ``lineage.Edge``.
    """

    parent: str
    evolution: Literal["copy", "mod", "scan"]
    transforms: tuple[str, ...] = ()


class DeclaredLineage(msgspec.Struct, frozen=True):
    """The lineage that a model declares for itself.

    ``problems`` says of a column what is wrong with its lineage, ``problem`` of all of it;
    ``complete`` tells that the model says it has no other columns.
    """

    columns: Mapping[str, tuple[DeclaredEdge, ...]] = msgspec.field(default_factory=dict)
    problems: Mapping[str, str] = msgspec.field(default_factory=dict)
    complete: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Generated:
    """What ``sync`` wrote for a model, as the manifest brings it back.

    ``config`` is the model's config as sync generated it (access, group, materialization …),
    ``checksum`` the contract's, ``body`` the generated file's own, ``patch`` the file's path.
    """

    checksum: str
    body: str
    config: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)


class Resource(msgspec.Struct, frozen=True):
    """A model, seed, snapshot or source.

    ``path`` is relative to its package's root; ``in_root`` tells whether that is the project
    being checked. ``patch_path`` is written as dbt does: ``<package>://<path>``. ``compiled`` is
    None where dbt wrote no compiled SQL, and ``uncompiled`` then may hold the reason. ``relation``
    is None for what has none (ephemeral models). ``other_names`` are further relations that stand
    for it (deferred ones). ``columns`` keeps the declared order. ``catalogued`` has the columns
    and types that dbt's catalog found in the warehouse. ``inlined`` has the common table
    expressions that dbt put into ``compiled``: the ephemeral model's id and the text. ``rendered``
    is the text that stands for a relation in SQL where that is no plain name (a file).
    ``config`` has what some check asks for (``wire.Config``), null left out.
    ``root_path`` is the folder a seed's ``path`` is relative to, where dbt wrote it. ``lineage``
    is what its meta declares; it is read of models that are not SQL. ``beside`` is what runs
    beside its query; ``functions`` are those of the project that it calls, by unique id.
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
    columns: Mapping[str, Column] = msgspec.field(default_factory=dict)
    parents: tuple[str, ...] = ()
    config: Mapping[str, Any] = msgspec.field(default_factory=dict)
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
    meta: Mapping[str, Any] = msgspec.field(default_factory=dict)
    catalogued: Mapping[str, str | None] = msgspec.field(default_factory=dict)
    inlined: tuple[tuple[str, str], ...] = ()
    rendered: str | None = None
    root_path: str | None = None
    lineage: DeclaredLineage | None = None
    beside: tuple[SideSql, ...] = ()
    functions: tuple[str, ...] = ()

    @property
    def is_external(self) -> bool:
        """Whether another project builds it, and dbt only knows where it lies."""
        return self.kind == "model" and not self.path and self.compiled is None

    @property
    def is_public(self) -> bool:
        """Whether other domains may read it."""
        return is_public(self.domain, self.tier)


@dataclass(frozen=True, slots=True)
class Project:
    """Everything the checks read. ``root`` is the project's folder, for messages only.

    ``hooks`` are the on-run hooks of the project and its packages, ``functions`` by unique id those
    that dbt makes in the warehouse. ``target`` is the name of dbt's target, None where nothing
    tells it; ``runs`` what dbt's last command said of each node, where some check asks for it.
    ``outdated`` are the models whose file is another one than dbt compiled, by unique id.
    """

    name: str
    adapter: str
    resources: Mapping[str, Resource]
    configuration: Configuration
    root: str = "."
    hooks: tuple[RunHook, ...] = ()
    functions: Mapping[str, Function] = field(default_factory=lambda: _EMPTY)
    target: str | None = None
    runs: Runs | None = None
    outdated: tuple[str, ...] = ()

    @property
    def regions(self) -> tuple[str, ...]:
        """Where it computes, sorted: as a rule one region, none where nothing says it.

        Where the region depends on dbt's target and that is not known, it is every region that it
        may be: whoever judges has to judge by each.
        """
        configuration = self.configuration
        if configuration.compute_region is not None:
            return (configuration.compute_region,)
        by_target = configuration.compute_regions
        if self.target is None:
            return tuple(sorted(set(by_target.values())))
        return (by_target[self.target],) if self.target in by_target else ()
