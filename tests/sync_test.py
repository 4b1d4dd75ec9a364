"""`sync_contracts` and `dbt-treaty sync` on real projects: what is written, what never is."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from dbt_runs import DbtProject, Run

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

Make = Callable[[dict[str, str]], DbtProject]

CONTRACT = """\
name: {name}
version: "1.0.0"
owner: {{team: "@small-team", on_call: small-pager}}
schema:
  - {{name: id, type: integer, required: true, primary_key: true}}
  - {{name: label, type: string}}
sla: {{freshness: 1d, completeness: "99%", accuracy: "99%"}}
semantics: {{label: what people call it}}
"""
ITEM = "select cast(1 as integer) as id, cast('one' as varchar) as label\n"
ONE = {
    "dbt_treaty.yml": "domain: shop\n",
    "models/product/item.sql": ITEM,
    "contracts/product/item.contract.yaml": CONTRACT.format(name="shop.product.item"),
}
GENERATED = "models/product/_treaty/item.yml"
GROUP = "models/product/_treaty/_group_shop.yml"


def sync(project: DbtProject, *arguments: str) -> Run:
    return project.dbt("run-operation", "sync_contracts", *arguments)


def files(project: DbtProject, folder: str = "models") -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    root = project.root
    found = sorted(path for path in (root / folder).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_a_second_sync_changes_no_byte(mesh: DbtProject) -> None:
    before = files(mesh)
    run = sync(mesh).must_pass()
    assert files(mesh) == before
    assert "7 contracts, 0 written, 0 removed" in run.output


def test_both_doors_write_the_same_bytes(mesh: DbtProject) -> None:
    before = files(mesh)
    for path in before:
        if "/_treaty/" in path:
            (mesh.root / path).unlink()
    mesh.treaty("sync").must_pass()
    assert files(mesh) == before


def test_both_doors_keep_the_name_that_the_project_gives_a_table(small_project: Make) -> None:
    settings = "models: {small: {product: {item: {+alias: things, +materialized: table}}}}\n"
    project = small_project(ONE)
    with (project.root / "dbt_project.yml").open("a") as file:
        file.write(settings)
    project.treaty("sync").must_pass()
    outside = files(project)
    assert b"alias: things" in outside[GENERATED]
    for path in (GENERATED, GROUP):
        (project.root / path).unlink()
    sync(project).must_pass()
    assert files(project) == outside
    project.treaty("sync", "--check").must_pass()


def test_a_name_that_the_project_no_longer_gives_is_given_up_by_both_doors(
    small_project: Make,
) -> None:
    named = "{{ config(alias='things') }}\n"
    project = small_project({**ONE, "models/product/item.sql": named + ITEM})
    sync(project).must_pass()
    assert b"alias: things" in files(project)[GENERATED]
    (project.root / "models/product/item.sql").write_text(ITEM)
    assert project.treaty("sync", "--check").exit == 1
    sync(project).must_pass()
    assert b"alias: item\n" in files(project)[GENERATED]
    project.treaty("sync", "--check").must_pass()
    with (project.root / "dbt_project.yml").open("a") as file:
        file.write("models: {small: {product: {+alias: things}}}\n")
    assert project.treaty("sync", "--check").exit == 1
    sync(project).must_pass()
    assert b"alias: things" in files(project)[GENERATED]
    project.treaty("sync", "--check").must_pass()


def test_check_says_what_would_change_and_changes_nothing(small_project: Make) -> None:
    project = small_project(ONE)
    run = sync(project, "--args", "{check: true}")
    assert run.exit != 0
    assert f"would write   {GENERATED}" in run.output
    assert project.treaty("sync", "--check").exit == 1
    said = sync(project, "--args", "{check: 'false'}")
    assert (said.exit, "allowed: true, false, without quotes" in said.output) == (1, True)
    assert sorted(files(project)) == ["models/product/item.sql"]
    sync(project).must_pass()
    sync(project, "--args", "{check: true}").must_pass()
    project.treaty("sync", "--check").must_pass()


def test_a_broken_generated_file_locks_nobody_out(small_project: Make) -> None:
    project = small_project(ONE)
    sync(project).must_pass()
    whole = files(project)
    (project.root / GENERATED).write_bytes(whole[GENERATED] + b"\n  : : not yaml [\n")
    assert sync(project).exit != 0, "dbt itself does not parse such a project"
    project.treaty("sync").must_pass()
    assert files(project) == whole


def test_what_no_contract_asks_for_any_more_is_removed_and_the_rest_stays(
    small_project: Make,
) -> None:
    note = "models/product/_treaty/notes.yml"
    project = small_project({**ONE, note: "version: 2\n"})
    sync(project).must_pass()
    assert sorted(files(project)) == [GROUP, GENERATED, note, "models/product/item.sql"]
    (project.root / "contracts/product/item.contract.yaml").unlink()
    run = sync(project).must_pass()
    assert "2 removed" in run.output
    assert sorted(files(project)) == [note, "models/product/item.sql"]
    assert "no contracts under contracts/" in sync(project).must_pass().output


def test_an_existing_group_is_used_and_not_defined_again(small_project: Make) -> None:
    groups = "version: 2\ngroups: [{name: shop, owner: {name: us}}]\n"
    project = small_project({**ONE, "models/groups.yml": groups})
    sync(project).must_pass()
    assert sorted(files(project)) == [
        "models/groups.yml",
        GENERATED,
        "models/product/item.sql",
    ]
    project.dbt("build").must_pass()


HINDERED: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "a hand-written entry of the same model": (
        {"models/product/all.yml": "version: 2\nmodels:\n  - name: other\n  - name: item\n"},
        ("models/product/all.yml:4: item has a hand-written entry", "delete it; sync writes"),
    ),
    "a contract for no model": (
        {"contracts/product/itm.contract.yaml": CONTRACT.format(name="shop.product.itm")},
        (
            "contracts/product/itm.contract.yaml:1: contract shop.product.itm is for no model",
            'did you mean "item"?',
        ),
    ),
    "a quarantine of a Python model": (
        {
            "models/product/frame.py": "def model(dbt, session):\n    return None\n",
            "contracts/product/frame.contract.yaml": CONTRACT.format(name="shop.product.frame")
            + "quarantine: {enabled: true}\n",
        },
        ("models/product/frame.py is a Python model", "publish it through an SQL model"),
    ),
    "a file in the way": (
        {GENERATED: "version: 2\n"},
        (f"{GENERATED}:1: stands where sync writes, and sync did not generate it",),
    ),
    "two contracts of one name": (
        {"contracts/product/again.contract.yaml": CONTRACT.format(name="shop.product.item")},
        ("again.contract.yaml", "item.contract.yaml"),
    ),
    "a contract that lies elsewhere than its model": (
        {
            "models/raw/stock.sql": ITEM,
            "contracts/product/stock.contract.yaml": CONTRACT.format(name="shop.product.stock"),
        },
        ("contract shop.product.stock, but models/raw/stock.sql lies in shop.raw",),
    ),
    "a contract that does not parse": (
        {"contracts/product/bad.contract.yaml": "name: [unclosed\n"},
        ("contracts/product/bad.contract.yaml:",),
    ),
}


@pytest.mark.parametrize("case", HINDERED)
def test_what_stands_in_the_way_is_told_and_nothing_is_written(
    case: str, small_project: Make
) -> None:
    extra, expected = HINDERED[case]
    project = small_project({**ONE, **extra})
    before = files(project)
    run = project.treaty("sync")
    assert run.exit == 2, run.output
    said = " ".join(run.output.split())
    for text in expected:
        assert " ".join(text.split()) in said, run.output
    assert "Traceback" not in run.output
    assert files(project) == before


def test_a_project_that_does_not_parse_with_the_candidates_keeps_its_old_files(
    small_project: Make,
) -> None:
    project = small_project(ONE)
    sync(project).must_pass()
    before = files(project)
    project.edit("contracts/product/item.contract.yaml", '"1.0.0"', '"1.0.1"')
    project.edit("models/product/item.sql", ITEM, "select {{ ref('nowhere') }}")
    run = project.treaty("sync")
    assert run.exit == 2
    assert "depends on a node named 'nowhere'" in run.output
    assert "the files on disk are as they were" in run.output
    after = files(project)
    assert {path: after[path] for path in (GENERATED, GROUP)} == {
        path: before[path] for path in (GENERATED, GROUP)
    }


def test_a_contracts_text_is_data(small_project: Make) -> None:
    """Neither Jinja nor SQL comes to life, and no value changes on its way to the test."""
    hostile = """\
