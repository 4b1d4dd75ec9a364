"""Parts of a condition that are the same for every row: nothing in them is of the row."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

_JOINS = (exp.Connector, exp.Not)


def constant_parts(root: exp.Expr) -> Iterator[exp.Expr]:
    """Comparisons of constants with each other, and texts or numbers where a condition belongs.

    ``true`` and ``false`` are what they say, and so is no text. What reads the clock is no
    constant: ``current_date`` is another tomorrow.
    """
    for node in root.walk():
        if isinstance(node, _JOINS):
            yield from (part for part in node.iter_expressions() if _is_bare(part))
        elif isinstance(node, exp.Predicate) and not (node.find(exp.Column) or _varies(node)):
            yield node


def _is_bare(part: exp.Expr) -> bool:
    return isinstance(part.unnest(), (exp.Literal, exp.Null))


def _varies(node: exp.Expr) -> bool:
    """Whether a function without arguments stands in it: the clock's have none."""
    return any(not any(func.iter_expressions()) for func in node.find_all(exp.Func))
