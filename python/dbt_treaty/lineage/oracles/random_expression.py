"""Random DuckDB expressions of a wanted type over the columns in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

_DRAWS = 4  # of an expression, for one that is not another


@dataclass(frozen=True)
class Column:
    """A column in sight: how it is written, its bare name and its type."""

    sql: str
    name: str
    type: str


@dataclass
class Scope:
    """A FROM clause and the columns it brings in sight."""

    random: Random
    sql: str
    columns: list[Column] = field(default_factory=list)
    subquery: Callable[[Scope, str], str] | None = None

    def add(self, alias: str, columns: dict[str, str]) -> None:
        """Bring a source's columns in sight, qualified."""
        self.columns += [Column(f"{alias}.{name}", name, type_) for name, type_ in columns.items()]

    def share(self, name: str) -> None:
        """Make a column that a join shares a bare one."""
        self.columns = [c if c.name != name else Column(name, name, c.type) for c in self.columns]

    def without(self, aliases: set[str]) -> Scope:
        """The same without the projections' own names."""
        kept = [column for column in self.columns if column.sql not in aliases]
        return replace(self, columns=kept)

    def pick(self, type_: str) -> str:
        """A column of the type, or a literal where there is none."""
        found = [column.sql for column in self.columns if column.type == type_]
        literals = {"varchar": "'a'", "integer": "2", "boolean": "true", "varchar[]": "['a', 'b']"}
        return self.random.choice(found) if found else literals[type_]


def value(scope: Scope, type_: str, depth: int) -> tuple[str, str]:
    """An expression and its type."""
    if type_ == "boolean":
        return f"({boolean(scope, depth)})", type_
    if depth == 0 or scope.random.random() < 0.3:
        return scope.pick(type_), type_
    makers = {"varchar": _texts, "integer": _numbers, "varchar[]": _lists}[type_]
    return scope.random.choice(makers(scope, depth - 1)), type_


def another(scope: Scope, type_: str, depth: int, than: str) -> str:
    """An expression other than one: of ``coalesce(x, x)`` and ``x = x`` half is dead."""
    drawn = (value(scope, type_, depth)[0] for _ in range(_DRAWS))
    return next((each for each in drawn if each != than), than)


def boolean(scope: Scope, depth: int) -> str:
    """A condition."""
    text = value(scope, "varchar", depth)[0]
    number = value(scope, "integer", depth)[0]
    choices = [
        f"{text} = {another(scope, 'varchar', 0, text)}",
        f"{text} is null",
        f"{text} in ('a', 'x')",
        f"not ({number} > 2)",
        f"{number} between 1 and {another(scope, 'integer', 0, number)}",
        f"{text} like 'a%'",
    ]
    if scope.subquery is not None and depth > 0:
        inner = scope.subquery(scope, "varchar")
        choices += [f"{text} in {inner}", f"exists {inner.replace('select max', 'select lower')}"]
    return scope.random.choice(choices)


def _texts(scope: Scope, depth: int) -> list[str]:
    a = value(scope, "varchar", depth)[0]
    b = another(scope, "varchar", depth, a)
    made = [
        f"upper({a})",
        f"md5({a})",
        f"({a} || {b})",
        f"concat({a}, {b})",
        f"coalesce({a}, {b})",
        f"nullif({a}, {b})",
        f"(case when {boolean(scope, depth)} then {a} else {b} end)",
        f"(case {a} when 'a' then {b} end)",
        f"if({boolean(scope, depth)}, {a}, {b})",
        f"({value(scope, 'integer', depth)[0]})::varchar",
        f"({value(scope, 'varchar[]', depth)[0]})[1]",
        f"{{'p': {a}, 'q': {b}}}.p",
        f"array_to_string({value(scope, 'varchar[]', depth)[0]}, ',')",
        f"substr({a}, 1, {value(scope, 'integer', 0)[0]})",
        f"json_extract_string(json_object('p', {a}), '$.p')",
    ]
    made += [f"{c.sql}.f" for c in scope.columns if c.type.startswith("struct")]
    if scope.subquery is not None:
        made.append(scope.subquery(scope, "varchar"))
    return made


def _numbers(scope: Scope, depth: int) -> list[str]:
    a = value(scope, "integer", depth)[0]
    b = another(scope, "integer", depth, a)
    text = value(scope, "varchar", depth)[0]
    made = [
        f"({a} + {b})",
        f"(-{a})",
        f"length({text})::integer",
        f"greatest({a}, {b})",
        f"len({value(scope, 'varchar[]', depth)[0]})::integer",
        f"(case when {boolean(scope, depth)} then {a} else 0 end)",
    ]
    return made + [f"{c.sql}.g" for c in scope.columns if c.type.startswith("struct")]


def _lists(scope: Scope, depth: int) -> list[str]:
    inner, text = value(scope, "varchar[]", depth)[0], value(scope, "varchar", depth)[0]
    return [
        f"[{text}, {value(scope, 'varchar', depth)[0]}]",
        f"list_transform({inner}, lambda e: e || {text})",
        f"list_filter({inner}, lambda e: e > {text})",
        f"[e || 'z' for e in {inner} if e <> {text}]",
        f"list_concat({inner}, [{text}])",
    ]


def window(scope: Scope, type_: str) -> tuple[str, str]:
    """A window function over random partition and order."""
    part, order = value(scope, "varchar", 0)[0], value(scope, "integer", 1)[0]
    over = f"over (partition by {part} order by {order}, {value(scope, 'varchar', 0)[0]})"
    # All rows of a partition by x have the same x.
    inner = another(scope, type_ if type_ == "integer" else "varchar", 1, part)
    if type_ == "integer":
        name = scope.random.choice(["row_number()", f"max({inner})", "dense_rank()"])
        return f"({name} {over})::integer", "integer"
    name = scope.random.choice(["max({})", "first_value({})", "lag({})", "min({})"])
    return f"{name.format(inner)} {over}", "varchar"
