"""The last day of each major of a product, as the majors after it say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.version import parse_version

_MAJOR = re.compile(r"v?(\d{1,9})(?:\.|$)")


@dataclass(frozen=True, slots=True)
class Sunset:
    """The last day on which a major may be read, and the contract that says so."""

    date: date
    contract: Contract


def sunset_dates(contracts: Iterable[Contract]) -> Mapping[int, Sunset]:
    """When each major of one product ends, by major; one with no end is not in it."""
    known = tuple(contracts)
    told = {major: sunset_of(major, known) for major in sorted({each.major for each in known})}
    return {major: sunset for major, sunset in told.items() if sunset}


def sunset_of(major: int, contracts: Iterable[Contract]) -> Sunset | None:
    """When a major of a product ends, as that product's contracts say.

    A contract's ``deprecation`` ends the major that its ``previous_version`` names (its own, where
    the product is withdrawn), else the one before it; no major outlives a newer one. Of several
    contracts of a major the highest speaks.
    """
    by_major: dict[int, Contract] = {}
    for contract in sorted(contracts, key=lambda each: parse_version(each.version).precedence):
        by_major[contract.major] = contract
    ends = [
        Sunset(day, contract)
        for contract in by_major.values()
        if (day := _told(contract)) is not None and major <= _ended(contract, by_major)
    ]
    return min(ends, key=lambda end: (end.date, end.contract.major), default=None)


def _told(contract: Contract) -> date | None:
    text = contract.deprecation.sunset_date if contract.deprecation else None
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:  # a TODO, which incomplete-contract speaks of
        return None


def _ended(contract: Contract, majors: Iterable[int]) -> int:
    """The major that a contract's deprecation is about."""
    written = (contract.deprecation.previous_version or "") if contract.deprecation else ""
    named = _MAJOR.match(written.strip())
    if named and int(named[1]) <= contract.major:
        return int(named[1])
    older = [major for major in majors if major < contract.major]
    return max(older, default=contract.major - 1)
