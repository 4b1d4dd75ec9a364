"""What was compiled before, under circumstances that are the same today.

dbt compiles each model when its turn comes, and the gate must see them all before that. A model
need not be rendered for the gate again while everything its SQL is made of is as it was: its own
text and configuration, those of what it reads, all macros, variables, settings, the target, and
the environment variables it names. A model that reads the clock, the warehouse, or whatever else
answers differently each time, is rendered each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from dbt_treaty.files.sealed import read_sealed, write_sealed
from dbt_treaty_plugin.constant_text import environment_of
from dbt_treaty_plugin.dbt_internals import (
    Introspection,
    Invocation,
    environment_variable,
    surroundings,
    whole_node,
)

MEMORY_FILE = Path("dbt_treaty", "compiled.memory")  # in dbt's target folder
_FORM = b"compiled 2"
_OWN = "macro.dbt_treaty."  # our macros look at the running command only to refuse


class Compiled(msgspec.Struct, frozen=True, array_like=True):
    """One node's SQL: ``inlined`` has the id and SQL of each expression dbt wrote into it.

    ``environment`` names the variables it was made with, ``key`` is the digest of all it was
    made of, their values included.
    """

    key: bytes
    environment: tuple[str, ...]
    code: str
    inlined: tuple[tuple[str, str], ...]


_decoder = msgspec.msgpack.Decoder(dict[str, Compiled])


class CompileMemory:
    """The SQL of the nodes of one project, from the run before and for the next one."""

    def __init__(self, invocation: Invocation) -> None:
        self._manifest = invocation.manifest
        self._path = invocation.target / MEMORY_FILE
        self._shared = hashlib.blake2b(surroundings(invocation), digest_size=32).digest()
        self._marks: dict[str, bytes | None] = {}
        self._before = self._read()
        self._now: dict[str, Compiled] = {}
        self._made: dict[str, tuple[Any, Any, Introspection]] = {}
        # Before anything is compiled: that adds to what dbt knows of a node.
        for uid in (*self._manifest.nodes, *self._manifest.sources):
            self._mark(uid)

    def recall(self, node: Any) -> Compiled | None:
        """The node's SQL, where it would be compiled to the same today."""
        known = self._before.get(node.unique_id)
        if known is None or known.key != self._key(node, known.environment):
            return None
        self._now[node.unique_id] = known
        return known

    def keep(self, node: Any, compiled: Any, used: Introspection) -> None:
        """Take in what a node was compiled to, and what it used; ``write`` judges it."""
        self._made[node.unique_id] = node, compiled, used

    def write(self) -> None:
        """Leave for the next run what is known now and can't change unseen."""
        for uid, (node, compiled, _) in self._made.items():
            environment = self._environment(uid)
            key = None if environment is None else self._key(node, environment)
            if key is not None and environment is not None:
                inlined = tuple((cte.id, cte.sql) for cte in compiled.extra_ctes)
                self._now[uid] = Compiled(key, environment, compiled.compiled_code, inlined)
        if self._now != self._before:
            payload = msgspec.msgpack.encode(self._now)
            write_sealed(self._path, _FORM + self._shared, payload)

    def _read(self) -> dict[str, Compiled]:
        payload = read_sealed(self._path, _FORM + self._shared)
        try:
            return {} if payload is None else _decoder.decode(payload)
        except msgspec.MsgspecError:
            return {}

    def _environment(self, uid: str) -> tuple[str, ...] | None:
        """The environment variables that a node's SQL is made with; None where it may change."""
        if uid in self._now:
            return self._now[uid].environment
        if uid not in self._made:
            return None
        node, compiled, used = self._made[uid]
        # dbt renders an ephemeral model for its first reader only: ask the model itself.
        parts = [_named(self._texts(node, used)) if used.constant else None]
        parts += [self._environment(cte.id) for cte in compiled.extra_ctes]
        named = [part for part in parts if part is not None]
        return None if len(named) < len(parts) else tuple(dict.fromkeys(chain(*named)))

    def _texts(self, node: Any, used: Introspection) -> list[str]:
        macros = [uid for uid in sorted(used.macros) if not uid.startswith(_OWN)]
        return [node.raw_code, *(self._manifest.macros[uid].macro_sql for uid in macros)]

    def _key(self, node: Any, environment: tuple[str, ...]) -> bytes | None:
        mark = self._mark(node.unique_id)
        if mark is None:
            return None
        digest = hashlib.blake2b(self._shared + mark, digest_size=16)
        for parent in sorted(set(node.depends_on.nodes)):
            of_parent = self._mark(parent)
            if of_parent is None:
                return None
            digest.update(of_parent)
        for name in environment:
            digest.update(repr((name, environment_variable(name))).encode("utf-8", "surrogatepass"))
        return digest.digest()

    def _mark(self, uid: str) -> bytes | None:
        """A digest of a node or source; one that is written into its readers has its parents'."""
        if uid not in self._marks:
            self._marks[uid] = None  # a cycle has no mark
            self._marks[uid] = self._made_mark(uid)
        return self._marks[uid]

    def _made_mark(self, uid: str) -> bytes | None:
        node = self._manifest.nodes.get(uid) or self._manifest.sources.get(uid)
        if node is None:
            return None
        digest = hashlib.blake2b(whole_node(node), digest_size=16)
        if getattr(node.config, "materialized", None) == "ephemeral":
            for parent in sorted(set(node.depends_on.nodes)):
                of_parent = self._mark(parent)
                if of_parent is None:
                    return None
                digest.update(of_parent)
        return digest.digest()


def _named(texts: Iterable[str]) -> tuple[str, ...] | None:
    found = [environment_of(text) for text in texts]
    named = [names for names in found if names is not None]
    return None if len(named) < len(found) else tuple(dict.fromkeys(chain(*named)))
