"""The line on which something stands in the compiled SQL."""

from __future__ import annotations

from typing import Any

from sqlglot import exp


def line_of(node: Any, otherwise: Any = None) -> int:
    """The line, from 1, on which an output column is named: its alias, its name, its star.

    An expression without a name stands where the first of its parts with a known place stands;
    0 if neither it nor ``otherwise`` has one.
    """
    if isinstance(node, exp.Alias):
        node = node.args["alias"]
    elif type(node) is exp.Column:
        node = node.args["this"]
    if not isinstance(node, exp.Expr):
        return 0 if otherwise is None else line_of(otherwise)
    own = node._meta
    if own and "line" in own:
        return int(own["line"])
    for part in node.walk():
        line = (part._meta or {}).get("line")
        if line is not None:
            return int(line)
    return 0 if otherwise is None else line_of(otherwise)


def start_of(node: exp.Expr) -> int:
    """The character of the text that the first part of a node with a known place starts at."""
    starts = [part._meta["start"] for part in node.walk() if part._meta and "start" in part._meta]
    return min(starts, default=0)
