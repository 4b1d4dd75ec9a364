"""dbt killed while it publishes: the table and its quarantine are the old pair or the new one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from dbt_runs import ROOT, copy_project
from quarantine_shop import BAD, DEFAULT, GOOD, REASONS, Shop, shop_files

pytestmark = pytest.mark.thorough

MODELS = {
    "whole": ("materialized='table'", DEFAULT),
    "keyed": ("materialized='incremental', unique_key='id'", DEFAULT),
}
PAIR = ("old", "new")
TIMES = int(os.environ.get("TREATY_CRASHES", "24"))
SEED = int(os.environ.get("TREATY_CRASH_SEED", "1"))


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    project = copy_project("small", tmp_path / "shop", shop_files(MODELS))
    (project.root / "dbt_packages").mkdir()
    (project.root / "dbt_packages" / "dbt_treaty").symlink_to(ROOT)
    project.treaty("sync").must_pass()
    (project.root / "target").mkdir(exist_ok=True)
    return Shop(project)


def test_killed_at_any_point(shop: Shop) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("quarantine_killer.py")),
         str(shop.project.root), str(SEED), str(TIMES)],
        capture_output=True, text=True, check=False,
        env={**os.environ, "DBT_PROFILES_DIR": str(shop.project.root)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    # Else nothing would have been proved: some runs were killed, before and after the one moment.
    assert set(told) <= {"killed", "well", "completed", *(f"{m} {p}" for m in MODELS for p in PAIR)}
    assert told["killed"] > TIMES / 2
    for name in MODELS:
        assert told[f"{name} old"] and told[f"{name} new"]


def test_two_runs_at_once(shop: Shop) -> None:
    shop.fill(*GOOD, *BAD)
    command = [str(Path(sys.executable).parent / "dbt"), "run"]
    runs = [
        subprocess.Popen(
            command, cwd=shop.project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, env={**os.environ, "DBT_PROFILES_DIR": str(shop.project.root)},
        )
        for _ in range(2)
    ]  # fmt: skip
    said = [run.communicate()[0] for run in runs]
    failed = [text for run, text in zip(runs, said, strict=True) if run.returncode]
    assert len(failed) < 2, said
    assert all("lock" in text for text in failed), failed
    for name in MODELS:
        assert (shop.published(name), shop.quarantined(name)) == ([1, 2], REASONS)
