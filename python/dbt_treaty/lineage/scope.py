"""What one select can name: the tables of its FROM, its aliases, and the scopes around it."""

from __future__ import annotations

from typing import Any

from dbt_treaty.lineage.engine import Engine, Environment
from dbt_treaty.lineage.output import Column, Output, Way
from dbt_treaty.lineage.sink import Sink


class Source:
    """A table of a FROM: ``key`` its alias or name, ``path`` what stands before the name."""

    __slots__ = ("key", "output", "path")

    def __init__(self, key: str, output: Output, path: tuple[str, ...] = ()) -> None:
        self.key = key
        self.output = output
        self.path = path


class Scope:
    """The names in sight of one select.

    ``sources`` are what a star gives and a bare name is looked up in, ``named`` what a qualified
    one is; ``plain`` what bare names in lower case mean where nothing comes before one table's
    columns. ``merged`` holds what JOIN … USING makes one column, in the order a star gives them;
    ``aliases`` the projections named so far, which win over a column (``aliases_first``) or over
    what an unknown schema may hold (``aliases_near``); ``later`` those that are in sight though
    they come behind, as in ClickHouse; ``doubled`` the names of two tables; ``bound`` the variables
    of a lambda or a comprehension; ``spread`` the column that COLUMNS(…) stands for at the moment;
    ``unplaced``: where a star has the columns that a join shares is not known.
    What is read in ``row`` chooses rows.
    """

    __slots__ = (
        "aliases",
        "aliases_first",
        "aliases_near",
        "bound",
        "by_key",
        "doubled",
        "engine",
        "environment",
        "later",
        "merged",
        "named",
        "parent",
        "plain",
        "row",
        "sources",
        "spread",
        "unplaced",
        "uses",
        "windows",
    )

    def __init__(self, engine: Engine, environment: Environment, parent: Scope | None) -> None:
        self.engine = engine
        self.environment = environment
        self.parent = parent
        self.sources: list[Source] = []
        self.named: list[Source] = []
        self.by_key: dict[str, Source] = {}
        self.doubled: set[str] = set()
        self.plain: dict[str, Column] = {}
        self.merged: dict[str, Column] = {}
        self.aliases: dict[str, Column] = {}
        self.aliases_first = engine.dialect.alias_first
        self.aliases_near = engine.dialect.lateral_alias
        self.later: dict[str, Any] = {}
        self.bound: dict[str, Column] = {}
        self.spread: Column | None = None
        self.unplaced = False
        self.windows: dict[str, Any] = {}
        self.row = Sink()
        self.uses: list[Output] = []

    def add(self, source: Source, by_name_only: bool = False) -> None:
        """Bring a table in sight; ``by_name_only``: of its qualified columns alone."""
        if not by_name_only:
            self.sources.append(source)
        self.named.append(source)
        if source.key and self.by_key.setdefault(source.key, source) is not source:
            self.doubled.add(source.key)
        self.uses.append(source.output)

    def settle(self) -> None:
        """Note that all tables are in sight: in most selects it is one, which has every column."""
        if len(self.sources) == 1 and not self.merged and not self.aliases_first:
            self.plain = self.sources[0].output.index

    def hide(self, sources: list[Source]) -> None:
        """Take tables out of sight again: those a semi join only asks."""
        hidden = {id(source) for source in sources}
        self.sources = [source for source in self.sources if id(source) not in hidden]
        self.named = [source for source in self.named if id(source) not in hidden]
        self.by_key = {}
        for source in self.named:
            if source.key:
                self.by_key.setdefault(source.key, source)

    def subquery(self, node: Any) -> Output:
        """Read a query that stands in an expression of this scope."""
        output = self.engine.query(self.engine, node, self.environment, self)
        self.uses.append(output)
        return output

    @property
    def rows(self) -> dict[Way, None]:
        """The ways that choose rows."""
        return self.row.ways
