"""The selects a model is a chain of, as people write them, each with the columns it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from bench.workload.expression import Expressions, Value
from bench.workload.table import SQL_TYPES, Column, Table, computed, fresh_name, scanned

MOST = 40  # columns a model may have
LEAST = 10


@dataclass(frozen=True, slots=True)
class Step:
    """A select and what it gives."""

    sql: str
    columns: tuple[Column, ...]


def imported(table: Table) -> Step:
    """All of a parent."""
    return Step(f"select * from {table.sql}", table.columns)


def picked(chance: Random, table: Table) -> Step:
    """Some columns, many under new names, some computed."""
    taken: set[str] = set()
    values = [Expressions(chance, table).value() for _ in range(_width(chance))]
    columns = [_named(chance, value, taken) for value in values]
    condition = chance.choice(table.columns).name
    where = f"\nwhere {condition} is not null" if chance.random() < 0.4 else ""
    return Step(f"select\n{_items(values, columns)}\nfrom {table.sql}{where}", tuple(columns))


def joined(chance: Random, left: Table, right: Table) -> Step:
    """All of the left, some of the right; on an expression, or using a name both have."""
    taken = {column.name for column in left.columns}
    drawn = Expressions(chance, right, "r")
    values = [drawn.value() for _ in range(chance.randint(2, 6))]
    columns = [_named(chance, value, taken) for value in values]
    both = [mine for mine in left.columns if any(_alike(mine, each) for each in right.columns)]
    kind = chance.choice(("join", "left join", "left join"))
    if both and chance.random() < 0.3:
        on = f"using ({chance.choice(both).name})"
    else:
        mine = chance.choice(left.columns)
        on = f"on l.{mine.name} = r.{drawn.pick(mine.kind).name}"
    source = f"from {left.sql} as l\n{kind} {right.sql} as r {on}"
    return Step(f"select\n    l.*,\n{_items(values, columns)}\n{source}", (*left.columns, *columns))


def windowed(chance: Random, table: Table) -> Step:
    """All of a table and some functions over windows, now and then a named one."""
    taken = {column.name for column in table.columns}
    part, order = chance.choice(table.columns), chance.choice(table.columns)
    window = f"(partition by {part.name} order by {order.name} desc)"
    name = "w" if chance.random() < 0.3 else None
    over = name or window
    values = [Value(f"row_number() over {over}", "number", scanned([part, order]))]
    for _ in range(chance.randint(1, 3)):
        value = chance.choice(table.columns)
        function = chance.choice(("lag", "first_value", "max", "lead"))
        origins = computed([value]) | scanned([part, order])
        values.append(Value(f"{function}({value.name}) over {over}", value.kind, origins))
    columns = [_named(chance, value, taken) for value in values]
    end = f"\nwindow {name} as {window}" if name else ""
    if chance.random() < 0.2:
        end += f"\nqualify row_number() over {over} = 1"
    return Step(
        f"select\n    *,\n{_items(values, columns)}\nfrom {table.sql}{end}",
        (*table.columns, *columns),
    )


def grouped(chance: Random, table: Table) -> Step:
    """A few keys and aggregates over the rest."""
    taken: set[str] = set()
    keys = chance.sample(table.columns, chance.randint(1, 3))
    values = [Value(key.name, key.kind, key.origins, key.name) for key in keys]
    values += [_aggregate(chance, table) for _ in range(_width(chance) - len(keys))]
    columns = [_named(chance, value, taken) for value in values]
    by = ", ".join(str(at + 1) for at in range(len(keys)))
    if chance.random() < 0.5:
        by = ", ".join(key.name for key in keys)
    return Step(
        f"select\n{_items(values, columns)}\nfrom {table.sql}\ngroup by {by}", tuple(columns)
    )


def united(chance: Random, first: Table, second: Table) -> Step:
    """Columns of two tables under the first one's names."""
    taken: set[str] = set()
    upper, lower = Expressions(chance, first), Expressions(chance, second)
    above, below = [], []
    for _ in range(_width(chance)):
        value = upper.value()
        other = lower.pick(value.kind)
        same = other.kind == value.kind
        sql = other.name if same else f"cast({other.name} as {SQL_TYPES[value.kind]})"
        above.append(value)
        below.append(Value(sql, value.kind, other.origins if same else computed([other])))
    columns = [_named(chance, value, taken) for value in above]
    both = tuple(
        Column(column.name, column.kind, column.origins | value.origins)
        for column, value in zip(columns, below, strict=True)
    )
    listed = ",\n".join(f"    {value.sql}" for value in below)
    top = f"select\n{_items(above, columns)}\nfrom {first.sql}"
    return Step(f"{top}\nunion all\nselect\n{listed}\nfrom {second.sql}", both)


def _aggregate(chance: Random, table: Table) -> Value:
    value, test = chance.choice(table.columns), chance.choice(table.columns)
    way = chance.randrange(5)
    if way == 0:
        return Value(f"count(distinct {value.name})", "number", computed([value]))
    if way == 1:
        sql = f"max(case when {test.name} is not null then {value.name} end)"
        return Value(sql, value.kind, computed([value]) | scanned([test]))
    if way == 2:
        sql = f"min({value.name}) filter (where {test.name} is not null)"
        return Value(sql, value.kind, computed([value]) | scanned([test]))
    function = "sum" if value.kind == "number" else "max"
    return Value(f"{function}({value.name})", value.kind, computed([value]))


def _named(chance: Random, value: Value, taken: set[str]) -> Column:
    """A column for a value: a copied one keeps its name every other time, where that is free."""
    if value.name and value.name not in taken and chance.random() < 0.5:
        taken.add(value.name)
        return Column(value.name, value.kind, value.origins)
    return Column(fresh_name(chance, taken), value.kind, value.origins)


def _items(values: Iterable[Value], columns: Iterable[Column]) -> str:
    pairs = zip(values, columns, strict=True)
    return ",\n".join(
        f"    {value.sql}" if value.name == column.name else f"    {value.sql} as {column.name}"
        for value, column in pairs
    )


def _alike(one: Column, other: Column) -> bool:
    return one.name == other.name and one.kind == other.kind


def _width(chance: Random) -> int:
    return min(MOST, LEAST + int(chance.expovariate(1 / 5)))
