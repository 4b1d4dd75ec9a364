"""Where dbt lets go of its objects: three seams, each with its reason.


- Jinja reaches Python only through ``modules``, a dictionary that
  ``dbt.context.base.get_context_modules`` builds anew for each context. dbt offers plugins no other
  way in, so that function is wrapped.
- A mask's key belongs to the session and not to SQL text. ``LazyHandle.resolve`` is where every
  adapter opens a connection, whichever thread asks, so it is wrapped.
- The manifest and configuration of the running command hang on Jinja's own ``ref``: it is an object
  of dbt's that looks names up in them. Click's context has them too, but not under ``dbt retry``,
  which parses anew, nor in the threads in which ``dbt compile`` renders hooks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbt.adapters.contracts.connection import LazyHandle
from dbt.adapters.factory import get_adapter
from dbt.context import base as context_base
from dbt_common.exceptions import CompilationError
from dbt_common.invocation import get_invocation_id

_OFFERED: dict[str, Mapping[str, object]] = {}
_AFTER_OPENING: list[Callable[[str, Any], None]] = []


@dataclass(frozen=True)
class Invocation:
    """The running dbt command: its manifest and configuration, dbt's own objects."""

    manifest: Any
    config: Any

    @property
    def root(self) -> Path:
        """The project's folder."""
        return Path(self.config.project_root)

    @property
    def target(self) -> Path:
        """The folder that artifacts of this command go to."""
        return Path(self.config.project_target_path)

    @property
    def adapter(self) -> Any:
        """The adapter of this command."""
        return get_adapter(self.config)


def refuse(message: str) -> CompilationError:
    """The exception that ends a dbt command with a message and no traceback."""
    return CompilationError(message)


def offer_to_jinja(name: str, module: Mapping[str, object]) -> None:
    """Make ``modules.<name>`` known to Jinja."""
    if not _OFFERED:
        original = context_base.get_context_modules

        def with_ours() -> dict[str, Any]:
            return {**original(), **_OFFERED}

        context_base.get_context_modules = with_ours
    _OFFERED[name] = module


def after_opening(act: Callable[[str, Any], None]) -> None:
    """Call ``act(adapter type, handle)`` on every connection once it is open."""
    if not _AFTER_OPENING:
        original = LazyHandle.resolve

        def resolve(self: Any, connection: Any) -> Any:
            opened = original(self, connection)
            for each in _AFTER_OPENING:
                each(opened.type, opened.handle)
            return opened

        LazyHandle.resolve = resolve
    if act not in _AFTER_OPENING:
        _AFTER_OPENING.append(act)


def invocation_id() -> str:
    """dbt's id of the running command, as its artifacts carry it."""
    return str(get_invocation_id())


def invocation_of(ref: Any) -> Invocation:
    """The running command, from the ``ref`` of any Jinja context that dbt renders while it runs.

    Raises ``CompilationError`` where dbt does not show its manifest: without one nothing can be
    judged, and what can't be judged is refused.
    """
    manifest, config = getattr(ref, "manifest", None), getattr(ref, "config", None)
    if not hasattr(manifest, "nodes") or not hasattr(config, "project_target_path"):
        raise refuse(
            "dbt-treaty cannot see the running command's manifest, so nothing can be judged; "
            "this dbt may be newer than the tested range (dbt-core >=1.9,<1.13)"
        )
    return Invocation(manifest, config)
