"""Nodes compiled in process, and what each asked the warehouse meanwhile."""

from __future__ import annotations

import copy
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from dbt.clients.jinja import MacroStack
from dbt.compilation import Compiler
from dbt.context.providers import RuntimeRefResolver

from dbt_treaty_plugin.dbt_internals.seams import Invocation

# What of an adapter answers from the warehouse's state, and what it says of it.
_ASKING = {
    "add_query": "a query",
    "already_exists": "already_exists",
    "check_schema_exists": "check_schema_exists",
    "execute": "a query",
    "get_column_schema_from_query": "a query",
    "get_columns_in_relation": "get_columns_in_relation",
    "get_columns_in_table": "get_columns_in_table",
    "get_missing_columns": "get_missing_columns",
    "get_relation": "get_relation",
    "run_sql_for_tests": "a query",
}
# What answers alike whenever it is asked: how a name is quoted, a type or a constraint spelled.
_CONSTANT = frozenset(
    {
        "convert_datetimes_to_strs",
        "convert_type",
        "escape_sql_string",
        "get_binding_char",
        "get_incremental_strategy_macro",
        "quote",
        "quote_as_configured",
        "quote_seed_column",
        "render_raw_columns_constraints",
        "render_raw_model_constraints",
        "standardize_grants_dict",
        "valid_incremental_strategies",
        "warn_once",
    }
)


# Under `--defer`, ref() itself asks which of a parent's two names is there: either is the parent's.
_REF = RuntimeRefResolver.create_relation.__code__


@dataclass
class Introspection:
    """What one node used of the adapter while it was compiled.

    ``asked``: questions to the warehouse, other than for the node's own relation. ``constant``:
    nothing was used that could answer otherwise another time. ``macros``: the unique ids of those
    that ran, called by name or found while running.
    """

    asked: list[str] = field(default_factory=list)
    constant: bool = True
    macros: set[str] = field(default_factory=set)


class Compiling:
    """Compiles nodes while it is open (a context manager), and watches the adapter for each."""

    def __init__(self, invocation: Invocation) -> None:
        self._manifest = invocation.manifest
        self._adapter = invocation.adapter
        self._compiler = Compiler(invocation.config)
        self._here = threading.get_ident()
        self._seen: Introspection | None = None
        self._place: tuple[str, str] = ("", "")
        self._watched: list[str] = []
        self._push = MacroStack.push

    def node(self, node: Any) -> tuple[Any, Introspection]:
        """Compile a copy of a node in process, writing nothing.

        Returns the compiled copy and what it used of the adapter. Raises what dbt raises.
        """
        seen = self._seen = Introspection()
        self._place = (node.schema, getattr(node, "alias", node.name))
        try:
            compiled = self._compiler.compile_node(
                _uncompiled(node), self._manifest, {}, write=False
            )
        finally:
            self._seen = None
        return compiled, seen

    def __enter__(self) -> Compiling:
        adapter = self._adapter
        for name in sorted(adapter._available_ - _CONSTANT):
            if callable(getattr(type(adapter), name, None)):
                setattr(adapter, name, self._watcher(name, getattr(adapter, name)))
                self._watched.append(name)
        push = self._push

        def noting(stack: Any, name: str) -> None:
            if self._seen is not None and threading.get_ident() == self._here:
                self._seen.macros.add(name)
            push(stack, name)

        MacroStack.push = noting
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        MacroStack.push = self._push
        while self._watched:
            delattr(self._adapter, self._watched.pop())

    def _watcher(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def watching(*args: Any, **kwargs: Any) -> Any:
            seen = self._seen
            # `dbt compile` has other threads at work.
            if seen is None or threading.get_ident() != self._here:
                return original(*args, **kwargs)
            seen.constant = False
            by_ref = sys._getframe(1).f_code is _REF
            if name in _ASKING and not by_ref and self._about(name, args, kwargs) != self._place:
                seen.asked.append(_ASKING[name])
            self._seen = None  # what one question asks on its way is that question
            try:
                return original(*args, **kwargs)
            finally:
                self._seen = seen

        return watching

    def _about(self, name: str, args: Any, kwargs: Any) -> tuple[object, object] | None:
        """The relation a question is about: a node may ask for its own.

        ``is_incremental()`` asks whether the node's table exists, which no other node can change.
        """
        if name == "get_relation":
            given = dict(zip(("database", "schema", "identifier"), args, strict=False)) | kwargs
            return given.get("schema"), given.get("identifier")
        if name == "get_columns_in_relation":
            relation = args[0] if args else kwargs.get("relation")
            return getattr(relation, "schema", None), getattr(relation, "identifier", None)
        return None


def _uncompiled(node: Any) -> Any:
    """A copy as the parser left it: `dbt compile` has other threads compiling at the same time.

    dbt writes no ephemeral model into a node that says it has them already.
    """
    fresh = copy.deepcopy(node)
    fresh.compiled = fresh.extra_ctes_injected = False
    fresh.compiled_code = fresh._pre_injected_sql = None
    fresh.extra_ctes = []
    return fresh
