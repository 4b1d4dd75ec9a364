"""By which columns a query leaves rows out, by their names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlglot import exp

from dbt_treaty.lineage.deep_stack import on_deep_stack
from dbt_treaty.lineage.dialect import dialect_of
from dbt_treaty.lineage.parsing import parse


def filtered_names(sql: str, dialect: str) -> frozenset[str]:
    """The columns (lower case) that some WHERE, QUALIFY or ON compares, whatever query they are in.

    A column that is compared under another name, which an alias gives it, counts by both. A test
    for NULL bounds nothing. Empty for what can't be parsed.
    """
    read = partial(_names, sql, dialect)
    try:
        try:
            return read()
        except RecursionError:
            return on_deep_stack(read)
    except Exception:  # whatever a parser says, nothing is known of the query
        return frozenset()


def _names(sql: str, dialect: str) -> frozenset[str]:
    trees = parse(sql, dialect_of(dialect))
    names = {name for tree in trees for name in _compared(tree)}
    aliases = [pair for tree in trees for pair in _aliases(tree)]
    before = -1
    while len(names) > before:
        before = len(names)
        names.update(column for column, alias in aliases if alias in names)
    return frozenset(names)


def _compared(tree: exp.Expr) -> Iterator[str]:
    for clause in tree.find_all(exp.Where, exp.Qualify, exp.Join):
        condition = clause.args.get("on") if isinstance(clause, exp.Join) else clause
        for test in condition.find_all(exp.Predicate) if condition is not None else ():
            if not isinstance(test, (exp.Is, exp.SubqueryPredicate)):
                yield from (column.name.lower() for column in test.find_all(exp.Column))


def _aliases(tree: exp.Expr) -> Iterator[tuple[str, str]]:
    for alias in tree.find_all(exp.Alias):
        value = alias.this
        while isinstance(value, (exp.Cast, exp.Paren)):
            value = value.this
        if isinstance(value, exp.Column):
            yield value.name.lower(), alias.alias.lower()
