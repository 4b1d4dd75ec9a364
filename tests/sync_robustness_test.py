"""Sync on projects in odd places, of odd shapes, and with others at work beside it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from dbt_runs import DbtProject, copy_project
from forked_programs import programs
from sync_test import CONTRACT, GENERATED, GROUP, ITEM, ONE, files, sync

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

Make = Callable[[dict[str, str]], DbtProject]
PROFILE = "small: {{target: dev, outputs: {{dev: {{type: duckdb, path: '{path}', threads: 2}}}}}}\n"


def windows(text: str) -> str:
    return text.replace("\n", "\r\n")


def test_an_odd_project_by_both_doors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks, quotes, braces and letters in the path; Windows line ends; every folder elsewhere."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "said.sql").write_text("{% macro said() %}'one'{% endmacro %}\n")
    settings = (
        "name: small\nprofile: small\nversion: '1.0.0'\n"
        "flags: {send_anonymous_usage_stats: false}\nmodels: {+materialized: table}\n"
        "model-paths: [src/models, more]\nmacro-paths: [macros, ../shared]\n"
        "packages-install-path: vendor/dbt\n"
    )
    item = ITEM.replace("'one'", "{{ said() }}")
    odd = {
        "dbt_project.yml": windows(settings),
        "profiles.yml": windows(PROFILE.format(path="small.duckdb")),
        "dbt_treaty.yml": windows("domain: shop\nlayout: ['src/models/{tier}/**']\n"),
        "src/models/product/deep/item.sql": windows(item),
        "more/other.sql": "select 1 as id",
        "contracts/product/it's {{ an }} item.contract.yaml": windows(
            CONTRACT.format(name="shop.product.item") + 'description: "{{ boom }}\\r\\n"\n'
        ),
    }
    project = copy_project("small", tmp_path / "a b ü {x} 'q'", odd)
    monkeypatch.setenv("DBT_TARGET_PATH", "out put")
    project.dbt("deps").must_pass()
    project.treaty("sync").must_pass()
    written = files(project, "src")
    assert "src/models/product/deep/_treaty/item.yml" in written
    monkeypatch.setenv("DBT_LOG_FORMAT", "json")
    monkeypatch.setenv("DBT_PRINT", "False")
    project.treaty("sync", "--check").must_pass()
    sync(project, "--args", "{check: true}").must_pass()
    monkeypatch.delenv("DBT_LOG_FORMAT")
    run = project.dbt("build", "--exclude", "other")
    assert run.exit == 0, run.output
    assert (project.root / "out put/dbt_treaty/findings.json").is_file()
    assert not (project.root / "target").exists()
    assert files(project, "src") == written


def test_jinja_in_the_projects_paths(small_project: Make) -> None:
    """dbt's own door knows what it means, the gate too; the other door says that it can't."""
    project = small_project(ONE)
    project.edit(
        "dbt_project.yml", "name: small\n", "name: small\nmodel-paths: [\"{{ 'models' }}\"]\n"
    )
    outside = project.treaty("sync")
    assert outside.exit == 2
    assert "model-paths: has Jinja, which only dbt can render" in outside.output
    assert "Traceback" not in outside.output
    sync(project).must_pass()
    assert GENERATED in files(project)
    project.dbt("build").must_pass()


def test_from_another_folder_by_dbts_runner(small_project: Make, tmp_path: Path) -> None:
    from dbt.cli.main import dbtRunner

    project = small_project(ONE)
    (tmp_path / "home").mkdir()
    database = tmp_path / "small.duckdb"
    (tmp_path / "home" / "profiles.yml").write_text(PROFILE.format(path=database))
    (project.root / "profiles.yml").unlink()
    places = ["--project-dir", "small", "--profiles-dir", "home", "--target-path", "else"]
    secret = ["--vars", "{password: 'a secret'}"]
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        for command in (["run-operation", "sync_contracts"], ["build"]):
            result = dbtRunner().invoke([*command, *places, *secret])
            assert result.success, result.exception
    finally:
        os.chdir(here)
    assert GENERATED in files(project)
    assert (project.root / "else" / "dbt_treaty" / "findings.json").is_file()


def test_two_syncs_at_once(small_project: Make) -> None:
    project = small_project(ONE)
    command = [str(programs() / "dbt-treaty"), "sync"]
    both = [
        subprocess.Popen(
            command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for _ in range(2)
    ]
    said = [process.communicate()[0].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(files(project)) == [GROUP, GENERATED, "models/product/item.sql"]
    project.treaty("sync", "--check").must_pass()


def test_a_linked_folder_is_not_written_through(small_project: Make, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "theirs.yml").write_text("version: 2\n")
    project = small_project(ONE)
    (project.root / "models/product/_treaty").symlink_to(elsewhere)
    for run in (project.treaty("sync"), sync(project)):
        assert run.exit != 0
        assert "outside the project" in " ".join(run.output.split())
        assert "Traceback" not in run.output
    assert [path.name for path in elsewhere.iterdir()] == ["theirs.yml"]
    assert (elsewhere / "theirs.yml").read_text() == "version: 2\n"


def test_a_disk_that_refuses_is_told(small_project: Make) -> None:
    project = small_project(ONE)
    (project.root / "models/product/_treaty").write_text("a file where the folder goes\n")
    run = project.treaty("sync")
    assert run.exit == 2
    assert "_treaty" in run.output
    assert "Traceback" not in run.output
    inner = sync(project)
    assert inner.exit != 0
    assert "Traceback" not in inner.output


def test_names_that_are_words_of_sqls(small_project: Make) -> None:
    """Types, constraints, keys of several columns, references and tests, on a table and a view."""
    contract = CONTRACT.format(name="shop.product.item")
    head, tail = contract.split("  - {name: id")[0], "sla:" + contract.split("sla:")[1]
    columns = """\
  - {name: order, type: integer, primary_key: true, min: 0}
  - {name: group, type: string, primary_key: true, accepted_values: [a, b], pattern: "^[ab]$"}
  - {name: user, type: "struct<select: integer>"}
  - {name: table, type: integer, unique: true, required: true, references: item.table}
