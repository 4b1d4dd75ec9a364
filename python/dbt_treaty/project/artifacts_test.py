from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.errors import ArtifactError
from dbt_treaty.project.artifact import Manifest
from dbt_treaty.project.artifacts import read_artifacts, read_target
from dbt_treaty.project.model import RelationName, Resource

MAKE = "run `dbt compile` or `dbt build` in the project, then try again"


def model(name: str, compiled: str | None = "select 1", **more: Any) -> dict[str, Any]:
    return {
        "unique_id": f"model.shop.{name}",
        "resource_type": "model",
        "language": "sql",
        "compiled_code": compiled,
        **more,
    }


def manifest(*nodes: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    schema = "https://schemas.getdbt.com/dbt/manifest/v12.json"
    return {
        "metadata": {"dbt_schema_version": schema, "generated_at": "2026-01-02", **metadata},
        "nodes": {node["unique_id"]: node for node in nodes},
        "sources": {},
    }


def write(folder: Path, data: object, name: str = "manifest.json") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")


def read(folder: Path) -> dict[str, Any]:
    """The manifest that is read, as it was written."""
    manifest = read_artifacts(folder)[0]
    return {
        "metadata": manifest.metadata,
        "nodes": {name: plain(entry) for name, entry in manifest.nodes.items()},
        "sources": {name: plain(entry) for name, entry in manifest.sources.items()},
    }


def plain(entry: object) -> object:
    return json.loads(bytes(entry)) if isinstance(entry, msgspec.Raw) else entry


def refusal(folder: Path) -> str:
    with pytest.raises(ArtifactError) as caught:
        read_artifacts(folder)
    assert caught.value.exit_code == 3
    return str(caught.value).replace(folder.as_posix(), "target")


def test_the_manifest_and_no_catalog(tmp_path: Path) -> None:
    given = manifest(model("a"))
    write(tmp_path, given)

    assert read(tmp_path) == given
    assert read_artifacts(tmp_path)[1] is None


def test_a_model_that_another_project_builds_has_no_compiled_sql(tmp_path: Path) -> None:
    given = manifest(model("a", None, original_file_path="", path=""))
    write(tmp_path, given)

    assert read(tmp_path) == given


def test_the_catalog_where_there_is_one(tmp_path: Path) -> None:
    write(tmp_path, manifest(model("a")))
    columns = {"B": {"name": "B", "type": "INT", "index": 2, "comment": None}}
    entry = {"columns": columns | {"A": {"name": "A", "type": "TEXT", "index": 1}}, "stats": {}}
    write(tmp_path, {"nodes": {"model.shop.a": entry}, "sources": None}, "catalog.json")

    found = read_target(tmp_path, Configuration()).resources["model.shop.a"]

    assert list(found.catalogued.items()) == [("A", "TEXT"), ("B", "INT")]


def test_a_project_without_models_needs_no_compiled_sql(tmp_path: Path) -> None:
    given = manifest({"unique_id": "seed.shop.a", "resource_type": "seed"})
    write(tmp_path, given)

    assert read(tmp_path) == given


@pytest.mark.parametrize("version", [12, 20])
def test_the_schemas_of_dbt_1_and_2(tmp_path: Path, version: int) -> None:
    schema = f"https://schemas.getdbt.com/dbt/manifest/v{version}.json"
    given = manifest(model("a"), dbt_schema_version=schema)
    write(tmp_path, given)

    assert read(tmp_path) == given


def test_no_manifest(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        "target/manifest.json: there is no manifest here\n"
        f"    {MAKE}, or name its folder with --target-dir"
    )


def test_a_manifest_that_was_cut_off(tmp_path: Path) -> None:
    write(tmp_path, json.dumps(manifest(model("a")))[:-10])

    assert refusal(tmp_path) == (
        f"target/manifest.json:1:252: is not JSON, or was cut off here\n    {MAKE}"
    )


def test_an_empty_file(tmp_path: Path) -> None:
    write(tmp_path, "")

    assert refusal(tmp_path) == (
        f"target/manifest.json:1:1: is not JSON, or was cut off here\n    {MAKE}"
    )


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"\xff\xfe\x00")

    assert refusal(tmp_path) == (
        f"target/manifest.json: cannot be read: it is not text in UTF-8\n    {MAKE}"
    )


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()

    assert refusal(tmp_path) == (
        f"target/manifest.json: cannot be read: Is a directory\n    {MAKE}"
    )


