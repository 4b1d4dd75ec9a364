from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.workload.written import MANIFEST, change_one_model, write_project


def compiled(folder: Path) -> dict[str, Any]:
    nodes = json.loads((folder / MANIFEST).read_text())["nodes"]
    return {name: node["compiled_code"] for name, node in nodes.items() if "model." in name}


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_one_model_gets_one_column_more_each_time(tmp_path: Path, seed: int) -> None:
    write_project(tmp_path, 12, seed)
    before = compiled(tmp_path)

    change_one_model(tmp_path, 1)
    once = compiled(tmp_path)
    change_one_model(tmp_path, 2)
    twice = compiled(tmp_path)

    (changed,) = (name for name in before if before[name] != once[name])
    assert {name for name in before if once[name] != twice[name]} == {changed}
    head, _, tail = before[changed].rpartition("from ")
    assert once[changed] == f"{head.rstrip()},\n    1 as added_1\nfrom {tail}"
    assert twice[changed] == f"{head.rstrip()},\n    1 as added_1,\n    1 as added_2\nfrom {tail}"
