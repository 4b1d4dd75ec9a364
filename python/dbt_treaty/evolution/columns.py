"""What changed in a contract's schema, column by column."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from dbt_treaty.contracts.model import Contract, ContractColumn
from dbt_treaty.evolution.change import Found, Switched
from dbt_treaty.evolution.column_parts import IDENTITY, Columns, column_verdicts
from dbt_treaty.evolution.renames import find_renames

_FIELDS = tuple(f.name for f in dataclasses.fields(ContractColumn) if f.name not in IDENTITY)


def schema_changes(old: Contract, new: Contract, switched: Switched) -> Iterator[Found]:
    """Every difference between the columns of two versions; names differ by more than case."""
    renames = find_renames(old, new)
    after = {column.name.lower(): column for column in new.columns}
    kept: list[tuple[ContractColumn, ContractColumn]] = []
    for column in old.columns:
        heir = after.get(renames.get(column.name, column.name).lower())
        if heir is None:
            told = f"{column.name} is gone"
            yield Found("column-dropped", f"schema.{column.name}", told, column.name)
            continue
        kept.append((column, heir))
        yield from _kept(Columns(new.name, column, heir, switched))
    heirs = {id(heir) for _, heir in kept}
    yield from (_added(column) for column in new.columns if id(column) not in heirs)
    yield from _reordered(kept, new)


def _kept(columns: Columns) -> Iterator[Found]:
    old, new = columns.old, columns.new
    if old.name != new.name:
        told = f"{old.name} is named {new.name} now"
        yield Found("column-renamed", f"schema.{old.name}", told, old.name, new.line)
    for field in _FIELDS:
        for rule, told in column_verdicts(columns, field):
            part = f"schema.{new.name}.{field}"
            yield Found(rule, part, f"{new.name} {told}", old.name, new.line)


def _added(column: ContractColumn) -> Found:
    required = column.required or column.primary_key
    kind = "required" if required else "optional"
    told = f"{column.name} ({column.type or 'no type'}, {kind}) is new"
    return Found(f"column-added-{kind}", f"schema.{column.name}", told, column.name, column.line)


def _reordered(kept: list[tuple[ContractColumn, ContractColumn]], new: Contract) -> Iterator[Found]:
    place = {id(column): at for at, column in enumerate(new.columns)}
    order = [place[id(heir)] for _, heir in kept]
    if order != sorted(order):
        yield Found("columns-reordered", "schema", "the columns stand in another order")
