"""Each model's and snapshot's SQL before dbt runs any, or the reason why it can't be known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbt_treaty_plugin.compile_memory import Compiled, CompileMemory
from dbt_treaty_plugin.dbt_internals import Compiling, Introspection, Invocation

_KINDS = frozenset({"model", "snapshot"})


def compiled_nodes(invocation: Invocation, *, remember: bool = True) -> dict[str, dict[str, Any]]:
    """What manifest.json has of compiled SQL, by unique id, for every node that is SQL.

    Either ``compiled_code`` and ``extra_ctes``, or ``uncompiled``: the reason. What was compiled
    before and can't have changed since is not compiled again; ``remember`` leaves it for the next
    run, which nobody may do while dbt's own threads compile the same nodes.
    """
    memory = CompileMemory(invocation)
    nodes = {uid: node for uid, node in invocation.manifest.nodes.items() if _is_sql(node)}
    with Compiling(invocation) as compiling:
        made = {uid: _sql(node, compiling, memory) for uid, node in nodes.items()}
    if remember:
        memory.write()
    return {uid: _unless_inlined(entry, made) for uid, entry in made.items()}


def _is_sql(node: Any) -> bool:
    return str(node.resource_type) in _KINDS and getattr(node, "language", "sql") == "sql"


def _sql(node: Any, compiling: Compiling, memory: CompileMemory) -> dict[str, Any]:
    known = memory.recall(node)
    if known is not None:
        return _entry(known)
    try:
        compiled, used = compiling.node(node)
    except Exception as error:  # a model's Jinja may raise anything; the reason is reported
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        return {"uncompiled": lines[1] if len(lines) > 1 else (lines or [repr(error)])[0]}
    if _depends_on_the_warehouse(node, used):
        asked = ", ".join(sorted(set(used.asked)))
        return {
            "uncompiled": f"its SQL depends on what the warehouse holds while dbt runs ({asked}), "
            "which this build may change"
        }
    memory.keep(node, compiled, used)
    inlined = tuple((cte.id, cte.sql) for cte in compiled.extra_ctes)
    return _entry(Compiled(b"", (), compiled.compiled_code, inlined))


def _depends_on_the_warehouse(node: Any, used: Introspection) -> bool:
    built = any(not parent.startswith("source.") for parent in node.depends_on.nodes)
    return bool(used.asked) and built


def _entry(known: Compiled) -> dict[str, Any]:
    inlined = [{"id": uid, "sql": sql} for uid, sql in known.inlined]
    return {"compiled_code": known.code, "extra_ctes": inlined}


def _unless_inlined(entry: dict[str, Any], made: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """dbt renders an ephemeral model for its first reader: what it asked holds for them all."""
    for cte in entry.get("extra_ctes", ()):
        reason = made.get(cte["id"], {}).get("uncompiled")
        if reason is not None:
            return {"uncompiled": f"{cte['id']} is written into it, and {reason}"}
    return entry
