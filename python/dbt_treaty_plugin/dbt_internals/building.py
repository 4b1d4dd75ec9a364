"""Where dbt hands a model to its materialization: one seam, with its reason.

A materialization reads the model's query, and the hooks to run around it, from a Jinja context that
``generate_runtime_model_context`` makes for this one model after it was compiled. Changing them
there leaves dbt's own materializations, ``is_incremental()``, the compiled file and the manifest as
they are. A materialization of ours under another name could do none of that: dbt's macros compare
the name with ``incremental``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbt.task import run as run_task

Context = dict[str, Any]
_BEFORE_BUILDING: list[Callable[[Any, Context], None]] = []


def before_building(act: Callable[[Any, Context], None]) -> None:
    """Call ``act(node, context)`` before dbt builds a node; it may change the context."""
    if not _BEFORE_BUILDING:
        original = run_task.generate_runtime_model_context

        def generate(model: Any, *rest: Any, **named: Any) -> Context:
            context: Context = original(model, *rest, **named)
            for each in _BEFORE_BUILDING:
                each(model, context)
            return context

        run_task.generate_runtime_model_context = generate
    if act not in _BEFORE_BUILDING:
        _BEFORE_BUILDING.append(act)
