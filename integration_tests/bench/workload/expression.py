"""Expressions over the columns of one table, each with what it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bench.workload.table import Column, Kind, Origins, Table, computed, scanned

COPIES = 0.68  # the share of columns that are passed on as they are


@dataclass(frozen=True, slots=True)
class Value:
    """The SQL of a value, its kind and its origins; ``name`` where it is a column as it is."""

    sql: str
    kind: Kind
    origins: Origins
    name: str | None = None


Pick = Callable[[Kind], Column]


@dataclass(frozen=True, slots=True)
class Expressions:
    """Draws expressions; ``alias`` stands before each column where there is one."""

    chance: Random
    table: Table
    alias: str = ""

    def value(self) -> Value:
        """Any value: mostly a column as it is."""
        if self.chance.random() < COPIES:
            return self.copy()
        wanted = [kind for kind in _MADE if self.table.of(kind)]
        return self.made(self.chance.choice(wanted))

    def copy(self) -> Value:
        """A column as it is."""
        column = self.chance.choice(self.table.columns)
        return Value(self.text(column), column.kind, column.origins, column.name)

    def made(self, kind: Kind) -> Value:
        """A value computed from columns of one kind, now and then from two of them."""
        template, inputs, conditions = self.chance.choice(_MADE[kind])
        values = [self.pick(kind) for _ in range(inputs)]
        tests = [self.pick(kind) for _ in range(conditions)]
        names = {f"v{at}": self.text(column) for at, column in enumerate(values)}
        names |= {f"c{at}": self.text(column) for at, column in enumerate(tests)}
        return Value(template.format(**names), kind, computed(values) | scanned(tests))

    def pick(self, kind: Kind) -> Column:
        """A column of a kind; of any kind where the table has none of that."""
        return self.chance.choice(self.table.of(kind) or self.table.columns)

    def text(self, column: Column) -> str:
        """How the expression names a column."""
        return f"{self.alias}.{column.name}" if self.alias else column.name


# A template, how many values it takes (v0, v1), and how many conditions (c0).
_MADE: dict[Kind, tuple[tuple[str, int, int], ...]] = {
    "number": (
        ("coalesce({v0}, 0)", 1, 0),
        ("coalesce({v0}, {v1})", 2, 0),
        ("cast({v0} as bigint)", 1, 0),
        ("{v0} + {v1}", 2, 0),
        ("round({v0} / nullif({v1}, 0), 2)", 2, 0),
        ("abs({v0})", 1, 0),
        ("greatest({v0}, {v1})", 2, 0),
        ("case when {c0} > 5 then {v0} else 0 end", 1, 1),
        ("case when {c0} between 1 and 9 then {v0} when {c0} is null then {v1} end", 2, 1),
    ),
    "text": (
        ("lower(trim({v0}))", 1, 0),
        ("upper({v0})", 1, 0),
        ("cast({v0} as varchar)", 1, 0),
        ("coalesce({v0}, 'none')", 1, 0),
        ("nullif({v0}, '')", 1, 0),
        ("md5({v0})", 1, 0),
        ("md5(coalesce(cast({v0} as varchar), '') || '-' || coalesce({v1}, ''))", 2, 0),
        ("sha256(lower({v0}))", 1, 0),
        ("{v0} || ' ' || {v1}", 2, 0),
        ("case when {c0} in ('a', 'b') then 'known' else {v0} end", 1, 1),
        ("case {c0} when 'x' then {v0} when 'y' then {v1} else 'other' end", 2, 1),
    ),
}