@pytest.mark.parametrize(
    "data",
    [
        [],
        "null",
        {},
        {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/catalog/v1.json"}},
        {**manifest(), "nodes": []},
        {**manifest(), "sources": {"source.shop.a.b": "x"}},
    ],
)
def test_what_is_no_manifest(tmp_path: Path, data: object) -> None:
    write(tmp_path, data)

    assert refusal(tmp_path) == f"target/manifest.json: is not a dbt manifest\n    {MAKE}"


@pytest.mark.parametrize(
    ("before", "after", "raw"),
    [
        (b"\xef\xbb\xbf", b"\n ", "select 1"),
        (b'{"docs": {"x": NaN}, ', b', "y": [-Infinity, 1e999]}', "select 1"),
        (b'{"docs": {"\\ud800": "\\ud800"}, ', b"}", "select '\ud800'"),
    ],
)
def test_what_pythons_own_json_may_leave(
    tmp_path: Path, before: bytes, after: bytes, raw: str
) -> None:
    whole = json.dumps(manifest(model("a", raw_code=raw, meta={"\ud800": [1.5]}))).encode()
    inner = whole if before.endswith(b"\xbf") else whole[1:-1]
    (tmp_path / "manifest.json").write_bytes(before + inner + after)

    (found,) = read_target(tmp_path, Configuration(), root="shop").resources.values()

    assert (found.id, found.raw, found.compiled) == ("model.shop.a", raw, "select 1")


def test_a_node_that_msgspec_alone_can_not_read(tmp_path: Path) -> None:
    given = manifest(model("a", meta={"\ud800": float("inf")}, version=2))
    write(tmp_path, json.dumps(given).replace("Infinity", "1e999"))

    (found,) = read_target(tmp_path, Configuration()).resources.values()

    assert found == Resource(
        "model.shop.a",
        "model",
        "",
        "",
        "",
        relation=RelationName(None, None, ""),
        version="2",
        compiled="select 1",
        meta={"?": float("inf")},
    )


def test_what_is_nested_too_deep(tmp_path: Path) -> None:
    write(tmp_path, '{"docs": ' + "[" * 100_000 + "]" * 100_000 + "}")

    assert refusal(tmp_path) == f"target/manifest.json: is nested too deep to be read\n    {MAKE}"


def test_of_what_no_check_reads_nothing_is_made(tmp_path: Path) -> None:
    broken = {"unique_id": "test.shop.a", "resource_type": "test", "compiled_code": ["no text"]}
    write(tmp_path, manifest(model("a"), broken))

    assert isinstance(read_artifacts(tmp_path)[0], Manifest)
    assert list(read_target(tmp_path, Configuration()).resources) == ["model.shop.a"]


@pytest.mark.parametrize("version", [11, 21])
def test_a_schema_that_is_too_old_or_not_known(tmp_path: Path, version: int) -> None:
    schema = f"https://schemas.getdbt.com/dbt/manifest/v{version}.json"
    write(tmp_path, manifest(model("a"), dbt_schema_version=schema))

    assert refusal(tmp_path) == (
        f"target/manifest.json: is a manifest of schema version {version}; versions 12 to 20 can "
        "be read\n    use dbt 1.9 or later, then run `dbt compile` or `dbt build`"
    )


def test_models_and_no_compiled_sql(tmp_path: Path) -> None:
    write(tmp_path, manifest(model("a", None), model("b", ""), model("p", "x", language="python")))

    assert refusal(tmp_path) == (
        "target/manifest.json: has models but no compiled SQL\n"
        "    run `dbt compile` or `dbt build`: `dbt parse` and `dbt test` write no compiled SQL"
    )


def test_a_catalog_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, manifest(model("a")))
    write(tmp_path, "[]", "catalog.json")

    assert refusal(tmp_path) == f"target/catalog.json: is not a dbt catalog\n    {MAKE}"


KEPT = "dbt_treaty/manifest.json"


def test_after_a_refusal_the_gates_own_slice_stands_in(tmp_path: Path) -> None:
    kept = manifest(model("a"), invocation_id="run 1", generated_at="2026-01-01")
    write(tmp_path, manifest(model("a", None), invocation_id="run 1"))
    write(tmp_path, kept, KEPT)

    assert read(tmp_path) == kept


def test_a_later_slice_stands_in(tmp_path: Path) -> None:
    kept = manifest(model("a"), invocation_id="run 2", generated_at="2026-01-03")
    write(tmp_path, manifest(model("a", None), invocation_id="run 1"))
    write(tmp_path, kept, KEPT)

    assert read(tmp_path) == kept


def test_an_older_slice_does_not(tmp_path: Path) -> None:
    kept = manifest(model("a"), invocation_id="run 0", generated_at="2026-01-01")
    write(tmp_path, manifest(model("a", None), invocation_id="run 1"))
    write(tmp_path, kept, KEPT)

    assert "has models but no compiled SQL" in refusal(tmp_path)


def test_runs_without_an_id_are_not_the_same_run(tmp_path: Path) -> None:
    write(tmp_path, manifest(model("a", None)))
    write(tmp_path, manifest(model("a"), generated_at="2026-01-01"), KEPT)

    assert "has models but no compiled SQL" in refusal(tmp_path)


def test_of_one_run_the_manifest_with_more_compiled_sql_is_read(tmp_path: Path) -> None:
    selected = manifest(model("a"), model("b", None), invocation_id="run 1")
    kept = manifest(model("a"), model("b"), invocation_id="run 1")
    write(tmp_path, selected)
    write(tmp_path, kept, KEPT)
    assert read(tmp_path) == kept

    write(tmp_path, manifest(model("a"), model("b", None, uncompiled="…")), KEPT)
    assert read(tmp_path) == selected


def test_a_broken_slice_is_told_where_it_is_needed(tmp_path: Path) -> None:
    write(tmp_path, manifest(model("a", None)))
    write(tmp_path, "{", KEPT)

    assert refusal(tmp_path).startswith("target/dbt_treaty/manifest.json:1:2: is not JSON")


def test_a_broken_slice_that_nobody_needs_is_not_looked_at(tmp_path: Path) -> None:
    given = manifest(model("a"))
    write(tmp_path, given)
    write(tmp_path, "{", KEPT)

    assert read(tmp_path) == given
