"""One tag's way through the network, and every column's tags looked up from it.

Trails are made when they are asked for: a deep project has far more of them than anyone reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.tags.model import Carried, Trail
from dbt_treaty.tags.network import START, Network, reach, reachable, trail


@dataclass(frozen=True, slots=True)
class Spread:
    """How one tag spreads: the shortest ways by state, and the columns it surely reaches.

    The origins are not among the latter: what one inherits besides, it does not surely inherit.

    A state is a column and whether a mask stood on the way: 2 * number, plus 1 past a mask.
    """

    before: Mapping[int, int]
    certain: Collection[int]


def spread(network: Network, bare: set[int], masked: set[int]) -> Spread:
    """The spread from origins whose value is bare and origins whose value is masked already."""

    def following(state: int) -> list[int]:
        fan, past_mask = network.fan(state // 2), state % 2
        targets = [2 * target + past_mask for target in fan.bare]
        if fan.masked:
            targets += [2 * target + 1 for target in fan.masked]
        return targets

    starts = [*(2 * number for number in bare), *(2 * number + 1 for number in masked)]
    origins = bare | masked
    return Spread(reach(starts, following), reachable(origins, network.certain) - origins)


class OfColumn(Mapping[str, Carried]):
    """The tags one column inherits."""

    def __init__(self, inherited: Inherited, number: int, tags: Sequence[str]) -> None:
        self._inherited = inherited
        self._number = number
        self._tags = tags

    def __getitem__(self, tag: str) -> Carried:
        if tag not in self._tags:
            raise KeyError(tag)
        return self._inherited.carried(tag, self._number)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tags)

    def __len__(self) -> int:
        return len(self._tags)

    def __repr__(self) -> str:
        return repr(dict(self))


class Inherited(Mapping[ColumnRef, Mapping[str, Carried]]):
    """The tags every column inherits; columns that inherit none are absent."""

    def __init__(self, network: Network, spreads: Mapping[str, Spread]) -> None:
        self._network = network
        self._spreads = spreads
        tags: dict[int, list[str]] = {}
        for tag in sorted(spreads):
            for number in self._inheriting(spreads[tag]):
                tags.setdefault(number, []).append(tag)
        self._tags = {network.ref(number): (number, tags[number]) for number in sorted(tags)}

    def __getitem__(self, ref: ColumnRef) -> Mapping[str, Carried]:
        number, tags = self._tags[ref]
        return OfColumn(self, number, tags)

    def __contains__(self, ref: object) -> bool:
        return ref in self._tags  # a mapping's own would look the tags up

    def __iter__(self) -> Iterator[ColumnRef]:
        return iter(self._tags)

    def __len__(self) -> int:
        return len(self._tags)

    def __repr__(self) -> str:
        return repr(dict(self))

    def carried(self, tag: str, number: int) -> Carried:
        """How a tag reached a column."""
        spread_ = self._spreads[tag]
        return Carried(
            bare=self._trail(spread_, 2 * number),
            masked=self._trail(spread_, 2 * number + 1),
            uncertain=number not in spread_.certain,
        )

    def _inheriting(self, spread_: Spread) -> set[int]:
        starts = {state // 2 for state, before in spread_.before.items() if before == START}
        return {
            state // 2
            for state, before in spread_.before.items()
            if before != START and (state // 2 not in starts or self._trail(spread_, state))
        }

    def _trail(self, spread_: Spread, state: int) -> Trail | None:
        """The trail to a state; None for an origin's own, also where a cycle leads back to it."""
        if spread_.before.get(state, START) == START:
            return None
        found = trail(spread_.before, state, lambda each: self._network.ref(each // 2))
        return None if found[0] == found[-1] else found
