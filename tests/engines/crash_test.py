"""dbt killed while it publishes, and two of it at once, where others than DuckDB keep the tables.

On PostgreSQL the table and its quarantine are the old pair or the new one after each kill. Spark
has no transaction: there no row is lost or doubled once the next run has ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from dbt_runs import ROOT
from engine import SPARK, Engine, missing, postgres_port
from engine_shop import EngineShop, make_shop
from forked_programs import programs
from quarantine_shop import BAD, DEFAULT, GOOD, REASONS

pytestmark = pytest.mark.engines

SEED = os.environ.get("TREATY_CRASH_SEED", "1")
TIMES = int(os.environ.get("TREATY_CRASHES", "6"))
KEYED = "materialized='incremental', unique_key='id'"
TABLES = {"whole": ("materialized='table'", DEFAULT), "keyed": (KEYED, DEFAULT)}
APPEND = "materialized='incremental', incremental_strategy='append', file_format='parquet'"
SPARK_TABLES = {"whole": ("materialized='table'", DEFAULT), "added": (APPEND, DEFAULT)}


def killed(name: str, shop: EngineShop, times: int, *more: str) -> dict[str, int]:
    """What a killer of this folder found."""
    root = shop.project.root
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(name)), str(root), SEED, str(times), *more],
        capture_output=True, text=True, check=False,
        env={
            **os.environ, "DBT_PROFILES_DIR": str(root),
            "PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{ROOT / 'tests' / 'engines'}",
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.fixture
def on_postgres(started: object, tmp_path: Path) -> EngineShop:
    return make_shop(started("postgres"), tmp_path / "shop", TABLES)  # type: ignore[operator]


def test_killed_at_any_point_on_postgres(on_postgres: EngineShop) -> None:
    told = killed("postgres_killer.py", on_postgres, TIMES, str(postgres_port(on_postgres.engine)))
    pairs = {f"{name} {pair}" for name in TABLES for pair in ("old", "new")}
    assert set(told) <= {"killed", "well", "completed", *pairs}
    # Else nothing would have been proved.
    assert told["killed"] > TIMES / 2
    assert any(told.get(f"{name} old") for name in TABLES)


def run_twice_at_once(shop: EngineShop) -> list[str]:
    """What each of two runs that failed has said."""
    runs = [
        subprocess.Popen(
            [str(programs() / "dbt"), "run", "--target-path", f"target_{at}"],
            cwd=shop.project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "DBT_PROFILES_DIR": str(shop.project.root)},
        )
        for at in range(2)
    ]  # fmt: skip
    said = [each.communicate()[0] for each in runs]
    return [text for each, text in zip(runs, said, strict=True) if each.returncode]


def test_two_runs_at_once_on_postgres(on_postgres: EngineShop) -> None:
    shop = on_postgres
    shop.fill(*GOOD, *BAD)
    # Of two first runs dbt decides before we hold one of them up that there is no table yet.
    failed = run_twice_at_once(shop)
    assert len(failed) < 2, failed[0][-2000:]
    assert all("already exists" in text for text in failed), failed[0][-2000:]
    for name in TABLES:
        assert (shop.published(name), shop.quarantined(name)) == ([1, 2], REASONS)
    shop.fill((1, "odd", 10, "z"), (3, "old", 1, "c"))
    failed = run_twice_at_once(shop)
    assert not failed, failed[0][-2000:]
    odd = (1, ["status.accepted_values"])
    assert (shop.published("whole"), shop.quarantined("whole")) == ([3], [odd])
    left = [odd, *(row for row in REASONS if row[0] != 3)]
    assert (shop.published("keyed"), shop.quarantined("keyed")) == ([1, 2, 3], left)


def test_killed_at_any_point_on_spark(tmp_path: Path) -> None:
    reason = missing("spark")
    if reason is not None:
        pytest.skip(reason)
    shop = make_shop(Engine("spark", SPARK), tmp_path / "shop", SPARK_TABLES)
    told = killed("spark_killer.py", shop, times := min(TIMES, 4))
    assert set(told) <= {"killed", "well", "completed"}
    assert told["completed"] == times + 1
    assert told["killed"] > times / 2
