"""A generated project on disk, as every measured process reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.workload.catalog import catalog, sources_catalog
from bench.workload.manifest import manifest
from bench.workload.project import Node, project

MANIFEST = Path("target", "manifest.json")
CATALOG = Path("catalog", "catalog.json")  # not in target/: only peers are to see it
SOURCES = Path("target", "catalog.json")
QUERIES = Path("queries.json")
TRUTH = Path("truth.json")

_FILES = {
    "dbt_project.yml": "name: shop\n",
    "dbt_treaty.yml": 'domain: shop\nlayout: ["models/{tier}/**"]\n'
    'relations: ["*.{domain}_{tier}"]\n',
}


def write_project(folder: Path, models: int, seed: int) -> None:
    """Write a project of so many models: what dbt would leave, and what is true of it.

    ``queries.json`` has each model with its SQL and its parents' columns, parents first;
    ``truth.json`` has for each model and column the origins (relation, column, evolution).
    """
    nodes = project(models, seed)
    for name, text in _FILES.items():
        (folder / name).write_text(text)
    _write(folder / MANIFEST, manifest(nodes))
    _write(folder / CATALOG, catalog(nodes))
    _write(folder / SOURCES, sources_catalog(nodes))
    _write(folder / QUERIES, [_query(node, nodes) for node in nodes.values() if node.sql])
    _write(folder / TRUTH, {each.id: _origins(each) for each in nodes.values() if each.sql})


def change_one_model(folder: Path, run: int) -> None:
    """Give one model another column, as an edit between two runs would; each ``run`` another."""
    path = folder / MANIFEST
    written = json.loads(path.read_text())
    models = [node for node in written["nodes"].values() if node["resource_type"] == "model"]
    model = models[len(models) // 2]
    head, _, tail = model["compiled_code"].rpartition("from ")
    model["compiled_code"] = f"{head.rstrip()},\n    1 as added_{run}\nfrom {tail}"
    path.write_text(json.dumps(written))


def _query(node: Node, nodes: Mapping[str, Node]) -> dict[str, Any]:
    parents = [nodes[each] for each in node.parents]
    return {
        "id": node.id,
        "sql": node.sql,
        "columns": [column.name for column in node.columns],
        "parents": {
            each.id: {
                "place": each.place,
                "columns": {column.name: column.type for column in each.columns},
            }
            for each in parents
        },
    }


def _origins(node: Node) -> dict[str, list[Any]]:
    return {column.name: sorted(column.origins) for column in node.columns}


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))
