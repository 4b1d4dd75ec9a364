"""Looks for masks where nothing can apply them, before anything is built."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dbt_treaty_plugin.session_masks.bind import refusal

_MASK = re.compile(r"\bdbt_treaty_(sha256|tokenize|redact)\s*\(", re.IGNORECASE)
# Keep a query and not its result. What is not named here makes a table or fails: a view that is
# missed can't be read outside of dbt, and shows nothing.
_VIEWS = frozenset({"view", "materialized_view", "dynamic_table", "streaming_table"})


def refuse_masks(
    adapter: str, nodes: Mapping[str, Mapping[str, Any]], selected: Collection[str]
) -> str | None:
    """Why a run of the selected nodes (none: all) must not start, or None.

    ``nodes`` are the manifest's, by unique id, with ``compiled_code`` where they compiled.
    """
    masked = {
        uid: {each.lower() for each in _MASK.findall(node.get("compiled_code") or "")}
        for uid, node in nodes.items()
        if not selected or uid in selected
    }
    methods = set().union(*masked.values()) if masked else set()
    if not methods:
        return None
    views = [nodes[uid] for uid, found in masked.items() if found and _is_view(nodes[uid])]
    problems = [refusal(max(methods, key=_needs_key), adapter), _views_refusal(views)]
    return "\n\n".join(problem for problem in problems if problem) or None


def view_refusal(model: Mapping[str, Any] | None) -> str | None:
    """Why the node that is being compiled can't be masked, or None; ``model`` is Jinja's."""
    return _views_refusal([model]) if model and _is_view(model) else None


def _needs_key(method: str) -> bool:
    return method != "redact"


def _is_view(node: Mapping[str, Any]) -> bool:
    # Hooks and analyses call themselves views as well.
    kind, config = node.get("resource_type"), node.get("config") or {}
    return str(kind) == "model" and str(config.get("materialized")).lower() in _VIEWS


def _views_refusal(views: Collection[Mapping[str, Any]]) -> str | None:
    if not views:
        return None
    return "\n".join(
        (
            "dbt_treaty.mask: a view keeps the call of a mask and not its result, and its readers' "
            "sessions have neither the function nor the key:",
            *_places(views),
            "Build each of them as a table, an incremental model or a snapshot, or mask in a table "
            "that the view reads. An ephemeral model is masked where it is read.",
        )
    )


def _places(views: Collection[Mapping[str, Any]]) -> Iterator[str]:
    for view in sorted(views, key=lambda each: str(each.get("original_file_path"))):
        kind = view["config"]["materialized"]
        yield f"  {view.get('original_file_path')} ({view.get('name')}, materialized: {kind})"
