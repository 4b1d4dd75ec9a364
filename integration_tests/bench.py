"""`make bench`: what the gate adds to `dbt build`, as ratios of runs taken in turn.

Machines are noisy, so nothing here is a test: with and without the gate alternate,
and the ratio of the medians is what counts. The generated project has layers of ten models that
join, aggregate and rank; every tenth model of the last layers is a product with a contract.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DBT = Path(sys.executable).parent / "dbt"
ENVIRONMENT = {**os.environ, "DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "False"}
PER_LAYER = 10
COLUMNS = 12

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


def main() -> int:
    """Generate, build in turn with and without the gate, print the table."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="treaty-bench-"))
    try:
        generate(folder, options.models, seed=7)
        dbt(folder, "deps")
        seconds = dbt(folder, "run-operation", "sync_contracts")
        print(f"{options.models} models, sync {seconds:.1f} s; {options.runs} runs each, in turn")
        measure(folder, options.runs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def measure(folder: Path, runs: int) -> None:
    """Time `dbt build` with and without the gate, after one warm-up of each."""
    without = ["--vars", "{dbt_treaty: {gate: external}}", "--target-path", "target_without"]
    variants = {"without the gate": without, "with the gate": []}
    times: dict[str, list[float]] = {name: [] for name in variants}
    for run in range(runs + 1):
        for name, arguments in variants.items():
            seconds = dbt(folder, "build", *arguments)
            if run:
                times[name].append(seconds)
    medians = {name: statistics.median(each) for name, each in times.items()}
    print(f"{'dbt build':<20}{'min s':>9}{'median s':>10}{'max s':>9}{'ratio':>8}")
    for name, each in times.items():
        ratio = medians[name] / medians["without the gate"]
        print(f"{name:<20}{min(each):>9.2f}{medians[name]:>10.2f}{max(each):>9.2f}{ratio:>8.3f}")


def generate(folder: Path, models: int, seed: int) -> None:
    """Write a project of so many models; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a workload, no secret
    (folder / "packages.yml").write_text(f"packages: [{{local: {ROOT}}}]\n")
    (folder / "dbt_project.yml").write_text(PROJECT)
    (folder / "profiles.yml").write_text(PROFILE)
    (folder / "dbt_treaty.yml").write_text("domain: bench\n")
    for kind in ("seeds/raw", "models/derived", "models/product", "contracts/product"):
        (folder / kind).mkdir(parents=True)
    header = ",".join(["id", *(f"c{n}" for n in range(COLUMNS))])
    rows = "\n".join(
        ",".join(str(chance.randint(0, 99)) for _ in range(COLUMNS + 1)) for _ in range(50)
    )
    (folder / "seeds/raw/base.csv").write_text(f"{header}\n{rows}\n")
    names = ["base"]
    for number in range(models):
        product = number % 10 == 9 and number > models // 2
        name = f"m{number:05d}"
        folder_of = folder / "models" / ("product" if product else "derived")
        pool = names[-3 * PER_LAYER :]
        (folder_of / f"{name}.sql").write_text(query(chance, pool))
        if product:
            columns = "\n".join(
                f"  - {{name: {c}, type: bigint, description: a number}}"
                for c in ["id", *(f"c{n}" for n in range(COLUMNS))]
            )
            text = CONTRACT.format(name=name, columns=columns)
            (folder / f"contracts/product/{name}.contract.yaml").write_text(text)
        names.append(name)


def query(chance: random.Random, pool: list[str]) -> str:
    """A model over one or two of the pool: two CTEs, a join, a window, casts."""
    left, right = chance.choice(pool), chance.choice(pool)
    values = ",\n    ".join(
        f"cast({expression(chance, n)} as bigint) as c{n}" for n in range(COLUMNS)
    )
    return (
        f"with l as (\n    select * from {{{{ ref('{left}') }}}}\n),\n"
        f"r as (\n    select id, c0, c1, row_number() over (partition by id order by c0) as place\n"
        f"    from {{{{ ref('{right}') }}}}\n)\n"
        f"select\n    cast(l.id as bigint) as id,\n    {values}\n"
        f"from l\nleft join r on l.id = r.id and r.place = 1\nwhere l.c0 >= 0\n"
    )


def expression(chance: random.Random, n: int) -> str:
    """What column ``n`` is computed from."""
    return chance.choice(EXPRESSIONS).format(n=n, m=chance.randrange(COLUMNS))


EXPRESSIONS = (
    "l.c{n}",
    "coalesce(r.c0, l.c{n})",
    "case when l.c{m} > 5 then l.c{n} else r.c1 end",
    "(l.c{n} + l.c{m}) % 100",
    "abs(l.c{m})",
)


def dbt(folder: Path, *arguments: str) -> float:
    """Run dbt; seconds it took. Ends the bench with dbt's own output where it fails."""
    command = [str(DBT), "--quiet", *arguments, "--profiles-dir", str(folder)]
    begun = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=ENVIRONMENT
    )
    if done.returncode:
        sys.exit(f"dbt {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - begun


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--smoke", action="store_true", help="a small project, once: does it run at all"
    )
    options = parser.parse_args()
    if options.smoke:
        options.models, options.runs = 30, 1
    return options


if __name__ == "__main__":
    sys.exit(main())
