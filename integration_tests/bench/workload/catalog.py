"""The warehouse's columns as `dbt docs generate` writes them, for the tools that need them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.workload.project import Node

SCHEMA = "https://schemas.getdbt.com/dbt/catalog/v1.json"


def catalog(nodes: Mapping[str, Node]) -> dict[str, Any]:
    """catalog.json with every column of every model and source."""
    entries = {each.id: _entry(each) for each in nodes.values()}
    return {
        "metadata": {"dbt_schema_version": SCHEMA, "dbt_version": "1.11.0"},
        "nodes": {name: each for name, each in entries.items() if name.startswith("model.")},
        "sources": {name: each for name, each in entries.items() if name.startswith("source.")},
        "errors": None,
    }


def sources_catalog(nodes: Mapping[str, Node]) -> dict[str, Any]:
    """The same of the sources alone, as a project has it that has built nothing yet.

    What is declared of a source may be less than it has. In DuckDB ``select *, f(x) as y`` could
    then have two columns ``y``, and lineage has to count with both.
    """
    return {**catalog(nodes), "nodes": {}}


def _entry(node: Node) -> dict[str, Any]:
    database, schema, name = node.place
    columns = {
        each.name: {"type": each.type.upper(), "index": at, "name": each.name, "comment": None}
        for at, each in enumerate(node.columns, 1)
    }
    return {
        "unique_id": node.id,
        "metadata": {
            "type": "BASE TABLE",
            "database": database,
            "schema": schema,
            "name": name,
            "comment": None,
            "owner": None,
        },
        "columns": columns,
        "stats": {},
    }
