"""The slice has what manifest.json has of a node, and the reason where a node does not compile."""

from typing import Any

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.project.manifest import read_project
from dbt_treaty.project.model import RunHook, SideSql
from dbt_treaty_plugin.dbt_internals import Invocation
from dbt_treaty_plugin.manifest_slice import slice_manifest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def manifest(invocation: Invocation) -> dict[str, Any]:
    return slice_manifest(invocation)


def node(manifest: dict[str, Any], name: str) -> dict[str, Any]:
    return dict(manifest["nodes"][f"model.small.{name}"])


def test_a_model_as_manifest_json_has_it(manifest: dict[str, Any]) -> None:
    first = node(manifest, "first.v2")
    assert first.pop("checksum")["name"] == "sha256"
    assert first.pop("root_path") is None
    assert first.pop("compiled_code").split() == (
        ["select", "id,", "'x'", "as", "label", "from", '"memory"."main"."numbers"']
    )
    config = first.pop("config")
    assert {key: config[key] for key in ("materialized", "group", "alias", "access", "meta")} == {
        "materialized": "view",
        "group": "us",
        "alias": "first",
        "access": "protected",
        "meta": {"k": "v"},
    }
    assert config["contract"] == {"enforced": False}
    assert first.pop("columns") == {
        "id": {
            "name": "id",
            "data_type": "integer",
            "tags": [],
            "config": {"tags": []},
            "constraints": [{"type": "not_null"}],
        }
    }
    assert first.pop("deprecation_date").startswith("2030-01-02")
    assert first == {
        "unique_id": "model.small.first.v2",
        "resource_type": "model",
        "name": "first",
        "package_name": "small",
        "original_file_path": "models/first.sql",
        "patch_path": "small://models/all.yml",
        "database": "memory",
        "schema": "main",
        "relation_name": '"memory"."main"."first"',
        "tags": ["t"],
        "meta": {"k": "v"},
        "alias": "first",
        "language": "sql",
        "raw_code": "select id, {{ secret('x') }} as label from {{ ref('numbers') }}",
        "depends_on": {"nodes": ["seed.small.numbers"]},
        "contract": {"enforced": False},
        "access": "protected",
        "group": "us",
        "version": 2,
        "latest_version": 2,
        "constraints": [],
        "extra_ctes": [],
    }


def test_every_kind_of_node_and_the_metadata(manifest: dict[str, Any]) -> None:
    assert sorted(manifest["nodes"]) == [
        "model.small.asks",
        "model.small.broken",
        "model.small.first.v2",
        "model.small.own",
        "model.small.second",
        "model.small.third",
        "operation.small.small-on-run-end-0",
        "seed.small.numbers",
    ]
    assert "compiled_code" not in manifest["nodes"]["seed.small.numbers"]
    assert manifest["metadata"]["project_name"] == "small"
    assert manifest["metadata"]["adapter_type"] == "duckdb"
    (source,) = manifest["sources"].values()
    assert (source["source_name"], source["identifier"], source["schema"]) == (
        "raw",
        "users",
        "crm",
    )
    assert source["columns"]["id"]["data_type"] == "integer"


def test_an_ephemeral_parent_is_told_as_such(manifest: dict[str, Any]) -> None:
    (inlined,) = node(manifest, "third")["extra_ctes"]
    assert inlined["id"] == "model.small.second"
    assert '"memory"."main"."first"' in inlined["sql"]


def test_what_can_not_be_known_before_the_build_says_why(manifest: dict[str, Any]) -> None:
    asks, broken = node(manifest, "asks"), node(manifest, "broken")
    assert "compiled_code" not in asks
    assert asks["uncompiled"] == (
        "its SQL depends on what the warehouse holds while dbt runs (a query), "
        "which this build may change"
    )
    assert "compiled_code" not in broken
    assert broken["uncompiled"] == "broken on purpose"


def test_a_model_may_ask_for_its_own_table(manifest: dict[str, Any]) -> None:
    assert node(manifest, "own")["compiled_code"].split() == ["select", "1", "as", "id"]


def test_what_runs_beside_the_queries(manifest: dict[str, Any]) -> None:
    project = read_project(manifest, Configuration())

    assert project.resources["model.small.own"].beside == (
        SideSql("pre_hook", "analyze {{ this }}"),
        SideSql("post_hook", "grant x"),
        SideSql("post_hook", "grant y"),
        SideSql("sql_header", "set a = 1"),
    )
    assert project.hooks == (
        RunHook(
            "operation.small.small-on-run-end-0",
            "on-run-end",
            "small",
            "dbt_project.yml",
            "select 1 as one",
        ),
    )
