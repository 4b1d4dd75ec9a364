"""SQL that grows without end: each maker takes a size and writes a query over ``t(a, b)``."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random


def _chain(first: str, step: str, last: str, size: int) -> str:
    """CTEs, each from the one before it; ``{}`` in the step is that one's name, ``#`` a number."""
    steps = [step.format(f"c{i}").replace("#", str(i)) for i in range(size)]
    ctes = ", ".join(f"c{i + 1} as ({text})" for i, text in enumerate(steps))
    return f"with c0 as ({first}), {ctes} {last.format(f'c{size}')}"


def _listed(text: str, size: int, separator: str = ", ") -> str:
    return separator.join(text.replace("#", str(i)) for i in range(size))


def _wide(size: int) -> str:
    first = f"select {_listed('a as x#', size * 5)} from t"
    return _chain(first, "select * from {}", "select * from {}", 10)


_DEEP = "select list_transform(a, lambda x: "
_ALL, _PAIR = "select * from {}", "select a, b from t"
_CALLS = "select f#(a, b) as a, g#(a, b) as b from {}"
_CROSS = "select x.*, y.* from {0} x join {0} y on true"
_BACK = "a" * 40

# The sizes are times a thousand, or where a thousand is beyond every parser, what it can bear.
MAKERS: dict[str, Callable[[int], str]] = {
    "in list": lambda n: f"select a from t where a in ({_listed('#', 20 * n)})",
    "union arms": lambda n: _listed("select a, b from t", n, " union all "),
    "union brackets": lambda n: "(" * n + "select a from t" + " union select b from t)" * n,
    "wide select": lambda n: f"select {_listed('lower(a) as x#', 5 * n)} from t",
    "wide stars": _wide,
    "many CTEs": lambda n: _chain(_PAIR, _ALL, _ALL, n),
    "calls in CTEs": lambda n: _chain(_PAIR, _CALLS, _ALL, n // 4 + 1),
    "doubled columns": lambda n: _chain(_PAIR, _CROSS, _ALL, min(n, 40)),
    "swapped arms": lambda n: _chain(
        _PAIR, "select a, b from {0} union select b, a from {0}", _ALL, n // 4 + 1
    ),
    "subqueries in FROM": lambda n: "select a from (" * n + _PAIR + ")" * n,
    "subqueries in WHERE": lambda n: "select a from t where a in (" * n + _PAIR + ")" * n,
    "joins": lambda n: f"select a from t {_listed('join t t# using (a)', n // 2, ' ')}",
    "joins with stars": lambda n: f"select * from t {_listed('join t t# on true', n // 2, ' ')}",
    "lateral aliases": lambda n: (
        "select a as x0, b as y0, "
        + ", ".join(
            f"x{i} || y{i} as x{i + 1}, y{i} || x{i} as y{i + 1}" for i in range(n // 4 + 1)
        )
        + " from t"
    ),
    "cases": lambda n: f"select {'case when a = 1 then ' * n}b{' end' * n} from t",
    "brackets": lambda n: f"select {'(' * n}a{')' * n} from t",
    "open brackets": lambda n: f"select {'(' * n}a from t",
    "open cases": lambda n: f"select a from t where {'case when ' * n}",
    "indexes": lambda n: f"select a{'[1' * n}{']' * n} from t",
    "fields": lambda n: f"select a{'.x' * n} from t",
    "structs": lambda n: "select " + "{'k': " * n + "a" + "}" * n + " from t",
    "lambdas": lambda n: _DEEP * (n // 4) + "x" + ")" * (n // 4) + " from t",
    "conditions": lambda n: f"select a from t where {_listed('a = b', 10 * n, ' and ')}",
    "concatenation": lambda n: f"select {_listed('a', 10 * n, ' || ')} from t",
    "columns": lambda n: f"select {_listed('columns(*)', n)} from t",
    "pivot values": lambda n: f"select * from t pivot (max(a) for b in ({_listed('#', 5 * n)}))",
    "pivot squared": lambda n: (
        f"select * from t pivot ({_listed('max(a) as m#', n)} for b in ({_listed('#', n)}))"
    ),
    "grouping sets": lambda n: f"select a from t group by cube ({_listed('a, b', n)})",
    "values": lambda n: f"select * from (values {_listed('(#, 2)', 10 * n)}) v(x, y)",
    "recursion": lambda n: (
        f"with recursive r as (select {_listed('a as x#', n // 8 + 2)} from t "
        f"union all select {_listed('f#(x#, x0, x1)', n // 8 + 2)} from r) select * from r"
    ),
    "alias of a kilobyte": lambda n: f'select a as "{"ü" * n}" from t as "{"t" * n}"',
    "quotes": lambda n: "select '" * n,
    "comments": lambda n: "select a /*" * n + "*/" * n + " from t",
    "templates": lambda n: "select {{ " * n,
    "a pattern that backtracks": lambda n: (
        f"with w as (select a as {_BACK}x from t) select columns('^({'a' * (n % 7)}a+)+$') from w"
    ),
}


def spliced(random: Random, one: str, other: str) -> str:
    """One query with another, or a piece of it, put in between two of its tokens."""
    tokens, pieces = re.findall(r"\w+|[^\w\s]|\s+", one), re.findall(r"\w+|[^\w\s]|\s+", other)
    at = random.randrange(len(tokens) + 1)
    piece = "".join(pieces[random.randrange(len(pieces) + 1) :]) if random.random() < 0.5 else other
    shape = random.choice(["{}", "({})", " (select * from ({})) ", " union all {}", "{} where "])
    return "".join(tokens[:at]) + shape.format(piece.strip().rstrip(";")) + "".join(tokens[at:])


def wrapped(random: Random, sql: str) -> str:
    """The query within others."""
    sql = sql.strip().rstrip(";")
    for _ in range(random.randint(1, 6)):
        sql = random.choice(
            [
                "select * from ({}) s",
                "with w as ({}) select * from w",
                "({}) union all ({})",
                "select (select count(*) from ({}) s) as n",
                "select x.* from ({}) x, ({}) y",
            ]
        ).replace("{}", sql)
        if len(sql) > 20_000:
            break
    return sql


def sprinkled(random: Random, sql: str) -> str:
    """The query with odd characters put in."""
    odd = "'\"`[](){}\\\x00\n\t;,.:$#@%*-/\N{SECTION SIGN}\u202e\u200b\ufeff\U0001f600é\ud7ff"
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(sql) + 1)
        sql = sql[:at] + random.choice(odd) * random.choice([1, 1, 2, 40]) + sql[at:]
    return sql
