"""A native contract's name: what it says, and what the file's place adds."""

from __future__ import annotations

from dataclasses import dataclass

from dbt_treaty.configuration.identifier import ALLOWED, is_identifier
from dbt_treaty.configuration.model import TIERS
from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.sheet import Sheet
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.suggestion import suggest


@dataclass(frozen=True, slots=True)
class ContractName:
    """The three parts of a product's name; domain and tier where they are known."""

    domain: str | None
    tier: str | None
    table: str


def full_name(domain: str | None, tier: str | None, table: str) -> str:
    """The name as the native format writes it: whole, or the table alone."""
    return f"{domain}.{tier}.{table}" if domain and tier else table


def read_name(sheet: Sheet, name: str | None, home: Home) -> ContractName:
    """``domain.tier.table`` as it is, or ``table`` with the domain and tier of its home.

    Problems are noted on the sheet; what is returned then is of no use but to go on.
    """
    parts = (name or "").split(".")
    if name and len(parts) not in (1, 3):
        what = f"the name {quote(name)} has {len(parts)} parts"
        sheet.refuse(("name",), what, "write domain.tier.table, or table alone")
        return ContractName(None, None, name)
    if name:
        _check_parts(sheet, parts)
    if len(parts) == 3:
        _check_tier(sheet, parts[1])
        return ContractName(*parts)
    if home.domain is not None and not is_identifier(home.domain):
        what = f"the folder {quote(home.domain)} does not fit as the domain of the contract"
        sheet.refuse(("name",), what, f"write domain.tier.table, or rename it; allowed: {ALLOWED}")
    return ContractName(home.domain, home.tier, parts[0])


def _check_parts(sheet: Sheet, parts: list[str]) -> None:
    for part in parts:
        sheet.check_name(part, ("name",))


def _check_tier(sheet: Sheet, tier: str) -> None:
    if tier not in TIERS and is_identifier(tier):
        advice = [suggest(tier, TIERS), f"allowed: {', '.join(TIERS)}"]
        sheet.refuse(("name",), f'"{tier}" is no tier', "; ".join(filter(None, advice)))
