"""What the analysis of one query shares between its scopes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dbt_treaty.lineage.dialect import Dialect
from dbt_treaty.lineage.model import TableRead
from dbt_treaty.lineage.output import Column, Open, Output, together, unresolved
from dbt_treaty.lineage.relations import Relations

if TYPE_CHECKING:
    from dbt_treaty.lineage.scope import Scope

# The common table expressions in sight, by lower-case name: an output, or (ClickHouse's
# WITH expression AS name) an expression.
Environment = dict[str, Any]
QueryReader = Callable[["Engine", Any, Environment, "Scope | None"], Output]
ExpressionReader = Callable[["Scope", Any, str], Column]


class Engine:
    """One query's text, dialect and relations, and what was found so far.

    ``query`` reads a query's syntax tree and ``expression`` one expression's (into a column of the
    name given); they come from outside because expressions hold queries as queries hold
    expressions. ``root`` is the select that names the final columns and ``lines`` then has the
    line of each. ``joins`` are the syntax trees of its joins. ``made`` counts the columns of all
    its selects. ``bare_columns``: what is read has its columns as bare names (see ``dotted``).
    """

    __slots__ = (
        "_vouched",
        "bare_columns",
        "dialect",
        "expression",
        "joins",
        "lines",
        "made",
        "query",
        "reads",
        "relations",
        "root",
        "sql",
    )

    def __init__(
        self,
        sql: str,
        dialect: Dialect,
        relations: Relations,
        query: QueryReader,
        expression: ExpressionReader,
    ) -> None:
        self.sql = sql
        self.dialect = dialect
        self.relations = relations
        self.query = query
        self.expression = expression
        self.reads: dict[tuple[str, int, int], TableRead] = {}
        self.joins: list[Any] = []
        self.root: Any = None
        self.lines: list[int] = []
        self.bare_columns = False
        self.made = 0
        self._vouched: dict[tuple[str, str], Column] = {}

    def vouched(self, open_: Open, name: str, key: str) -> Column:
        """A column of an unknown schema; its first spelling in the query is kept."""
        if open_.relation is None:
            return open_.column(name)
        column = self._vouched.get((open_.relation, key))
        if column is None:
            column = Column(name, ((open_.relation, name, "copy", ()),))
            self._vouched[open_.relation, key] = column
        return column if open_.transforms is None else column.passing(*open_.transforms)

    def is_vouched(self, open_: Open, key: str) -> bool:
        """Whether the query has asked this unknown schema for this column before."""
        return open_.relation is not None and (open_.relation, key) in self._vouched

    def find(self, output: Output, name: str, key: str) -> Column | None:
        """The column of this name in an output, known or vouched for; None if there can be none."""
        known = output.index.get(key)
        if known is not None or not output.opens:
            return known
        candidates = [open_ for open_ in output.opens if key not in open_.excluded]
        if not candidates:
            return None
        found = unresolved(name, candidates)
        if len(candidates) == 1:
            found = self.vouched(candidates[0], name, key)
        double = self.double(output, key)
        return found if double is None else together(found, double)

    def double(self, output: Output, key: str) -> Column | None:
        """What DuckDB calls ``id_1`` where columns that nobody knows may hold an ``id``.

        That is the ``id`` which comes second: one that is known, or one of those.
        """
        base, _, number = key.rpartition("_")
        if not number.isdigit() or not self.dialect.numbers_doubles:
            return None
        opens = [open_ for open_ in output.opens if base not in open_.excluded]
        found = output.index.get(base)
        if found is None or not opens:
            return None
        for open_ in opens:
            asked = self.is_vouched(open_, base)
            other = self.vouched(open_, base, base) if asked else open_.column(base)
            found = together(found, other)
        count = 1
        while (numbered := output.index.get(f"{base}_{count}")) is not None:
            found = together(found, numbered)
            count += 1
        return found
