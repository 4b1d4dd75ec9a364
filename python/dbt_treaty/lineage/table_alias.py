"""What ``AS t (a, b)`` makes of a table."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbt_treaty.lineage.output import Column, Output, suspects_of


def alias_of(node: Any) -> tuple[str, list[Column]]:
    """The lower-case alias of an item of a FROM ("" if none), and the columns it names.

    A named column has a type where the alias gives one (``AS t (a int)``), and no ways.
    """
    alias = node.args.get("alias")
    if alias is None:
        return "", []
    args = alias.args
    listed = args.get("columns") if type(alias) is exp.TableAlias else None
    columns = [Column(c.name, (), c.args.get("kind")) for c in listed] if listed else []
    name = args.get("this")
    return (name.args["this"] if type(name) is exp.Identifier else alias.name).lower(), columns


def renamed(output: Output, names: list[Column]) -> Output:
    """The output with its first columns under these names."""
    if not names:
        return output
    columns: list[Column] = []
    left = list(names)
    for at, column in enumerate(output.columns):
        if column.open is not None:
            # Which columns take the rest of the names is not known.
            columns.extend(_guessed(name, output.columns[at:]) for name in left)
            columns.append(column.open.without(name.key for name in left).star())
            left = []
        else:
            columns.append(column.named(left.pop(0).name) if left else column)
    return Output(columns, output.rows, output.uses)


def _guessed(name: Column, columns: list[Column]) -> Column:
    """A column that may be any of these, the first of which is a star."""
    stars = [column for column in columns if column.open is not None]
    suspects = tuple(dict.fromkeys(s for column in stars for s in suspects_of(column)))
    ways = dict.fromkeys(w for c in columns for w in c.ways if w[0] not in suspects)
    return Column(name.name, tuple(ways), None, columns[0].reason, suspects)
