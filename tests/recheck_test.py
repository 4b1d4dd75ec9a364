"""The mesh after an edit of any of its queries: checked in part, and as if in whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dbt_treaty.recheck import region
from dbt_treaty.recheck.conftest import check, left_behind, whole

pytestmark = pytest.mark.thorough

# What an edit makes of a query.
EDITS = {
    "one column more": "select *, 1 as one_more from (\n{sql}\n) as it",
    "one unknown column": "select it.*, it.nobody_knows from (\n{sql}\n) as it",
    "a whole row": "select to_json(it) as row_of_it from (\n{sql}\n) as it",
    "no query": "select from where\n{sql}",
    "a comment": "-- the same\n{sql}",
    "another table": "with it as (\n{sql}\n) select it.* from it, crm.people",
}


@pytest.fixture(scope="module")
def compiled(built_mesh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recheck") / "mesh"
    shutil.copytree(built_mesh, folder, symlinks=True)
    return folder


@pytest.fixture(autouse=True)
def part_of_a_small_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(region, "MOST", 1.0)


def edited(root: Path) -> Iterator[str]:
    """The project with each edit of each of its queries, compiled, one after the other."""
    path = root / "target/manifest.json"
    text = path.read_text()
    for name, node in json.loads(text)["nodes"].items():
        if node["resource_type"] in ("model", "snapshot") and node["language"] == "sql":
            file = root / node["original_file_path"]
            written = file.read_text()
            for edit, query in EDITS.items():
                manifest = json.loads(text)
                sql = {key: query.format(sql=node[key]) for key in ("raw_code", "compiled_code")}
                manifest["nodes"][name] |= sql
                path.write_text(json.dumps(manifest))
                file.write_text(written.replace(node["raw_code"], sql["raw_code"]))
                yield f"{name}: {edit}"
            file.write_text(written)
    path.write_text(text)


def test_each_edit_of_each_query_of_the_mesh(compiled: Path) -> None:
    whole(compiled)
    first = left_behind(compiled)
    kept = (compiled / "target/dbt_treaty/check.kept").read_bytes()
    in_part = 0
    for name in edited(compiled):
        again = check(compiled)
        in_part += left_behind(compiled) == first
        assert again == whole(compiled), name
        (compiled / "target/dbt_treaty/check.kept").write_bytes(kept)
        first = left_behind(compiled)
    assert in_part > 50
