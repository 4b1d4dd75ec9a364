"""Sync as Jinja drives it: dbt's own facts in, the same dbt for the trial, no traceback out."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from dbt_common.exceptions import CompilationError

from dbt_treaty.sync.job import ModelFacts
from dbt_treaty.sync.trial import Trial
from dbt_treaty_plugin import sync_bridge
from dbt_treaty_plugin.sync_bridge import begin_sync

CONTRACT = """\
name: shop.product.item
version: "1.0.0"
owner: {team: "@us", on_call: pager}
schema: [{name: id, type: integer}]
sla: {freshness: 1d}
semantics: {id: the id}
"""


def ref(root: Path, **config: Any) -> Any:
    """What Jinja's ``ref`` shows of a project in a folder."""
    said = {
        "project_root": str(root),
        "project_target_path": str(root / "target"),
        "project_name": "small",
        "profile_name": "p",
        "target_name": "dev",
        "args": SimpleNamespace(profiles_dir="profiles"),
        "cli_vars": {"password": "secret é", "day": None},
        "packages_install_path": "dbt_packages",
        "models": {},
        "credentials": SimpleNamespace(type="duckdb"),
    }
    for kind in ("model", "seed", "snapshot", "analysis", "macro", "test"):
        said[f"{kind}_paths"] = [f"{kind}s"]
    return SimpleNamespace(
        manifest=SimpleNamespace(nodes={}), config=SimpleNamespace(**{**said, **config})
    )


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    files = {
        "dbt_project.yml": "name: \"{{ 'small' }}\"\nmodel-paths: [\"{{ env_var('M') }}\"]\n",
        "dbt_treaty.yml": "domain: shop\n",
        "models/product/item.sql": "select 1 as id",
        "contracts/product/item.contract.yaml": CONTRACT,
    }
    for name, text in files.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "project"


def graph(**nodes: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": nodes}


MODEL = {
    "resource_type": "model",
    "package_name": "small",
    "original_file_path": "models/product/item.sql",
    "config": {"materialized": "incremental", "alias": "items"},
}


def test_a_sync_of_the_running_command(root: Path) -> None:
    other = {**MODEL, "package_name": "other", "config": {"materialized": "view"}}
    test = {**MODEL, "resource_type": "test"}
    sync = begin_sync(graph(a=MODEL, b=other, c=test), ref(root))
    (job,) = sync.jobs
    assert (job["model"], job["materialized"], job["alias"]) == ("item", "incremental", "items")
    assert sync.plan.project.model_paths == ("models",), "as dbt rendered them"
    assert sync.plan.idle == ()
    sync.keep(job, {"v": 1})
    assert sync.plan.rendered == {"item.v1": {"v": 1}}
    assert "would write   models/product/_treaty/item.yml" in sync.finish(True).text


NAMED = {"small": {"product": {"+alias": "items"}}}


@pytest.mark.parametrize(
    ("written", "models", "asked"),
    [
        (None, {}, False),
        (None, NAMED, False),
        ("item", {}, False),
        ("item", NAMED, True),
        ("items", {}, True),
    ],
)
def test_a_name_that_may_be_syncs_own_is_asked_for_anew(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: str | None,
    models: dict[str, Any],
    asked: bool,
) -> None:
    trial = Trial({"models/product/item.sql": ModelFacts("table", "other")}, "duckdb")
    monkeypatch.setattr(sync_bridge, "try_parse", lambda *_: trial)
    meta = {"meta": {"dbt_treaty": {"promised": {"alias": written}}}} if written else {}
    node = {**MODEL, "config": {**MODEL["config"], **meta}}
    (job,) = begin_sync(graph(a=node), ref(root, models=models)).jobs
    assert job["alias"] == ("other" if asked else "items")


def test_the_trial_runs_the_same_dbt_and_shows_no_variable(root: Path, tmp_path: Path) -> None:
    dbt = begin_sync(graph(), ref(root)).dbt
    assert dbt.program == (sys.executable, "-m", "dbt_treaty_plugin.told_dbt")
    assert dbt.options == (
        "--profiles-dir",
        str(tmp_path / "profiles"),
        "--target",
        "dev",
        "--profile",
        "p",
    )
    option, variables = json.loads(dbt.told)
    assert option == "--vars"
    assert json.loads(variables) == {"password": "secret é", "day": None}


def test_a_model_that_dbt_does_not_have(root: Path) -> None:
    sync = begin_sync(graph(), ref(root))
    assert [target.file.as_posix() for target in sync.plan.idle] == ["models/product/item.sql"]
    assert sync.jobs[0]["materialized"] is ModelFacts().materialized


def test_what_the_user_did_is_a_refusal_of_dbts_own(root: Path) -> None:
    (root / "contracts/product/bad.contract.yaml").write_text("name: [")
    with pytest.raises(CompilationError) as error:
        begin_sync(graph(), ref(root))
    assert "contracts/product/bad.contract.yaml:1" in str(error.value)
    (root / "contracts/product/bad.contract.yaml").unlink()
    (root / "models/product/_treaty").write_text("a file in place of the folder")
    sync = begin_sync(graph(a=MODEL), ref(root))
    sync.keep(sync.jobs[0], {"v": 1})
    with pytest.raises(CompilationError, match="_treaty"):
        sync.finish(False)
