"""The rule that DuckDB's ``COLUMNS(lambda c: …)`` chooses columns by, where it can be followed."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.name_pattern import Wanted, by_regex, by_wildcards

_PATTERNS: dict[type, tuple[str, bool]] = {
    exp.Like: ("like", False),
    exp.ILike: ("like", True),
    exp.Glob: ("glob", False),
    exp.SimilarTo: ("regex", False),
}


def rule_of(node: exp.Lambda) -> Wanted | None:
    """A test of names that says what the lambda does; None for one that nobody can follow."""
    names = [name.name.lower() for name in node.expressions]
    return _rule(node.args["this"], names[0]) if len(names) == 1 else None


def pattern_of(kind: type, node: Any) -> Wanted | None:
    """``LIKE``, ``ILIKE``, ``GLOB`` or ``SIMILAR TO`` a literal; None for anything else."""
    if kind not in _PATTERNS or type(node) is not exp.Literal:
        return None
    style, fold = _PATTERNS[kind]
    if style == "regex":
        return by_regex(f"^(?:{node.name})$")
    any_, one = ("*", "?") if style == "glob" else ("%", "_")
    return by_wildcards(node.name, any_, one, fold)


def _rule(node: Any, name: str) -> Wanted | None:
    kind = type(node)
    if kind is exp.Paren:
        return _rule(node.this, name)
    if kind is exp.Not:
        inner = _rule(node.this, name)
        return None if inner is None else lambda column: not inner(column)
    if kind in (exp.And, exp.Or):
        return _both(node, name)
    if type(node.args.get("this")) is not exp.Identifier or node.this.name.lower() != name:
        return None
    if kind is exp.In:
        return _listed(node)
    literal = node.args.get("expression")
    return _compared(kind, literal) if type(literal) is exp.Literal else None


def _both(node: Any, name: str) -> Wanted | None:
    left, right = _rule(node.this, name), _rule(node.expression, name)
    if left is None or right is None:
        return None
    if type(node) is exp.And:
        return lambda column: left(column) and right(column)
    return lambda column: left(column) or right(column)


def _listed(node: exp.In) -> Wanted | None:
    items = node.expressions
    if not items or any(type(item) is not exp.Literal for item in items):
        return None
    texts = {item.name for item in items}
    return lambda column: column in texts


def _compared(kind: type, literal: exp.Literal) -> Wanted | None:
    text = literal.name
    rules: dict[type, Wanted] = {
        exp.EQ: lambda column: column == text,
        exp.NEQ: lambda column: column != text,
        exp.StartsWith: lambda column: column.startswith(text),
        exp.EndsWith: lambda column: column.endswith(text),
        exp.Contains: lambda column: text in column,
    }
    return rules.get(kind) or pattern_of(kind, literal)
