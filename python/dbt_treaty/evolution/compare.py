"""Two versions of a contract, held side by side."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Place
from dbt_treaty.evolution.change import Change, Found, Switched
from dbt_treaty.evolution.columns import schema_changes
from dbt_treaty.evolution.contract_parts import IDENTITY, part_changes
from dbt_treaty.evolution.rules import Levels
from dbt_treaty.evolution.spelling import same

COLUMNS = "columns"
_FIELDS = tuple(f.name for f in dataclasses.fields(Contract) if f.name not in {*IDENTITY, COLUMNS})


def nobody_knows(_product: str, _column: str) -> None:
    """What is known of who switches on a column where no lineage is at hand."""


def compare(
    old: Contract, new: Contract, levels: Levels, switched: Switched = nobody_knows
) -> tuple[Change, ...]:
    """Every change from one version of a contract to another, the heaviest first.

    Two contracts of one meaning have none; whatever makes their checksums differ, but the version,
    is at least one.

    Args:
        old: the older version.
        new: the newer one.
        levels: what each rule weighs.
        switched: whether a condition downstream reads a column of the product.
    """
    if old is new:  # as a baseline has what is unchanged in the work tree
        return ()
    found = (*schema_changes(old, new, switched), *_parts(old, new))
    changes = [_weighed(each, new.place, levels) for each in dict.fromkeys(found)]
    return tuple(sorted(changes, key=lambda change: -change.level))


def _parts(old: Contract, new: Contract) -> Iterator[Found]:
    for field in _FIELDS:
        if not same(getattr(old, field), getattr(new, field)):
            yield from part_changes(old, new, field)


def _weighed(found: Found, place: Place, levels: Levels) -> Change:
    return Change(
        rule=found.rule,
        level=levels[found.rule],
        part=found.part,
        message=found.message,
        place=Place(place.path, found.line or place.line),
        column=found.column,
    )
