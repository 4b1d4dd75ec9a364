from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.column_graph.order import parents_first

NAMES = st.sampled_from("abcdefgh")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=4), max_size=8))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_every_key_once_and_parents_first_where_there_is_no_cycle(
    parents: dict[str, list[str]],
) -> None:
    order = parents_first(parents)

    assert sorted(order) == sorted(parents)
    for child, own in parents.items():
        for parent in own:
            if parent in parents and not _reaches(parents, parent, child):
                assert order.index(parent) < order.index(child)


def test_a_chain_longer_than_pythons_stack() -> None:
    parents = {str(at): [str(at + 1)] for at in range(5000)}

    assert parents_first(parents) == [str(at) for at in reversed(range(5000))]


def test_a_cycle_has_an_order() -> None:
    assert parents_first({"a": ["b"], "b": ["a"], "c": ["b"]}) == ["b", "a", "c"]


def _reaches(parents: dict[str, list[str]], start: str, end: str) -> bool:
    """Whether ``end`` is an ancestor of ``start``."""
    seen, waiting = set(), [start]
    while waiting:
        node = waiting.pop()
        if node == end:
            return True
        if node not in seen:
            seen.add(node)
            waiting.extend(parents.get(node, []))
    return False
