"""Names that stand for relations which compiled SQL does not name.

dbt writes an ephemeral model's SQL into its readers as a common table expression, and some adapters
write a file in a source's place. Read as they stand, what such a relation declares (its tags)
would be lost on the way; so a plain name is put there before the SQL is analysed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dbt_treaty.project.model import Project, Resource

_LINE = "\n"


@dataclass(frozen=True, slots=True)
class StandIns:
    """A name for each relation that needs one, by unique id."""

    names: Mapping[str, str]

    def put(self, reader: Resource, resources: Mapping[str, Resource]) -> tuple[str, list[str]]:
        """The reader's compiled SQL, as many lines as before, with every stand-in in place.

        The second value lists the ephemeral parents that are in it, but not as dbt-core writes
        them.
        """
        sql, lost = reader.compiled or "", []
        for parent, written in reader.inlined:
            # What only another expression reads went away with that one's body.
            name = self.names.get(parent) if parent in reader.parents else None
            sql = sql.replace(written, _without_body(written, name), 1)
        inlined = {parent for parent, _ in reader.inlined}
        for parent in reader.parents:
            if parent not in self.names or parent in inlined:
                continue
            resource = resources[parent]
            if resource.rendered is not None:
                sql = sql.replace(resource.rendered, self.names[parent])
            elif _is_in(sql, resource):
                lost.append(parent)
        return sql, lost


def stand_ins(project: Project) -> StandIns:
    """The stand-ins of a project: its ephemeral models and its sources that are files."""
    needing = [
        each.id
        for each in project.resources.values()
        if (each.relation is None and each.kind == "model") or each.rendered is not None
    ]
    return StandIns({each: f"__dbt_treaty__{_short(each)}" for each in sorted(needing)})


def _short(identifier: str) -> str:
    """A name that stays when other models come and go: the SQL with it in is remembered."""
    return hashlib.blake2b(identifier.encode(), digest_size=8).hexdigest()


def _without_body(written: str, name: str | None) -> str:
    """A common table expression as dbt.compilation writes it, reading ``name`` alone."""
    head, opening, body = written.partition(" as (\n")
    query = f"select * from {name}" if name else "select 1"  # noqa: S608 - is read, never run
    # As many lines as before: findings count them.
    return f"{head} as ({_LINE * (body.count(_LINE) + 1)}{query})" if opening else written


def _is_in(sql: str, ephemeral: Resource) -> bool:
    named = re.search(rf"\b__dbt__cte__{re.escape(ephemeral.name)}(?:_v\w+)?\b", sql)
    return bool(named) or (ephemeral.compiled is not None and ephemeral.compiled.strip() in sql)
