"""Random DuckDB queries over everything analysts write; what runs them says what they mean."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from dbt_treaty.lineage.oracles.query_maker import Maker, Query, Source
from dbt_treaty.lineage.oracles.random_expression import Column, boolean, value, window

TABLES: dict[str, dict[str, str]] = {
    "t0": {"a": "varchar", "b": "integer", "k": "varchar", "l": "varchar[]"},
    "t1": {"c": "varchar", "d": "integer", "k": "varchar", "s": "struct(f varchar, g integer)"},
    "t2": {"e": "varchar", "h": "integer", "m": "varchar", "b": "integer"},
}


def _select(maker: Maker) -> Query:
    scope = maker.scope()
    columns: list[tuple[str, str]] = []
    items: list[str] = []
    for _ in range(maker.random.randint(1, 4)):
        type_ = maker.random.choice(["varchar", "varchar", "integer", "boolean", "varchar[]"])
        text, type_ = window(scope, type_) if maker.chance(0.2) else value(scope, type_, 2)
        name = maker.name("o")
        items.append(f"{text} as {name}")
        columns.append((name, type_))
        if maker.chance(0.2):  # the next ones may name it
            scope.columns.append(Column(name, name, type_))
    distinct = maker.random.choice(["", "", "", "distinct "])
    sql = f"select {distinct}{', '.join(items)} from {scope.sql}"
    aliases = {name for name, _ in columns}
    plain = scope.without(aliases)
    if maker.chance(0.4):
        sql += f" where {boolean(plain, 1)}"
    if maker.chance(0.15):
        sql += f" qualify row_number() over (partition by {value(plain, 'varchar', 0)[0]} "
        sql += f"order by {value(plain, 'integer', 0)[0]}) = 1"
    return Query(sql, columns)


def _distinct_on(maker: Maker) -> Query:
    scope = maker.scope()
    key, order = value(scope, "varchar", 0)[0], value(scope, "integer", 0)[0]
    text, type_ = value(scope, "varchar", 1)
    name = maker.name("o")
    sql = f"select distinct on ({key}) {text} as {name} from {scope.sql} order by {key}, {order}"
    return Query(f"select * from ({sql})", [(name, type_)])


def _grouped(maker: Maker) -> Query:
    scope = maker.scope()
    key, key_type = value(scope, maker.random.choice(["varchar", "integer"]), 1)
    k, o, n = maker.name("o"), maker.name("o"), maker.name("o")
    function = maker.random.choice(["max", "min", "string_agg", "arg_max"])
    text, _ = value(scope, "varchar", 1)
    second = f", {value(scope, 'integer', 0)[0]}" if function == "arg_max" else ""
    second = f", ',' order by {text}" if function == "string_agg" else second
    kept = f" filter (where {boolean(scope, 0)})" if maker.chance(0.4) else ""
    counted = maker.random.choice(["*", value(scope, "integer", 0)[0]])
    by = maker.random.choice([key, "1", k, "all", f"rollup ({key})"])
    sql = (
        f"select {key} as {k}, {function}({text}{second}){kept} as {o}, "
        f"count({counted})::integer as {n} from {scope.sql}"
    )
    if maker.chance(0.3):
        sql += f" where {boolean(scope, 0)}"
    sql += f" group by {by}"
    if maker.chance(0.3):
        sql += f" having max({value(scope, 'integer', 0)[0]}) > 1"
    return Query(sql, [(k, key_type), (o, "varchar"), (n, "integer")])


def _star(maker: Maker) -> Query:
    source = maker.source()
    columns, text = dict(source.columns), "*"
    names = list(columns)
    kind = maker.random.choice(["modify", "columns", "lambda", "like"])
    if kind != "modify" and not any(n.startswith(names[0][0]) for n in names[1:]):
        first = names[0][0]
        what = {
            "columns": f"columns('^{first}.*')",
            "lambda": f"columns(lambda c: c like '{first}%')",
            "like": f"* like '{first}%'",
        }[kind]
        return Query(f"select {what} from {source.sql}", [(names[0], columns[names[0]])])
    made = list(columns.items())
    gone, changed, renamed = (maker.random.choice(names) for _ in range(3))
    if len(names) > 1 and maker.chance(0.5):
        text += f" exclude ({gone})"
        made = [pair for pair in made if pair[0] != gone]
    if columns[changed] == "varchar" and changed in dict(made) and maker.chance(0.5):
        text += f" replace (upper({changed}) as {changed})"
    elif renamed in dict(made) and maker.chance(0.5):
        new = maker.name("r")
        text += f" rename ({renamed} as {new})"
        made = [(new if name == renamed else name, type_) for name, type_ in made]
    return Query(f"select {text} from {source.sql}", made)


def _natural(maker: Maker) -> Query:
    left, right = maker.random.sample(maker.sources, 2)
    same = [n for n, t in left.columns.items() if right.columns.get(n) == t]
    if not same or any(n in right.columns and n not in same for n in left.columns):
        return _star(maker)
    x, y = maker.name("x"), maker.name("x")
    kind = maker.random.choice(["", "left ", "full "])
    sql = f"select * from {left.sql} as {x} natural {kind}join {right.sql} as {y}"
    return Query(sql, list((left.columns | right.columns).items()))


def _set(maker: Maker) -> Query:
    types = [maker.random.choice(["varchar", "integer"]) for _ in range(maker.random.randint(1, 3))]
    names = [maker.name("o") for _ in types]
    by_name = maker.chance(0.3)
    arms = []
    for _ in range(maker.random.randint(2, 3)):
        scope = maker.scope()
        items = [
            f"{value(scope, type_, 1)[0]} as {name}"
            for name, type_ in zip(names, types, strict=True)
        ]
        if by_name:
            maker.random.shuffle(items)
        arms.append(f"select {', '.join(items)} from {scope.sql}")
    if by_name:
        operator = maker.random.choice(["union by name", "union all by name"])
        listed = ", ".join(names)
        sql = f"select {listed} from ({f' {operator} '.join(arms)})"
        return Query(sql, list(zip(names, types, strict=True)))
    kinds = ["union", "union all", "intersect", "except", "except all"]
    sql = f"({arms[0]})"
    for arm in arms[1:]:
        sql = f"({sql} {maker.random.choice(kinds)} ({arm}))"
    return Query(f"select * from {sql}", list(zip(names, types, strict=True)))


def _pivot(maker: Maker) -> Query:
    query = _grouped(maker)
    (k, _), (o, _), (n, _) = query.columns
    sql = f"select * from ({query.sql}) pivot (max({n}) for {o} in ('a', 'b'))"
    if maker.chance(0.5):
        return Query(
            f"select {k} as {k}p, a as {k}a from ({sql})",
            [(f"{k}p", query.columns[0][1]), (f"{k}a", "integer")],
        )
    return Query(f"select {k}, b as {k}b from ({sql})", [query.columns[0], (f"{k}b", "integer")])


def _unpivot(maker: Maker) -> Query:
    source = maker.source()
    texts = [name for name, type_ in source.columns.items() if type_ == "varchar"]
    if len(texts) < 2:
        return _star(maker)
    on = maker.random.sample(texts, 2)
    k, v = maker.name("o"), maker.name("o")
    rest = [(n, t) for n, t in source.columns.items() if n not in on]
    nulls = maker.random.choice(["", " include nulls"])
    sql = f"select * from {source.sql} unpivot{nulls} ({v} for {k} in ({', '.join(on)}))"
    return Query(sql, [*rest, (k, "varchar"), (v, "varchar")])


def _unnested(maker: Maker) -> Query:
    scope = maker.scope()
    a, b = maker.name("o"), maker.name("o")
    sql = f"select unnest({value(scope, 'varchar[]', 1)[0]}) as {a}, "
    sql += f"{value(scope, 'integer', 1)[0]} as {b} from {scope.sql}"
    return Query(sql, [(a, "varchar"), (b, "integer")])


def _recursive(maker: Maker) -> Query:
    scope, name, n, v, w = maker.scope(), *(maker.name("r") for _ in range(4))
    seed = f"select 1, {value(scope, 'varchar', 0)[0]}, {value(scope, 'varchar', 0)[0]}"
    step = maker.random.choice([f"select {n} + 1, {w}, {v}", f"select {n} + 1, {v}, {v} || {w}"])
    union = maker.random.choice(["union all", "union"])
    sql = (
        f"select * from (with recursive {name} ({n}, {v}, {w}) as ({seed} from {scope.sql} "
        f"{union} {step} from {name} where {n} < 3) select * from {name})"
    )
    return Query(sql, [(n, "integer"), (v, "varchar"), (w, "varchar")])


def _asof(maker: Maker) -> Query:
    sources = [s for s in maker.sources if {"varchar", "integer"} <= set(s.columns.values())]
    left, right = maker.random.choice(sources), maker.random.choice(sources)
    x, y, o, p = (maker.name("x") for _ in range(4))

    def one(source: Source, type_: str) -> str:
        return maker.random.choice([n for n, t in source.columns.items() if t == type_])

    sql = (
        f"select {x}.{one(left, 'varchar')} as {o}, {y}.{one(right, 'integer')} as {p} "
        f"from {left.sql} as {x} asof join {right.sql} as {y} "
        f"on {x}.{one(left, 'varchar')} = {y}.{one(right, 'varchar')} "
        f"and {x}.{one(left, 'integer')} >= {y}.{one(right, 'integer')}"
    )
    return Query(sql, [(o, "varchar"), (p, "integer")])


_FLAT: list[Callable[[Maker], Query]] = [_select, _select, _grouped, _star, _unpivot]
_KINDS = [*_FLAT, _distinct_on, _natural, _set, _set, _pivot, _unnested, _recursive, _asof]


def random_query(random: Random, depth: int = 2) -> str:
    """A chain of CTEs and a last query; whether DuckDB takes it is for DuckDB to say."""
    tables = [Source(f"main.{name}", columns) for name, columns in TABLES.items()]
    maker = Maker(random, tables, depth, flat=_FLAT, kinds=_KINDS)
    for _ in range(random.choice([0, 1, 1, 2, 3])):
        maker.cte()
    last = maker.query()
    return f"with {', '.join(maker.ctes)} {last.sql}" if maker.ctes else last.sql
