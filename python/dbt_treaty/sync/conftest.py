"""Projects for sync's tests: plain folders, and a stand-in for the program `dbt`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import current, load_or_raise
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.dbt_project import DbtProject, read_dbt_project
from dbt_treaty.sync.handwritten import read_handwritten
from dbt_treaty.sync.job import Target
from dbt_treaty.sync.targets import find_targets

CONTRACT = """\
name: shop.product.item
version: "1.2.0"
owner: {team: "@small-team", on_call: small-pager}
schema:
  - {name: id, type: integer, required: true, primary_key: true}
  - {name: label, type: string, description: "the label\\n"}
sla: {completeness: "99%", accuracy: "99%"}
semantics: {label: what people call it}
"""
FILES = {
    "dbt_project.yml": "name: small\nprofile: small\n",
    "dbt_treaty.yml": "domain: shop\n",
    "models/product/item.sql": "select 1 as id, 'one' as label\n",
    "contracts/product/item.contract.yaml": CONTRACT,
}

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a project of the given files over the usual ones; None leaves one out."""

    def write(files: dict[str, str | None] | None = None) -> Path:
        root = tmp_path / "project"
        root.mkdir(exist_ok=True)
        for name, text in {**FILES, **(files or {})}.items():
            if text is not None:
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return root

    return write


def make_targets(root: Path) -> tuple[DbtProject, tuple[Target, ...]]:
    """The project in a folder, with the models that its contracts bind."""
    project, configuration = read_dbt_project(root), read_configuration(root)
    contracts = current(load_or_raise(root, configuration))
    found = find_targets(contracts, project, configuration, read_handwritten(project))
    assert not found.problems
    return project, found.targets


@pytest.fixture
def stand_in(tmp_path: Path) -> Callable[[str], DbtCommand]:
    """Make a program from Python lines; it has ``options`` (by name) and ``told`` (its input)."""

    def write(lines: str) -> DbtCommand:
        program = tmp_path / f"stand_in_{len(list(tmp_path.iterdir()))}.py"
        program.write_text(_STAND_IN + lines, encoding="utf-8")
        return DbtCommand((sys.executable, str(program)))

    return write


_STAND_IN = """\
import json, os, sys
from pathlib import Path
words = sys.argv[2:]
options = {word: value for word, value in zip(words, words[1:]) if word.startswith("--")}
told = sys.stdin.read()
project = Path(options.get("--project-dir", "."))
target = Path(options.get("--target-path", "."))
"""


def manifest_line(files: dict[str, dict[str, object]], adapter: str = "duckdb") -> str:
    """The line of a stand-in that leaves a manifest with these models' configs, by file."""
    nodes = {
        file: {
            "resource_type": "model",
            "package_name": "small",
            "original_file_path": file,
            "config": config,
        }
        for file, config in files.items()
    }
    text = json.dumps({"nodes": nodes, "metadata": {"adapter_type": adapter}})
    return (
        "target.mkdir(parents=True, exist_ok=True)\n"
        f"(target / 'manifest.json').write_text({text!r})\n"
    )
