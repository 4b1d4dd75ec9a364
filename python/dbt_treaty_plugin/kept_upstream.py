"""The relation that a tested model's rows can be counted against, as its compiled SQL shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dbt_treaty.lineage.kept_rows import kept_rows
from dbt_treaty_plugin.dbt_internals import Invocation, invocation_id, invocation_of
from dbt_treaty_plugin.last_judgement import LAST

# Models whose table is what their query gives, and nothing from before.
_MADE_ANEW = frozenset({"table", "view", "ephemeral"})


@dataclass(frozen=True, slots=True)
class Upstream:
    """The unique id of a relation, or the ``reason`` why none is known."""

    id: str = ""
    reason: str = ""


def kept_upstream(model: str, ref: Any) -> Upstream:
    """The relation farthest up of which the model (a unique id) keeps every row.

    ``ref`` is Jinja's own. What the gate compiled in this command is read, so that nothing is
    known where it did not run.
    """
    if LAST.invocation != invocation_id():
        return Upstream(reason="no reference is named, and no gate ran that could look for one")
    invocation = invocation_of(ref)
    found = _parent(model, invocation)
    while found.id:
        model, above = found.id, _parent(found.id, invocation)
        if not above.id or not _is_made_anew(invocation.manifest.nodes.get(model)):
            break
        found = above
    if found.reason:
        name = invocation.manifest.nodes[model].name
        reason = f"no reference is named, and nobody can tell which rows {name} keeps: "
        return Upstream(reason=reason + found.reason)
    return found


def _is_made_anew(node: Any) -> bool:
    return node is not None and node.config.materialized in _MADE_ANEW


def _parent(model: str, invocation: Invocation) -> Upstream:
    path = invocation.target / "dbt_treaty" / "compiled" / f"{model}.sql"
    if not path.is_file():
        return Upstream(reason="it could not be compiled ahead of its run")
    kept = kept_rows(path.read_text(encoding="utf-8"), invocation.adapter.type())
    if kept.reason:
        return Upstream(reason=kept.reason)
    wanted = (kept.schema.casefold(), kept.name.casefold())
    manifest = invocation.manifest
    for each in (*manifest.nodes.values(), *manifest.sources.values()):
        if wanted == _place(each) and each.unique_id != model:
            return Upstream(each.unique_id)
    return Upstream(reason=f"it reads {kept.name}, which dbt does not know")


def _place(node: Any) -> tuple[str, str]:
    name = getattr(node, "identifier", None) or getattr(node, "alias", None) or node.name
    if str(node.resource_type) not in ("model", "seed", "snapshot", "source"):
        return ("", "")
    return str(node.schema).casefold(), str(name).casefold()
