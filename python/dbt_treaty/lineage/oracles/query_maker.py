"""FROM clauses, subqueries and CTEs for random queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from dbt_treaty.lineage.oracles.random_expression import Scope, value


@dataclass
class Source:
    """Something a FROM can name: its SQL, and the types of its columns."""

    sql: str
    columns: dict[str, str]


@dataclass
class Query:
    """A finished query and the types of its columns, in order."""

    sql: str
    columns: list[tuple[str, str]]


Kinds = Sequence[Callable[["Maker"], Query]]


@dataclass
class Maker:
    """Makes queries over the sources in sight, each of one of its kinds; ``flat`` hold none."""

    random: Random
    sources: list[Source]
    depth: int = 2
    fresh: int = 0
    ctes: list[str] = field(default_factory=list)
    flat: Kinds = ()
    kinds: Kinds = ()

    def name(self, prefix: str) -> str:
        """A name that nothing has yet."""
        self.fresh += 1
        return f"{prefix}{self.fresh}"

    def chance(self, share: float) -> bool:
        """Yes, so often."""
        return self.random.random() < share

    def source(self) -> Source:
        """A table, a CTE, or a query in brackets."""
        if self.depth > 0 and self.chance(0.2):
            query = self.query()
            return Source(f"({query.sql})", dict(query.columns))
        return self.random.choice(self.sources)

    def query(self) -> Query:
        """A query with columns of different names."""
        self.depth -= 1
        try:
            return self.random.choice(self.kinds if self.depth >= 0 else self.flat)(self)
        finally:
            self.depth += 1

    def scope(self) -> Scope:
        """A FROM clause of one to three sources, and what it brings in sight."""
        first, alias = self.source(), self.name("x")
        scope = Scope(self.random, f"{first.sql} as {alias}")
        scope.add(alias, first.columns)
        scope.subquery = self.subquery
        for _ in range(self.random.choice([0, 0, 1, 1, 2])):
            self._join(scope)
        if self.chance(0.15):
            lists = [c for c in scope.columns if c.type == "varchar[]"]
            if lists:
                name, one = self.name("u"), self.random.choice(lists)
                scope.sql += f", unnest({one.sql}) as {name}({name}v)"
                scope.add(name, {f"{name}v": "varchar"})
        if self.chance(0.1):
            name = self.name("v")
            inner, _ = value(scope, "varchar", 1)
            scope.sql += f", lateral (select upper({inner}) as {name}w) as {name}"
            scope.add(name, {f"{name}w": "varchar"})
        return scope

    def _join(self, scope: Scope) -> None:
        right, alias = self.source(), self.name("x")
        before = list(scope.columns)
        simple = [c for c in before if c.type in {"varchar", "integer"}]
        left = self.random.choice(simple or before)
        keys = [n for n, t in right.columns.items() if simple and t == left.type]
        shared = [
            n
            for n, t in right.columns.items()
            if [c.type for c in before if c.name == n] == [t] and t in {"varchar", "integer"}
        ]
        if shared and self.chance(0.5):
            key = self.random.choice(shared)
            side = self.random.choice(["", "left", "right", "full"])
            scope.sql += f" {side} join {right.sql} as {alias} using ({key})"
            scope.share(key)
            scope.add(alias, {n: t for n, t in right.columns.items() if n != key})
            return
        if not keys:
            scope.sql += f" cross join {right.sql} as {alias}"
            scope.add(alias, right.columns)
            return
        kind = self.random.choice(
            ["join", "left join", "right join", "full join", "semi join", "anti join"]
        )
        scope.sql += (
            f" {kind} {right.sql} as {alias} on {left.sql} = {alias}.{self.random.choice(keys)}"
        )
        if kind not in {"semi join", "anti join"}:
            scope.add(alias, right.columns)

    def subquery(self, outer: Scope, type_: str) -> str:
        """A scalar subquery, correlated as often as not."""
        table, alias = self.random.choice(self.sources), self.name("s")
        inner = Scope(self.random, "")
        inner.add(alias, table.columns)
        text, _ = value(inner, type_, 0)
        where = ""
        if self.chance(0.6):
            a, _ = value(inner, "varchar", 0)
            b, _ = value(outer, "varchar", 0)
            where = f" where {a} = {b}"
        return f"(select max({text}) from {table.sql} as {alias}{where})"

    def cte(self) -> None:
        """One more common table expression, in sight of what comes behind it."""
        query, name = self.query(), self.name("q")
        if self.chance(0.3) and not any(s.sql == "t0" for s in self.sources):
            name = "t0"  # hides the table, which is main.t0 where it is meant
        aliases = ""
        columns = query.columns
        if self.chance(0.2):
            columns = [(self.name("z"), type_) for _, type_ in columns]
            aliases = f" ({', '.join(name for name, _ in columns)})"
        self.ctes.append(f"{name}{aliases} as ({query.sql})")
        self.sources.append(Source(name, dict(columns)))
