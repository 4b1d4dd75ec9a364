"""What can change about the views of a product, and about what a view's contract is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbt_treaty.contracts.model import ConsumerView, ViewOf
from dbt_treaty.evolution.change import Found
from dbt_treaty.evolution.spelling import named, same


def view_changes(old: Sequence[ConsumerView], new: Sequence[ConsumerView]) -> Iterator[Found]:
    """Views that come, go and stay: what changed about one that stays, its own contract tells."""
    before = {view.name.lower(): view for view in old}
    after = {view.name.lower(): view for view in new}
    for key, view in {**before, **after}.items():
        part = f"views.{view.name}"
        if key not in before:
            told = f"the view {view.name} for {view.consumer} is new"
            yield Found("view-added", part, told, line=view.line)
        elif key not in after:
            yield Found("view-dropped", part, f"the view {view.name} for {view.consumer} is gone")
        elif not same(before[key], view):
            yield Found("view-changed", part, f"the view {view.name} is another", line=view.line)


def source_changes(old: ViewOf | None, new: ViewOf | None) -> Iterator[Found]:
    """What lies behind a view: its product, its rows, and the column behind each of its own."""
    if old is None or new is None:
        told = "is made from a product now" if old is None else "is made from no product any more"
        yield Found("view-source-changed", "view_of", f"the table {told}")
        return
    if old.product != new.product:
        told = f"the view shows {named(new.product)} and no longer {named(old.product)}"
        yield Found("view-source-changed", "view_of.product", told)
    if _spaced(old.view.where) != _spaced(new.view.where):
        told = f"the rows go from {_rows(old.view)} to {_rows(new.view)}"
        yield Found("view-rows-changed", "view_of.view.where", told, line=new.view.line)
    if old.view.consumer != new.view.consumer:
        told = f"the view is made for {new.view.consumer} now"
        yield Found("audience-changed", "view_of.view.consumer", told, line=new.view.line)
    sources = {column.shown: column.name for column in old.view.columns}
    for column in new.view.columns:
        source = sources.get(column.shown, column.name)
        if source != column.name:
            told = f"{column.shown} shows {column.name} and no longer {source}"
            yield Found("view-source-changed", column.shown, told, column.shown, column.line)


def _spaced(where: str | None) -> str | None:
    return None if where is None else " ".join(where.split())


def _rows(view: ConsumerView) -> str:
    return "all of them" if view.where is None else f"those where {_spaced(view.where)}"
