"""The contract of a consumer's view, which follows from the product's contract."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from dbt_treaty.contracts.model import (
    Access,
    ConsumerView,
    Contract,
    ContractColumn,
    Quarantine,
    Sla,
    ViewColumn,
    ViewOf,
)
from dbt_treaty.contracts.seal import seal
from dbt_treaty.errors import Place

_SHAPED = "redact"  # two values may look alike behind it


def with_views(contract: Contract) -> tuple[Contract, ...]:
    """A product's contract, and behind it the contract of each of its views."""
    return (contract, *(view_contract(contract, view) for view in contract.views))


def view_contract(product: Contract, view: ConsumerView) -> Contract:
    """The promise of a view: what the product promises of the columns and rows that are shown.

    The version, the owner, the tags and the dates are the product's. Where the product says who may
    read it, its consumer alone may read the view. Rules about rows, checks of the whole table,
    quarantine and the levels that count rows stay with the product, where they are measured: what
    passes there passes here.
    """
    contract = dataclasses.replace(
        product,
        table=view.name,
        place=Place(product.place.path, view.line or product.place.line),
        checksum="",
        description=view.description or f"A view of {product.name} for {view.consumer}.",
        columns=tuple(_columns(product, view)),
        sla=_sla(product, view),
        semantics=tuple(_semantics(product, view)),
        row_rules=(),
        checks=(),
        quarantine=Quarantine(),
        access=_access(product.access, view),
        consumers_intended=(view.consumer,),
        kept={},
        views=(),
        view_of=ViewOf(product.name, view),
    )
    return seal(contract)


def is_masked(view: ConsumerView) -> bool:
    """Whether the view itself masks a column, which a reader's session could not do."""
    return any(column.mask for column in view.columns)


def native_view(view: ConsumerView) -> dict[str, Any]:
    """The view in the words of the native format."""
    told: dict[str, Any] = {"name": view.name, "consumer": view.consumer}
    if view.description:
        told["description"] = view.description
    told["columns"] = [native_column(column) for column in view.columns]
    if view.where is not None:
        told["where"] = view.where
    return told


def native_column(column: ViewColumn) -> str | dict[str, str]:
    """A column of a view in the words of the native format."""
    if not (column.shown_as or column.mask):
        return column.name
    said = {"name": column.name, "as": column.shown_as, "mask": column.mask}
    return {key: value for key, value in said.items() if value}


def _columns(product: Contract, view: ConsumerView) -> Iterator[ContractColumn]:
    promised = {column.name: column for column in product.columns}
    key = _key(product, view)
    for shown in view.columns:
        column = promised[shown.name]
        changed = dataclasses.replace(
            column,
            name=shown.shown,
            # A key is never NULL; what is left of it in a view that lacks a part is that.
            required=column.required or column.primary_key,
            primary_key=shown in key,
            line=shown.line,
        )
        yield _masked(changed, shown.mask) if shown.mask else changed


def _masked(column: ContractColumn, mask: str) -> ContractColumn:
    """What holds of a column behind a mask: it is a text, and NULL where it was."""
    return dataclasses.replace(
        column,
        type="string",
        mask=mask,
        unique=column.unique and mask != _SHAPED,
        references=None,
        default=None,
        accepted_values=(),
        min=None,
        max=None,
        pattern=None,
    )


def _key(product: Contract, view: ConsumerView) -> tuple[ViewColumn, ...]:
    """The columns that tell the view's rows apart; none where a part of the key is not shown."""
    first: dict[str, ViewColumn] = {}
    for column in view.columns:
        if column.mask != _SHAPED:
            first.setdefault(column.name, column)
    key = [column.name for column in product.columns if column.primary_key]
    return tuple(first[name] for name in key) if first.keys() >= set(key) else ()


def _access(product: Access, view: ConsumerView) -> Access:
    """Its consumer alone may read it, where the product says who may read."""
    return dataclasses.replace(product, roles=(view.consumer,) if product.roles else ())


def _sla(product: Contract, view: ConsumerView) -> Sla:
    """How fresh the rows are, where the view shows all of them and the column that tells it."""
    shown = {column.name: column.shown for column in view.columns if not column.mask}
    column = product.sla.freshness_column
    if view.where is not None or column not in shown:
        return Sla()
    return Sla(
        freshness=product.sla.freshness,
        freshness_column=shown[column],
        severity=product.sla.severity,
    )


def _semantics(product: Contract, view: ConsumerView) -> Iterator[tuple[str, str]]:
    """The meanings of what is shown, and those that speak of no column, such as the grain."""
    columns = {column.name for column in product.columns}
    shown: dict[str, list[str]] = {}
    for each in view.columns:
        shown.setdefault(each.name, []).append(each.shown)
    for key, meaning in product.semantics:
        names = shown.get(key, []) if key in columns else [key]
        yield from ((name, meaning) for name in names)
