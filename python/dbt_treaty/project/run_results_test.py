from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dbt_treaty.configuration.model import Configuration, PolicySetting
from dbt_treaty.errors import ArtifactError
from dbt_treaty.project.artifacts import read_target
from dbt_treaty.project.runs import NodeRun, Runs

BUDGET = Configuration(policies={"query-pattern": PolicySetting(options={"seconds": 5})})
REGIONS = Configuration(compute_regions={"prod": "eu-west-1", "dev": "us-east-1"})
RESULTS = "https://schemas.getdbt.com/dbt/run-results/v6.json"


def lay_out(folder: Path, adapter: str = "bigquery", **metadata: str) -> None:
    schema = "https://schemas.getdbt.com/dbt/manifest/v12.json"
    told = {"dbt_schema_version": schema, "adapter_type": adapter, "invocation_id": "x"}
    manifest = {"metadata": {**told, **metadata}, "nodes": {}, "sources": {}}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(manifest))


def results(folder: Path, *listed: object, **more: Any) -> None:
    data = {
        "metadata": {"dbt_schema_version": RESULTS, "invocation_id": "x"},
        "results": listed,
        "args": {"which": "build"},
        **more,
    }
    (folder / "run_results.json").write_text(json.dumps(data))


def answered(folder: Path, adapter: str, **answer: object) -> NodeRun:
    lay_out(folder, adapter)
    results(
        folder,
        {
            "unique_id": "model.m.a",
            "status": "success",
            "execution_time": 1.5,
            "adapter_response": answer,
            "compiled_code": "select 1",
        },
    )
    runs = read_target(folder, BUDGET).runs
    assert runs is not None
    assert (runs.command, runs.target, runs.invocation) == ("build", None, "x")
    return runs.nodes["model.m.a"]


def node(**said: Any) -> NodeRun:
    return NodeRun("model.m.a", "success", seconds=1.5, compiled="select 1", **said)


@pytest.mark.parametrize(
    ("adapter", "answer", "expected"),
    [
        ("duckdb", {"_message": "OK"}, node()),
        ("postgres", {"_message": "SELECT 7", "rows_affected": 7}, node(rows=7)),
        ("postgres", {"_message": "CREATE VIEW", "rows_affected": -1}, node()),
        ("snowflake", {"code": "SUCCESS", "rows_affected": 1}, node()),
        ("snowflake", {"code": "SUCCESS", "rows_affected": 12}, node(rows=12)),
        (
            "bigquery",
            {"rows_affected": 9, "slot_ms": 2500, "bytes_processed": 12, "bytes_billed": 99},
            node(rows=9, slot_seconds=2.5, bytes=12),
        ),
        ("athena", {"data_scanned_in_bytes": 12}, node(bytes=12)),
        ("x", {"rows_affected": True, "slot_ms": "9", "bytes_processed": None}, node()),
    ],
)
def test_what_warehouses_answer(
    tmp_path: Path, adapter: str, answer: dict[str, object], expected: NodeRun
) -> None:
    assert answered(tmp_path, adapter, **answer) == expected


def test_values_of_another_type_count_as_absent(tmp_path: Path) -> None:
    lay_out(tmp_path)
    results(tmp_path, 7, None, {"unique_id": "model.m.a", "execution_time": "1"}, args=[])
    expected = Runs({"model.m.a": NodeRun("model.m.a", "")}, None, None, "x")
    assert read_target(tmp_path, BUDGET).runs == expected


def test_nobody_reads_what_nobody_asks_for(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "run_results.json").write_text("{")
    assert read_target(tmp_path, Configuration()).runs is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is not JSON, or was cut off here"),
        ("[]", "is not a dbt file of run results"),
        ("{}", "is no file of dbt's run results"),
        (json.dumps({"metadata": {"dbt_schema_version": RESULTS}}), "is no file of dbt's run"),
    ],
)
def test_a_file_that_can_not_be_read_is_no_pass(tmp_path: Path, text: str, told: str) -> None:
    lay_out(tmp_path)
    (tmp_path / "run_results.json").write_text(text)
    with pytest.raises(ArtifactError, match=told):
        read_target(tmp_path, BUDGET)


def test_there_may_be_none(tmp_path: Path) -> None:
    lay_out(tmp_path)
    assert read_target(tmp_path, BUDGET).runs is None


def test_the_target_is_told_by_whoever_knows_it(tmp_path: Path) -> None:
    def target() -> str | None:
        return read_target(tmp_path, REGIONS).target

    lay_out(tmp_path)
    assert target() is None
    results(tmp_path, args={"target": "dev"})
    assert target() == "dev"
    results(tmp_path, args={"target": "dev"}, metadata={"dbt_schema_version": RESULTS})
    assert target() is None
    lay_out(tmp_path / "dbt_treaty", target_name="prod")
    assert target() == "prod"
    lay_out(tmp_path / "dbt_treaty", target_name="prod", invocation_id="another run")
    assert target() is None
    lay_out(tmp_path, target_name="prod")
    assert target() == "prod"


def test_the_regions_of_a_target(tmp_path: Path) -> None:
    lay_out(tmp_path)
    assert read_target(tmp_path, REGIONS).regions == ("eu-west-1", "us-east-1")
    for name, regions in (("prod", ("eu-west-1",)), ("ci", ())):
        lay_out(tmp_path, target_name=name)
        assert read_target(tmp_path, REGIONS).regions == regions
    assert read_target(tmp_path, Configuration(compute_region="a")).regions == ("a",)
    assert read_target(tmp_path, Configuration()).regions == ()
