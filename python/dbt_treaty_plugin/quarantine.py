"""Has dbt publish the valid rows of a model, once the others are set aside.

The macros of the package do the work: ``set_rows_aside`` runs the model's query into a stage, as
the last hook before dbt builds, ``valid_rows`` is what dbt builds in the query's place, and
``check_published_rows`` counts, as the first hook after it. All three run in dbt's own transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dbt_treaty_plugin.dbt_internals import invocation_of

_PACKAGE = "dbt_treaty"


def quarantined_models(selected: Sequence[str], ref: Any) -> dict[str, list[str]]:
    """The models whose contract has a quarantine, by unique id: ``all``, and those ``selected``.

    Nothing selected means everything, as under ``dbt retry``.
    """
    nodes = invocation_of(ref).manifest.nodes
    found = sorted(uid for uid, node in nodes.items() if has_quarantine(node))
    wanted = set(selected)
    return {"all": found, "selected": [uid for uid in found if not wanted or uid in wanted]}


def has_quarantine(node: Any) -> bool:
    """Whether a node of dbt's is a model whose contract sets rows aside."""
    if str(node.resource_type) != "model":
        return False
    said: Any = getattr(node.config, "meta", None)
    for key in (_PACKAGE, "contract", "v1", "quarantine", "enabled"):
        said = said.get(key) if isinstance(said, Mapping) else None
    return said is True


def set_aside(node: Any, context: dict[str, Any]) -> None:
    """Put the hooks around a quarantined model, and the valid rows in the place of its query."""
    macros = context.get(_PACKAGE)
    if not has_quarantine(node) or not isinstance(macros, Mapping):
        return
    context["treaty_query"] = context["compiled_code"]
    context["treaty_run"] = {}
    context["compiled_code"] = context["sql"] = macros["valid_rows"]()
    context["pre_hooks"] = [*(context["pre_hooks"] or ()), _hook("set_rows_aside")]
    context["post_hooks"] = [_hook("check_published_rows"), *(context["post_hooks"] or ())]


def _hook(macro: str) -> dict[str, Any]:
    return {"sql": f"{{{{ {_PACKAGE}.{macro}() }}}}", "transaction": True}