name: shop.product.item
version: "1.0.0"
owner: {team: "{{ exceptions.raise_compiler_error('team') }}", on_call: p}
description: "{% raw %} {{ this }} {# gone #}"
schema:
  - {name: id, type: integer, description: "it's \\"{{ boom }}\\""}
  - name: label
    type: string
    description: "ref('nowhere')"
    accepted_values: ["it's", "'); drop table item; --", "{{ 1 }}", "env_var('HOME')", "05"]
sla: {freshness: 1d, completeness: "99%", accuracy: "99%"}
semantics: {label: "{%- endraw -%}"}
quality: {row_rules: [{sql: "label <> '{{ x }}'"}]}
"""
    values = ["it's", "'); drop table item; --", "{{ 1 }}", "env_var('HOME')", "05"]
    literals = ["'" + v.replace("'", "''").replace("{{", "{' || '{") + "'" for v in values]
    query = "\nunion all ".join(
        f"select cast({n} as integer) as id, cast({text} as varchar) as label"
        for n, text in enumerate(literals)
    )
    project = small_project(
        {**ONE, "contracts/product/item.contract.yaml": hostile, "models/product/item.sql": query}
    )
    sync(project).must_pass()
    project.dbt("build").must_pass()
    manifest = json.loads((project.root / "target/manifest.json").read_text())
    node = manifest["nodes"]["model.small.item.v1"]
    assert node["description"] == "{% raw %} {{ this }} {# gone #}"
    assert node["columns"]["id"]["description"] == 'it\'s "{{ boom }}"'
    assert node["columns"]["label"]["description"] == "ref('nowhere')\n\n{%- endraw -%}"
    contract = node["config"]["meta"]["dbt_treaty"]["contract"]["v1"]
    assert contract["columns"][1]["accepted_values"] == values
    assert contract["owner"]["team"] == "{{ exceptions.raise_compiler_error('team') }}"
    project.edit("models/product/item.sql", "'05'", "'5'")
    failed = project.dbt("build")
    assert failed.exit == 1
    assert "error label.accepted_values: 1 of 5 rows (20%)" in failed.output


def test_constraints_where_the_warehouse_holds_them_and_tests_where_not(
    small_project: Make,
) -> None:
    project = small_project(ONE)
    sync(project).must_pass()
    table = files(project)[GENERATED].decode()
    assert "- type: primary_key" in table
    assert "treaty_item_v1_row_rules" not in table
    project.edit("models/product/item.sql", ITEM, "{{ config(materialized='view') }}\n" + ITEM)
    sync(project).must_pass()
    view = files(project)[GENERATED].decode()
    assert "- type: primary_key" not in view
    assert "treaty_item_v1_row_rules" in view
    project.dbt("build").must_pass()


def test_a_first_sync_keeps_the_models_file_relation_and_readers(small_project: Make) -> None:
    reader = "select id from {{ ref('item') }}\n"
    project = small_project({**ONE, "models/derived/reader.sql": reader})
    sync(project).must_pass()
    project.dbt("build").must_pass()
    assert project.tables() == ["main.item", "main.reader"]
    assert (project.root / "models/product/item.sql").read_text() == ITEM


NEXT = {
    "contracts/product/item_v2.contract.yaml": CONTRACT.format(name="shop.product.item")
    .replace("1.0.0", "2.0.0")
    .replace("name: label", "name: title")
    + 'deprecation: {previous_version: 1.x, announced: "2026-01-31", sunset_date: "2999-01-31"}\n',
    "models/product/item_v2.sql": ITEM.replace("label", "title"),
    "models/derived/old.sql": "select label from {{ ref('item', v=1) }}\n",
    "models/derived/new.sql": "select title from {{ ref('item', v=2) }}\n",
    "models/derived/bare.sql": "select title from {{ ref('item') }}\n",
    "dbt_treaty.yml": "domain: shop\nlatest_versions: {shop.product.item: 2}\n",
}


def test_a_major_comes_beside_another_is_made_the_latest_and_goes_again(
    small_project: Make,
) -> None:
    """With readers that name both, which dbt only parses once sync has written the versions."""
    project = small_project(ONE)
    sync(project).must_pass()
    before = files(project)
    for path, text in NEXT.items():
        project.edit(path, "", text)
    assert sync(project).exit != 0, "dbt itself does not parse a reader of what is not there yet"
    project.treaty("sync").must_pass()
    sync(project, "--args", "{check: true}").must_pass()
    project.dbt("build").must_pass()
    assert project.tables() == [
        "main.bare",
        "main.item",
        "main.item_v2",
        "main.new",
        "main.old",
    ]
    manifest = json.loads((project.root / "target/manifest.json").read_text())
    nodes = {f"item.v{n}": manifest["nodes"][f"model.small.item.v{n}"] for n in (1, 2)}
    assert {
        name: (node["latest_version"], node["deprecation_date"] is None, list(node["columns"]))
        for name, node in nodes.items()
    } == {"item.v1": (2, False, ["id", "label"]), "item.v2": (2, True, ["id", "title"])}
    for path in NEXT:
        (project.root / path).unlink()
    project.edit("dbt_treaty.yml", "", ONE["dbt_treaty.yml"])
    project.treaty("sync").must_pass()
    assert files(project) == before


def test_the_files_of_a_project_are_never_left_half_written(
    small_project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash at each rename in turn: every generated file is whole, the old or the new one."""
    from dbt_treaty.project.generated_header import parse_header
    from dbt_treaty.sync import keep as keep_module
    from dbt_treaty.sync.candidates import Candidates, Changes
    from dbt_treaty.sync.dbt_project import read_dbt_project

    project = small_project(ONE)
    sync(project).must_pass()
    old = files(project)
    paths = tuple(Path(path) for path in sorted(old) if "/_treaty/" in path)
    new = {path: old[path.as_posix()].decode() + "# new\n" for path in paths}
    candidates, changes = Candidates(new), Changes(paths, (), (), ())
    for survivors in range(len(paths)):
        left = survivors
        whole = os.replace

        def replace(source: Path, place: Path, whole: Callable[..., None] = whole) -> None:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            whole(source, place)

        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            keep_module.keep(candidates, changes, read_dbt_project(project.root))
        monkeypatch.undo()
        now = files(project)
        assert sorted(now) == sorted(old), "no litter, nothing lost"
        for path in paths:
            assert now[path.as_posix()] in (old[path.as_posix()], new[path].encode())
            assert parse_header(now[path.as_posix()].decode()) is not None