"""
    query = """select cast(1 as integer) as "order", cast('a' as varchar) as "group",
cast({'select': 1} as struct("select" integer)) as "user", cast(7 as integer) as "table"
"""
    project = small_project(
        {
            **ONE,
            "contracts/product/item.contract.yaml": head + columns + tail.replace("label", "group"),
            "models/product/item.sql": query,
        }
    )
    sync(project).must_pass()
    project.dbt("build").must_pass()
    project.edit("models/product/item.sql", query, "{{ config(materialized='view') }}\n" + query)
    sync(project).must_pass()
    project.dbt("build", "--full-refresh").must_pass()
    project.edit("models/product/item.sql", "cast('a'", "cast('c'")
    failed = project.dbt("build", "--full-refresh")
    assert failed.exit == 1
    for rule in ("group.accepted_values", "group.pattern"):
        assert f"error {rule}: 1 of 1 rows (100%)" in failed.output


def test_an_incremental_model_with_names_of_its_own(small_project: Make) -> None:
    config = "{{ config(materialized='incremental', alias='items', schema='gold') }}\n"
    project = small_project({**ONE, "models/product/item.sql": config + ITEM})
    sync(project).must_pass()
    written = files(project)
    project.dbt("build").must_pass()
    project.dbt("build", "--full-refresh").must_pass()
    assert project.tables() == ["main_gold.items"]
    project.treaty("sync", "--check").must_pass()
    assert files(project) == written
    wrong = config.replace("schema=", "on_schema_change='ignore', schema=")
    project.edit("models/product/item.sql", config, wrong)
    project.edit("contracts/product/item.contract.yaml", '"1.0.0"', '"1.0.1"')
    refused = project.treaty("sync")
    assert refused.exit == 2
    assert "Models materialized as incremental with contracts enabled must set" in refused.output
    assert "Traceback" not in refused.output


def test_a_model_that_dbt_does_not_build_is_told(small_project: Make) -> None:
    project = small_project(
        {**ONE, "models/product/item.sql": "{{ config(enabled=false) }}\n" + ITEM}
    )
    for run in (project.treaty("sync"), sync(project, "--args", "{check: true}")):
        run.must_pass()
        assert "warning: dbt has no model of models/product/item.sql" in run.output


def test_texts_that_jinja_would_trim_stay_whole(small_project: Make) -> None:
    """A block of text ends with a line end, which rendering takes away: the checksum would tell."""
    contract = CONTRACT.format(name="shop.product.item") + (
        "description: |\n  One row\n  for each item.\n"
        'deprecation: {previous_version: 0.x, migration_notes: "a\\r\\nb\\n"}\n'
        'access: {purposes: ["{{ purpose }}"]}\n'
    )
    project = small_project({**ONE, "contracts/product/item.contract.yaml": contract})
    sync(project).must_pass()
    assert project.dbt("build").exit == 0
    assert project.findings() == []


def test_a_contract_of_many_columns_by_the_outer_door(small_project: Make) -> None:
    """Far more than one argument of a command may have."""
    names = [f"column_{n}" for n in range(1200)]
    contract = CONTRACT.format(name="shop.product.item")
    head, tail = contract.split("  - {name: id")[0], "sla:" + contract.split("sla:")[1]
    columns = "".join(
        f"  - {{name: {name}, type: integer, description: '{name} {'x' * 100}'}}\n"
        for name in names
    )
    project = small_project(
        {
            **ONE,
            "contracts/product/item.contract.yaml": head
            + columns
            + tail.replace("label", names[0]),
            "models/product/item.sql": "select "
            + ", ".join(f"cast(1 as integer) as {name}" for name in names),
        }
    )
    project.treaty("sync").must_pass()
    assert sum(map(len, files(project).values())) > 200_000
    sync(project, "--args", "{check: true}").must_pass()
