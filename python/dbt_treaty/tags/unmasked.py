"""The columns that a value can reach with no mask on the way."""

from __future__ import annotations

from collections.abc import Collection

from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.tags.network import Network, along, reach


def reach_unmasked(network: Network, harmless: Collection[ColumnRef]) -> dict[int, int]:
    """Every column that an unmasked way from a root leads to, and the column before it.

    A root is a column that no query feeds: a source's, a seed's. A query's constant is none, for
    it is nobody's value. Where no such way leads to a column whose lineage is not known, that
    column is a root itself: what feeds it may not be all there is.

    Args:
        network: the ways tags travel.
        harmless: columns that are no roots: masked by their owner, elsewhere.
    """
    roots, doubtful = [], []
    for number, ref in enumerate(network.refs):
        made = network.made.get(number)
        if made is not None and made.reason is not None:
            doubtful.append(number)
        elif made is None and number not in network.fed and ref not in harmless:
            roots.append(number)
    before: dict[int, int] = reach(roots, along(network.bare))
    unreached = [number for number in doubtful if number not in before]
    return {**reach(unreached, along(network.bare)), **before}
