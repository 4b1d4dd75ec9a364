"""The SQL that runs beside the models' queries, and what it does to their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

import msgspec
from msgspec.structs import replace

from dbt_treaty.column_graph.hook_text import HookText, hook_text
from dbt_treaty.column_graph.statements import statements
from dbt_treaty.column_graph.twins import Twins
from dbt_treaty.lineage.effect import OPEN_NAME, Statement
from dbt_treaty.lineage.model import OutputColumn, QueryLineage
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.project.model import Project, Resource

_OURS = "dbt_treaty"  # the package's own hook is the gate
_JINJA = re.compile(r"\{[{%]")  # what is left of it nobody can read
REASON = "dynamic SQL in "


class Beside(msgspec.Struct, frozen=True):
    """A statement of a hook or an SQL header that does something or reads something.

    ``owner`` is the unique id of the model it stands at, or of the on-run hook; ``kind`` says when
    it runs (``pre_hook``, ``post_hook``, ``sql_header``, ``on-run-start``, ``on-run-end``).
    """

    owner: str
    kind: str
    statement: Statement

    @property
    def written(self) -> str | None:
        """The unique id of the resource that it writes into, where it does."""
        target = self.statement.target if self.statement.effect == "writes" else None
        return target.relation if target else None

    @property
    def reason(self) -> str:
        """Why what it may write into is not resolved."""
        return f"{REASON}{_article(self.kind)} ({self.statement.text})"

    @property
    def suspects(self) -> tuple[str, ...]:
        """What the values that it writes may come from."""
        found = (read.relation for read in self.statement.reads)
        return tuple(sorted({relation for relation in found if relation is not None}))


def read_beside(project: Project, relations: Relations, twins: Twins) -> tuple[Beside, ...]:
    """Every such statement of a project, those that grant, index and tidy up left out."""
    return tuple(_Reader(project, relations, twins).read())


def overwritten(
    lineages: Mapping[str, QueryLineage], beside: Iterable[Beside]
) -> dict[str, QueryLineage]:
    """The lineages of the models that statements write into, with those columns not resolved."""
    changed: dict[str, QueryLineage] = {}
    for each in beside:
        id_ = each.written
        if id_ is not None and id_ in lineages:
            query = changed.get(id_) or lineages[id_]
            changed[id_] = replace(query, columns=tuple(_written(query.columns, each)))
    return changed


def _article(kind: str) -> str:
    return f"an {kind}" if kind.startswith(("on-", "sql_")) else f"a {kind}"


def _written(columns: Iterable[OutputColumn], each: Beside) -> Iterator[OutputColumn]:
    named = each.statement.columns
    open_ = {name.casefold(): name for name in named or ()}
    for column in columns:
        if named is not None and column.name.casefold() not in open_:
            yield column
            continue
        open_.pop(column.name.casefold(), None)
        reason = column.reason or each.reason
        whole = tuple(sorted({*column.suspects, *each.suspects}))
        yield replace(column, reason=reason, suspects=whole)
    for name in open_.values():
        yield OutputColumn(name, reason=each.reason, suspects=each.suspects)


class _Reader:
    def __init__(self, project: Project, relations: Relations, twins: Twins) -> None:
        self._project = project
        self._relations = relations
        self._twins = twins

    @cached_property
    def _called(self) -> dict[tuple[str, ...], list[str]]:
        """The resources of each name; few projects have a hook that asks for one."""
        called: dict[tuple[str, ...], list[str]] = {}
        for each in self._project.resources.values():
            for name in _names(each):
                called.setdefault(name, []).append(each.id)
        return called

    def read(self) -> Iterator[Beside]:
        for resource in self._project.resources.values():
            for side in resource.beside:
                this = (resource.id, resource.relation)
                text = hook_text(side.text, this, _Find(self._called, resource))
                yield from self._statements(resource.id, side.kind, text)
        for hook in self._project.hooks:
            if hook.package != _OURS:
                text = hook_text(hook.text, None, _Find(self._called, None))
                yield from self._statements(hook.id, hook.kind, text)

    def _statements(self, owner: str, kind: str, text: HookText) -> Iterator[Beside]:
        adapter = self._project.adapter
        if _does_nothing(text.sql, adapter):
            return
        names = {word: self._twins.of(id_) for word, id_ in text.names.items()}
        for each in statements(text.sql, adapter, self._relations, names):
            shown = text.as_written(each.text)
            if _JINJA.search(each.text) or self._is_anywhere(each):
                yield Beside(owner, kind, Statement(shown, "dynamic", reads=each.reads))
            elif each.effect != "none" or each.reads:
                yield Beside(owner, kind, replace(each, text=shown))

    def _is_anywhere(self, statement: Statement) -> bool:
        """Whether it writes into a table that is only known when it runs, or may be several."""
        target = statement.target
        if statement.effect != "writes" or target is None or target.relation is not None:
            return False
        parts = tuple(target.name.lower().split("."))
        fits = (_place(each)[-len(parts) :] == parts for each in self._project.resources.values())
        return OPEN_NAME in target.name.lower() or any(fits)


def _place(resource: Resource) -> tuple[str, ...]:
    at = resource.relation
    parts = (at.database, at.schema, at.identifier) if at else ()
    return tuple((part or "").lower() for part in parts)


class _Find:
    """Finds what ``ref()`` and ``source()`` mean in one model's hooks."""

    def __init__(
        self, called: Mapping[tuple[str, ...], list[str]], reader: Resource | None
    ) -> None:
        self._called = called
        self._parents = reader.parents if reader else ()

    def __call__(self, kind: str, arguments: tuple[str, ...], version: str | None) -> str | None:
        found = self._called.get((kind, *arguments), [])
        if version is not None:
            found = [each for each in found if each.endswith(f".v{version}")]
        if len(found) > 1:
            found = [each for each in found if each in self._parents]
        return found[0] if len(found) == 1 else None


def _names(resource: Resource) -> Iterator[tuple[str, ...]]:
    if resource.kind == "source":
        _, _, source, table = f"{resource.id}...".split(".", 3)
        yield ("source", source, table.rstrip("."))
    else:
        yield ("ref", resource.name)
        yield ("ref", resource.package, resource.name)


@lru_cache(maxsize=256)  # a project says one thing of all its models
def _does_nothing(sql: str, adapter: str) -> bool:
    if _JINJA.search(sql):
        return False
    told = statements(sql, adapter, Relations(()), {})
    return not any(each.effect != "none" or each.reads for each in told)
