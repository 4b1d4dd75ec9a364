"""A native contract's views: parts of the product that are made for one consumer each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbt_treaty.contracts.logical_type import parse_type
from dbt_treaty.contracts.model import ConsumerView, ContractColumn, ViewColumn
from dbt_treaty.contracts.sheet import Sheet
from dbt_treaty.contracts.value import NESTED
from dbt_treaty.documents.document import DataPath
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.suggestion import suggest


def read_views(
    sheet: Sheet, items: list[Any] | None, columns: tuple[ContractColumn, ...], table: str
) -> tuple[ConsumerView, ...]:
    """The views in their order; problems are noted on the sheet.

    ``columns`` are the product's, ``table`` is its name.
    """
    known = {column.name: column for column in columns}
    views = []
    named = {table.lower(): "the product's own"}
    for at, item in Sheet.items(items):
        path: DataPath = ("views", at)
        view = _view(sheet, item, known, path)
        _judge_name(sheet, view, named, (*path, "name"))
        sheet.token(view.consumer or None, (*path, "consumer"))
        if view.where is not None and not view.where.strip():
            advice = "write a condition, such as status = 'paid', or remove the key"
            sheet.refuse((*path, "where"), "is empty", advice)
        views.append(view)
    return tuple(views)


def _judge_name(sheet: Sheet, view: ConsumerView, named: dict[str, str], path: DataPath) -> None:
    if not view.name:
        return  # the schema has spoken of it
    sheet.check_name(view.name, path)
    mine = f"that of the view on line {view.line}"
    taken = named.setdefault(view.name.lower(), mine)
    if taken != mine:
        sheet.refuse(path, f"the name {quote(view.name)} is {taken} already", "name it otherwise")


def _view(
    sheet: Sheet, item: Mapping[str, Any], known: Mapping[str, ContractColumn], path: DataPath
) -> ConsumerView:
    shown: dict[str, ViewColumn] = {}
    for at, said in Sheet.items(item.get("columns")):
        where = (*path, "columns", at)
        column = _column(sheet, said, where)
        _judge_column(sheet, column, known, where)
        first = shown.setdefault(column.shown.lower(), column)
        if first is not column and column.name:
            what = f"the view shows a column {quote(first.shown)} already, on line {first.line}"
            sheet.refuse(where, what, "show it once, or give one of the two another name: as")
    return ConsumerView(
        name=item.get("name", ""),
        consumer=item.get("consumer", ""),
        columns=tuple(shown.values()),
        where=item.get("where"),
        description=item.get("description", ""),
        line=sheet.document.value(path).line,
    )


def _column(sheet: Sheet, said: str | Mapping[str, Any], path: DataPath) -> ViewColumn:
    line = sheet.document.value(path).line
    if isinstance(said, str):
        return ViewColumn(said, line=line)
    if "as" in said:
        sheet.check_name(said["as"], (*path, "as"))
    name = said.get("name", "")
    renamed = said.get("as")
    return ViewColumn(name, None if renamed == name else renamed, said.get("mask"), line)


def _judge_column(
    sheet: Sheet, column: ViewColumn, known: Mapping[str, ContractColumn], path: DataPath
) -> None:
    if not column.name:
        return  # the schema has spoken of it
    found = known.get(column.name)
    if found is None:
        advice = suggest(column.name, known) or "name a column of the schema"
        sheet.refuse(path, f"the product has no column {quote(column.name)}", advice)
    elif column.mask and found.type and parse_type(found.type).name in NESTED:
        advice = "leave the column out of the view"
        sheet.refuse(path, f"a column of type {found.type} can't be masked as a text", advice)
