"""The SQL policies that are measured judge: each finds what it is for, and nothing else."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bench.own_policies import POLICIES
from dbt_treaty.authored.sql.policy import sql_policy
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.pages.page_project import page_project
from dbt_treaty.project.policy_file import PolicyFile

FILES = sorted(POLICIES.glob("*.sql"))
_USERS = "{{ source('customer_raw', 'users') }}"
_MANY = ", ".join(f"email as email_{at}" for at in range(11))
_CHAIN = {
    f"chain.derived.step_{at}": {"sql": f"select id from {{{{ ref('step_{at - 1}') }}}}"}
    for at in range(1, 60)
}
PAGE: dict[str, Any] = {
    "sources": {"customer.raw.users": {"columns": {"id": [], "Name": [], "email": ["PII"]}}},
    "models": {
        "customer.derived.clean": {
            "sql": f"select id, email, 1 as a, 2 as b, 3 as c from {_USERS}"
        },
        "customer.derived.typed": {"sql": "select cast(1 as integer) as n, avg(2) as m"},
        "customer.derived.means": {"sql": "select avg(id) as mean_id from {{ ref('clean') }}"},
        "customer.product.means_of_means": {
            "sql": "select avg(mean_id) as mean_id from {{ ref('means') }}"
        },
        "customer.product.copied": {"sql": f"select id, {_MANY} from {_USERS}"},
        "customer.product.guessed": {"sql": "select x.a from read_csv('far.csv') as x"},
        "customer.derived.phones": {"sql": "select '1' as phone"},
        "customer.derived.twin": {"sql": "{{ config(alias='phones') }} select 1 as x"},
        "chain.derived.step_0": {"sql": f"select id from {_USERS}"},
        **_CHAIN,
        "chain.product.last": {"sql": "select id from {{ ref('step_59') }}"},
    },
}
FOUND = {
    "columns-in-snake-case": ["users Name"],
    "copies-keep-their-type": [],
    "few-steps-to-a-product": ["last None"],
    "mean-of-a-mean": ["means_of_means mean_id"],
    "no-guess-in-a-product": ["guessed a"],
    "no-raw-text-in-a-product": [
        *sorted(f"copied email_{at}" for at in range(11)),
        "copied id",
    ],
    "one-model-a-relation": ["phones None"],
    "personal-names-are-tagged": ["phones phone"],
    "pii-stays-few": ["copied None"],
    "unused-columns": ["clean None"],
}


def told(evidence: Evidence) -> dict[str, list[str]]:
    found = {}
    for path in FILES:
        policy = sql_policy(PolicyFile(path.name, path.read_text(encoding="utf-8")))
        judged = policy.judge(evidence, policy.options)
        found[policy.name] = sorted(f"{f.resource.split('.')[-1]} {f.column}" for f in judged)
    return found


def test_each_finds_what_it_is_for(tmp_path: Path) -> None:
    assert len(FILES) == 10
    assert told(page_project(PAGE, tmp_path)) == FOUND


def test_a_copy_of_another_type(tmp_path: Path) -> None:
    evidence = page_project(PAGE, tmp_path)
    resources = dict(evidence.project.resources)
    clean = resources["model.mesh.clean"]
    resources[clean.id] = msgspec.structs.replace(clean, catalogued={"id": "BIGINT"})
    first = resources["model.mesh.step_0"]
    resources[first.id] = msgspec.structs.replace(first, catalogued={"id": "INTEGER"})
    users = resources["source.mesh.customer_raw.users"]
    resources[users.id] = msgspec.structs.replace(users, catalogued={"id": "bigint"})
    project = replace(evidence.project, resources=resources)

    assert told(replace(evidence, project=project))["copies-keep-their-type"] == ["step_0 id"]


@pytest.mark.parametrize("seed", ["0", "7", "4711"])
def test_findings_are_the_same_whatever_the_hash_seed(seed: str) -> None:
    """Ten times in one process, and in processes with other seeds."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    program = "from bench.own_policies_test import digest; digest()"
    folder = str(Path(__file__).parent.parent)
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, (folder, os.environ.get("PYTHONPATH")))
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )

    assert (done.returncode, set(done.stdout.split())) == (0, {_digest()}), done.stderr


def digest() -> None:
    """Prints what ten runs find, each as a digest."""
    for _ in range(10):
        sys.stdout.write(_digest() + "\n")


def _digest() -> str:
    with tempfile.TemporaryDirectory() as folder:
        evidence = page_project(PAGE, Path(folder))
        texts = []
        for path in FILES:
            policy = sql_policy(PolicyFile(path.name, path.read_text(encoding="utf-8")))
            texts += [repr(each) for each in policy.judge(evidence, policy.options)]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
