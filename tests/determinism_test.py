"""A report is the same byte for byte, whatever the run, the hash seed and the processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.workload.manifest import manifest
from bench.workload.project import project
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.pages.examples import read_examples
from dbt_treaty.reporters.formats import FORMATS
from dbt_treaty.reporters.policy_page import page

SCRIPT = Path(__file__).with_name("report_once.py")
RUNS = 10
MODELS = 40


def lay_out(folder: Path) -> None:
    """The first example that each policy's page shows failing, and a generated project."""
    for policy in POLICIES:
        example = next(each for each in read_examples(page(policy.name)) if each.kind == "Fails")
        path = folder / f"example_{policy.name}.json"
        path.write_text(json.dumps(example.project(), default=str))
    (folder / "manifest.json").write_text(json.dumps(manifest(project(MODELS, 7))))


def reports(folder: Path, run: int) -> bytes:
    """What a process of its own writes, its hash seed and number of processes other each time."""
    here = folder / f"run{run}"
    here.mkdir()
    environment = {
        **os.environ,
        "PYTHONHASHSEED": str(run),
        "DBT_TREATY_PROCESSES": str(1 + run % 3),
    }
    command = [sys.executable, str(SCRIPT), str(folder), str(here)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.thorough
def test_ten_runs_say_the_same(tmp_path: Path) -> None:
    lay_out(tmp_path)
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda run: reports(tmp_path, run), range(RUNS)))

    listed = json.loads(told[0])
    found = {f["policy"] for each in listed for f in json.loads(each["json"])["findings"]}
    assert {policy.name for policy in POLICIES} <= found
    assert all(each.keys() == FORMATS.keys() for each in listed)
    assert {len(each) for each in told} == {len(told[0])}
    assert set(told) == {told[0]}
