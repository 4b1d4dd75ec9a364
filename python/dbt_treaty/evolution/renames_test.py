from __future__ import annotations

from dataclasses import replace

import pytest

from dbt_treaty.contracts.model import Contract, ContractColumn, Deprecation
from dbt_treaty.evolution.conftest import FULL
from dbt_treaty.evolution.renames import find_renames


def contract(*columns: str, notes: str = "", **meanings: str) -> Contract:
    """Columns as ``name: type: description``."""
    made = [ContractColumn(*[*each.split(": "), ""][:2]) for each in columns]
    told = [each.split(": ")[2] if each.count(": ") > 1 else "" for each in columns]
    return replace(
        FULL,
        columns=tuple(
            replace(column, description=text) for column, text in zip(made, told, strict=True)
        ),
        semantics=tuple(meanings.items()),
        deprecation=Deprecation(migration_notes=notes),
    )


OLD = contract("id: string", "amount: decimal(12,2)", "currency: string", "note: string")


@pytest.mark.parametrize(
    ("new", "renames"),
    [
        # The example of the issue: amount becomes gross_amount, and net_amount is new beside it.
        (
            contract(
                *("id: string", "gross_amount: decimal(12,2)", "net_amount: decimal(12,2)"),
                *("currency: string", "note: string"),
            ),
            {"amount": "gross_amount"},
        ),
        # What the notes say is believed, whatever the place and the type.
        (
            contract(
                *("id: string", "net_amount: decimal(12,2)", "currency: string", "note: string"),
                "total: double",
                notes="Rename `amount` -> `total`.",
            ),
            {"amount": "total"},
        ),
        # But not of what is not there.
        (
            contract("id: string", "currency: string", "note: string", notes="amount -> total"),
            {},
        ),
        # Another type, or another name in another place, is another column.
        (contract("id: string", "gross_amount: double", "currency: string", "note: string"), {}),
        (contract("id: string", "currency: string", "note: string", "total: decimal(12,2)"), {}),
        # A place alone is too little.
        (contract("id: string", "tax: decimal(12,2)", "currency: string", "note: string"), {}),
        # Two renames at once, each in its own place.
        (
            contract(
                "id: string", "amounts: decimal(12,2)", "currency_code: string", "note: string"
            ),
            {"amount": "amounts", "currency": "currency_code"},
        ),
    ],
)
def test_which_columns_live_on(new: Contract, renames: dict[str, str]) -> None:
    assert dict(find_renames(OLD, new)) == renames


def test_one_meaning_under_two_names_is_one_column() -> None:
    old = contract("id: string", "amt: double: Gross amount.", "x: string")
    new = contract("id: string", "x: string", "gross: double: Gross amount.")
    assert dict(find_renames(old, new)) == {"amt": "gross"}
    old = contract("id: string", "amt: double", amt="Gross amount.")
    new = contract("gross: double", "id: string", gross="Gross amount.")
    assert dict(find_renames(old, new)) == {"amt": "gross"}
