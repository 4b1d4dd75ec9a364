"""Who may read a product: whom sync has dbt grant it to, and what it can't have granted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.public_tier import readers
from dbt_treaty.documents.quotation import quote
from dbt_treaty.errors import Problem
from dbt_treaty.sync.job import Target

# What any warehouse takes for a name without quotes; PostgreSQL cuts what is longer than 63.
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
Abilities = Mapping[str, Mapping[str, Any]]


def reader_problems(
    targets: Iterable[Target], abilities: Abilities, adapter: str | None
) -> Iterator[Problem]:
    """Each role whose name would have to stand in quotes where dbt puts it into SQL without.

    ``abilities`` says by a target's key what the warehouse can: ``grants``, ``quotes_grantees``.
    """
    for target in targets:
        able = abilities.get(target.key, {})
        if not able.get("grants") or able.get("quotes_grantees"):
            continue
        for role in readers(target.contract):
            if not _PLAIN.fullmatch(role):
                yield Problem(
                    target.contract.place,
                    f"{target.contract.name} may be read by {quote(role)}, and on "
                    f"{adapter or 'this warehouse'} dbt grants to plain names only",
                    "name a role of letters, digits and _ (at most 63, no digit first), and have "
                    "it granted to the others",
                )


def unkept_readers(
    targets: Iterable[Target], abilities: Abilities, adapter: str | None
) -> Iterator[str]:
    """A sentence for each contract that names roles which nothing is granted to."""
    for target in targets:
        contract, able = target.contract, abilities.get(target.key, {})
        if contract.access.roles and not readers(contract):
            yield _unkept(contract, "only products are granted to readers")
        elif readers(contract) and not able:
            yield _unkept(contract, "the installed dbt package is older, run `dbt deps --upgrade`")
        elif readers(contract) and not able.get("grants"):
            yield _unkept(contract, f"dbt knows no grants on {adapter or 'this warehouse'}")


def _unkept(contract: Contract, why: str) -> str:
    return f"{contract.place}: access.roles of {contract.name} are not kept: {why}"
