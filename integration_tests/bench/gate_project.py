"""A project that dbt builds on DuckDB: layers of ten models that join, aggregate and rank.

Every tenth model of the last layers is a product with a contract.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from bench.process import ROOT

PER_LAYER = 10
COLUMNS = 12
_NAMES = ("id", *(f"c{n}" for n in range(COLUMNS)))

PROJECT = """\
name: bench
profile: bench
version: "1.0.0"
flags: {send_anonymous_usage_stats: false}
models: {+materialized: table}
"""
PROFILE = """\
bench: {target: dev, outputs: {dev: {type: duckdb, path: target/bench.duckdb, threads: 2}}}
"""
CONTRACT = """\
name: bench.product.{name}
version: "1.0.0"
owner: {{team: "@bench", on_call: bench-pager}}
schema:
{columns}
sla: {{freshness: 1d, completeness: "99%", accuracy: "99%"}}
semantics: {{grain: one row a key}}
"""
EXPRESSIONS = (
    "l.c{n}",
    "coalesce(r.c0, l.c{n})",
    "case when l.c{m} > 5 then l.c{n} else r.c1 end",
    "(l.c{n} + l.c{m}) % 100",
    "abs(l.c{m})",
)


def write_gate_project(folder: Path, models: int, seed: int) -> None:
    """Write a project of so many models; the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - a workload, no secret
    _write_frame(folder, chance)
    names = ["base"]
    for number in range(models):
        product = number % 10 == 9 and number > models // 2
        name, place = f"m{number:05d}", "product" if product else "derived"
        sql = _query(chance, names[-3 * PER_LAYER :])
        (folder / "models" / place / f"{name}.sql").write_text(sql)
        if product:
            _write_contract(folder, name)
        names.append(name)


def _write_frame(folder: Path, chance: Random) -> None:
    (folder / "packages.yml").write_text(f"packages: [{{local: {ROOT}}}]\n")
    (folder / "dbt_project.yml").write_text(PROJECT)
    (folder / "profiles.yml").write_text(PROFILE)
    (folder / "dbt_treaty.yml").write_text("domain: bench\n")
    for kind in ("seeds/raw", "models/derived", "models/product", "contracts/product"):
        (folder / kind).mkdir(parents=True)
    rows = [_NAMES, *([str(chance.randint(0, 99)) for _ in _NAMES] for _ in range(50))]
    (folder / "seeds/raw/base.csv").write_text("".join(f"{','.join(row)}\n" for row in rows))


def _write_contract(folder: Path, name: str) -> None:
    columns = "\n".join(
        f"  - {{name: {column}, type: bigint, description: a number}}" for column in _NAMES
    )
    path = folder / "contracts" / "product" / f"{name}.contract.yaml"
    path.write_text(CONTRACT.format(name=name, columns=columns))


def _query(chance: Random, pool: list[str]) -> str:
    """A model over one or two of the pool: two CTEs, a join, a window, casts."""
    left, right = chance.choice(pool), chance.choice(pool)
    values = ",\n    ".join(
        f"cast({_expression(chance, n)} as bigint) as c{n}" for n in range(COLUMNS)
    )
    return (
        f"with l as (\n    select * from {{{{ ref('{left}') }}}}\n),\n"
        f"r as (\n    select id, c0, c1, row_number() over (partition by id order by c0) as place\n"
        f"    from {{{{ ref('{right}') }}}}\n)\n"
        f"select\n    cast(l.id as bigint) as id,\n    {values}\n"
        f"from l\nleft join r on l.id = r.id and r.place = 1\nwhere l.c0 >= 0\n"
    )


def _expression(chance: Random, n: int) -> str:
    """What column ``n`` is computed from."""
    return chance.choice(EXPRESSIONS).format(n=n, m=chance.randrange(COLUMNS))
