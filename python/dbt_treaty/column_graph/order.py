"""The order in which models are read: parents first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping


def parents_first(parents: Mapping[str, Collection[str]]) -> list[str]:
    """Every key of ``parents``, after all of its own parents among the keys.

    A cycle is cut where it is first entered, so that any graph has an order; keys are visited
    in the mapping's order, and so the result is the same from run to run.
    """
    order: list[str] = []
    seen: set[str] = set()
    for root in parents:
        # A stack of its own: a chain of models may be longer than Python's.
        stack: list[tuple[str, Iterable[str]]] = []
        if root not in seen:
            seen.add(root)
            stack.append((root, iter(parents[root])))
        while stack:
            node, rest = stack[-1]
            following = next((each for each in rest if each in parents and each not in seen), None)
            if following is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(parents[following])))
    return order
