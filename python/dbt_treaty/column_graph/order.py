"""The order in which models are read, parents first, and what is reached from them."""

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


def turned(parents: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The children of each parent, in the order of the mapping."""
    children: dict[str, list[str]] = {}
    for child, above in parents.items():
        for parent in above:
            children.setdefault(parent, []).append(child)
    return children


def reached(starts: Iterable[str], ways: Mapping[str, Iterable[str]]) -> set[str]:
    """All that ways lead to from some starts, these among them."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for each in ways.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found
