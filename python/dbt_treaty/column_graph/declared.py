"""The lineage of a model whose code nobody can read: as it declares it, where it does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.column_graph.settle import unread
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage
from dbt_treaty.project.model import DeclaredEdge, DeclaredLineage, Resource
from dbt_treaty.vocabulary.read import read_vocabulary

_NO_MASK = "none"  # what a configuration says of a function to take its mask off


@dataclass(frozen=True, slots=True)
class Parent:
    """What a model depends on. ``columns`` is None where there may be others than are known."""

    resource: Resource
    columns: Collection[str] | None


class _NotBelieved(Exception):  # noqa: N818 - says what is declared, not that something broke
    pass


def mask_functions(configuration: Configuration) -> frozenset[str]:
    """The functions that are masks: the shipped ones and the project's own."""
    shipped = {name: mask.name for name, mask in read_vocabulary().masks.items()}
    masks = {**shipped, **configuration.masks}
    return frozenset(name for name, mask in masks.items() if mask != _NO_MASK)


def declared_query(
    model: Resource, parents: Collection[Parent], masks: Collection[str]
) -> QueryLineage:
    """The lineage that a model declares for itself, as far as it can be believed.

    A column that it does not declare, or in a way that can't be, may come from anything it depends
    on. A mask is nothing to declare: it counts where SQL applies it.

    Args:
        model: a model in another language than SQL.
        parents: what it depends on.
        masks: the functions that are masks.
    """
    language, told = f"{model.language} model", model.lineage
    if told is None:
        return unread(model, language)
    if told.problem is not None:
        return unread(model, f"{language}: {told.problem}")
    columns = [*_told(told, model, parents, masks)]
    listed = {column.name.casefold() for column in columns}
    columns += [
        _unknown(name, language, model) for name in model.columns if name.casefold() not in listed
    ]
    if not told.complete:
        problem = told.problems.get(OTHERS)
        reason = f"{language}: {problem}" if problem else language
        columns.append(_unknown(OTHERS, reason, model))
    return QueryLineage(tuple(columns), complete=told.complete)


def _told(
    told: DeclaredLineage, model: Resource, parents: Collection[Parent], masks: Collection[str]
) -> Iterator[OutputColumn]:
    spelled = _spellings(parents)
    for name, edges in told.columns.items():
        try:
            found = sorted({_edge(each, spelled, masks) for each in edges})
        except _NotBelieved as problem:
            yield _unknown(name, f"{model.language} model: {problem}", model)
        else:
            yield OutputColumn(name, tuple(found))
    for name, reason in told.problems.items():
        if name != OTHERS:
            yield _unknown(name, f"{model.language} model: {reason}", model)


def _unknown(name: str, reason: str, model: Resource) -> OutputColumn:
    return OutputColumn(name, reason=reason, suspects=tuple(sorted(model.parents)))


def _edge(
    told: DeclaredEdge, spelled: Mapping[str, Collection[Parent]], masks: Collection[str]
) -> Edge:
    for transform in told.transforms:
        if transform in masks:
            raise _NotBelieved(f"`{transform}` is a mask, and no declaration can apply one")
    parent, column = _parent(told.parent, spelled)
    known = parent.columns
    if known is not None:
        folded = {name.casefold() for name in known}
        if not folded & {column.casefold(), column.casefold().partition(".")[0]}:
            raise _NotBelieved(f"`{told.parent}` is declared, and there is no such column")
    return Edge(ColumnRef(parent.resource.id, column), told.evolution, told.transforms)


def _parent(written: str, spelled: Mapping[str, Collection[Parent]]) -> tuple[Parent, str]:
    """The parent and the rest of a dotted text: the longest name that stands at its begin."""
    parts = written.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        found = spelled.get(".".join(parts[:cut]).casefold(), ())
        if len(found) > 1:
            raise _NotBelieved(f"`{written}` is declared, and may be of several parents")
        for parent in found:
            return parent, ".".join(parts[cut:])
    raise _NotBelieved(f"`{written}` is declared, and is of nothing that the model depends on")


def _spellings(parents: Collection[Parent]) -> dict[str, list[Parent]]:
    """Each parent by every name it goes by: the shorter ones may be shared."""
    spelled: dict[str, list[Parent]] = {}
    for parent in parents:
        resource = parent.resource
        _, _, whole = resource.id.partition(".")
        _, _, inside = whole.partition(".")
        names = {resource.name, inside, whole, resource.id, f"{resource.package}.{resource.name}"}
        for name in {name.casefold() for name in names}:
            spelled.setdefault(name, []).append(parent)
    return spelled
