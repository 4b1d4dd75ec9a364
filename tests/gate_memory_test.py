"""What the gate remembers makes it faster, and never blind."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from dbt_runs import DbtProject, copy_project, made_once, synced
from forked_programs import programs
from gate_test import LEAK, REFUSED, SHOP, policies

pytestmark = pytest.mark.slow

# A product whose column comes by a variable, a macro's choice, or the environment.
CHOOSING = {
    **SHOP,
    "macros/chosen.sql": "{% macro chosen() %}nick{% endmacro %}\n",
    "models/product/item.sql": (
        "select cast(id as integer) as id, cast({{ var('label', chosen()) }} as varchar) as label\n"
        "from {{ ref('users') }} where '{{ env_var('LABELS', 'all') }}' = 'all'\n"
    ),
}
MEMORIES = ("compiled.memory", "lineage.ledger")


@pytest.fixture(scope="module")
def warm_template(templates: Path) -> Path:
    folder = templates / "warm_shop"
    return made_once(folder, lambda: synced(copy_project("small", folder, CHOOSING)))


@pytest.fixture
def warm(warm_template: Path, tmp_path: Path) -> DbtProject:
    """The shop after a first build, with all that the gate remembers of it."""
    import shutil

    shutil.copytree(warm_template, tmp_path / "shop", symlinks=True)
    project = DbtProject(tmp_path / "shop")
    project.dbt_here("build").must_pass()  # not before: where a project lies is remembered as well
    return project


def memory(project: DbtProject, name: str) -> Path:
    return project.root / "target/dbt_treaty" / name


def test_a_second_build_reads_nothing_anew_and_finds_the_same(
    warm: DbtProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {name: memory(warm, name).read_bytes() for name in MEMORIES}
    report = (memory(warm, "findings.json")).read_text()

    def refuse(*what: object) -> None:
        raise AssertionError(f"this is known: {what}")

    monkeypatch.setattr("dbt_treaty.ledger.ledger.record", refuse)
    monkeypatch.setattr("dbt_treaty_plugin.compile_memory.CompileMemory.keep", refuse)
    warm.dbt_here("build").must_pass()
    assert {name: memory(warm, name).read_bytes() for name in MEMORIES} == kept
    assert (memory(warm, "findings.json")).read_text() == report


@pytest.mark.thorough
def test_another_process_remembers_the_same(warm: DbtProject) -> None:
    """Sets are in another order in each process."""
    kept = {name: memory(warm, name).read_bytes() for name in MEMORIES}
    for seed in ("1", "2"):
        warm.dbt("compile", env={"PYTHONHASHSEED": seed}).must_pass()
        assert {name: memory(warm, name).read_bytes() for name in MEMORIES} == kept


def test_a_leak_after_a_warm_build_is_refused(warm: DbtProject) -> None:
    warm.edit("macros/chosen.sql", "nick", "email")
    assert warm.dbt_here("build").exit == 2
    assert policies(warm) == REFUSED
    warm.edit("macros/chosen.sql", "email", "nick")
    warm.dbt_here("build").must_pass()


def test_a_leak_by_a_variable_is_refused(warm: DbtProject) -> None:
    assert warm.dbt_here("build", "--vars", "{label: email}").exit == 2
    assert policies(warm) == REFUSED
    warm.dbt_here("build").must_pass()


@pytest.mark.thorough
def test_a_parent_that_changes_is_seen_through_what_did_not(warm: DbtProject) -> None:
    warm.edit(
        "seeds/raw/_seeds.yml",
        "- {name: nick}",
        "- {name: nick, config: {tags: [PII]}}",
    )
    assert warm.dbt_here("build").exit == 2
    assert policies(warm) == REFUSED


@pytest.mark.thorough
@pytest.mark.parametrize("name", MEMORIES)
def test_a_memory_that_is_broken_is_not_believed(name: str, warm: DbtProject) -> None:
    whole = memory(warm, name).read_bytes()
    for broken in (b"", whole[: len(whole) // 2], whole[:-9] + b"\0" * 9, b"no memory"):
        memory(warm, name).write_bytes(broken)
        warm.dbt_here("build").must_pass()
        assert memory(warm, name).read_bytes() == whole


@pytest.mark.thorough
def test_memories_of_a_clean_project_do_not_cover_a_leaking_one(
    warm: DbtProject, tmp_path: Path
) -> None:
    """A target folder copied from elsewhere (a CI cache) is checked like any other."""
    warm.edit(LEAK[0], "var('label', chosen())", "'email'")
    assert warm.dbt_here("build").exit == 2
    assert policies(warm) == REFUSED


@pytest.mark.thorough
def test_two_checks_at_once_agree_and_leave_a_memory_that_holds(warm: DbtProject) -> None:
    memory(warm, "lineage.ledger").unlink()
    command = [str(programs() / "dbt-treaty"), "check", "--format", "json"]
    running = [
        subprocess.Popen(command, cwd=warm.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [each.communicate()[0] for each in running]
    assert [each.returncode for each in running] == [0, 0, 0]
    assert len({json.dumps(json.loads(text), sort_keys=True) for text in said}) == 1
    kept = memory(warm, "lineage.ledger").read_bytes()
    warm.treaty("check").must_pass()
    assert memory(warm, "lineage.ledger").read_bytes() == kept


THROUGH = {
    "dbt_treaty.yml": "domain: shop\n",
    "seeds/raw/users.csv": "id,email\n1,a@example.com\n",
    "models/derived/inlined.sql": (
        "{{ config(materialized='ephemeral') }} select id from {{ ref('users') }}\n"
    ),
    "models/derived/reader.sql": "select id from {{ ref('inlined') }}\n",
    "models/derived/second.sql": "select id from {{ ref('reader') }}\n",
    "models/derived/third.sql": "select id from {{ ref('second') }}\n",
}


def test_what_dbts_own_threads_compile_meanwhile_changes_nothing(tmp_path: Path) -> None:
    """The hook of `dbt compile` waits in the same queue as the models."""
    project = synced(copy_project("small", tmp_path / "shop", THROUGH))
    run = project.dbt_here("compile").must_pass()
    assert project.findings() == [], run.output
    assert not (memory(project, "compiled.memory")).exists()
    project.dbt_here("build").must_pass()
    assert project.findings() == []
