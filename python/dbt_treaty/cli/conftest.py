"""A small project as dbt leaves it, for the tests of the commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CONTRACT = """\
name: orders.product.order_facts
version: "1.0.0"
owner: {team: "@orders-team", on_call: orders-pager}
schema:
  - {name: order_id, type: integer}
sla: {freshness: 1d}
semantics: {order_id: Identifies an order.}
"""
RAW = "select\n  order_id,\n  email\nfrom {{ source('orders_raw', 'events') }}\n"
SCHEMA = "https://schemas.getdbt.com/dbt/manifest/v12.json"
SOURCE: dict[str, Any] = {
    "unique_id": "source.orders.orders_raw.events",
    "resource_type": "source",
    "name": "events",
    "package_name": "orders",
    "original_file_path": "models/sources.yml",
    "database": "w",
    "schema": "orders_raw",
    "identifier": "events",
    "columns": {
        "order_id": {"name": "order_id"},
        "email": {"name": "email", "tags": ["PII"]},
    },
}
MODEL: dict[str, Any] = {
    "unique_id": "model.orders.order_facts",
    "resource_type": "model",
    "name": "order_facts",
    "package_name": "orders",
    "original_file_path": "models/derived/order_facts.sql",
    "database": "w",
    "schema": "orders_derived",
    "alias": "order_facts",
    "raw_code": RAW,
    "compiled_code": RAW.replace(
        "{{ source('orders_raw', 'events') }}", '"w"."orders_raw"."events"'
    ),
    "depends_on": {"nodes": [SOURCE["unique_id"]]},
    "config": {"materialized": "table"},
}


def write_manifest(root: Path, **model: Any) -> None:
    """The project's manifest, with its one model changed."""
    manifest = {
        "metadata": {
            "project_name": "orders",
            "adapter_type": "duckdb",
            "dbt_schema_version": SCHEMA,
        },
        "nodes": {MODEL["unique_id"]: {**MODEL, **model}},
        "sources": {SOURCE["unique_id"]: SOURCE},
    }
    (root / "target").mkdir(exist_ok=True)
    (root / "target" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project of the orders domain, compiled, and the working directory."""
    (tmp_path / "dbt_project.yml").write_text("name: orders\n", encoding="utf-8")
    (tmp_path / "dbt_treaty.yml").write_text("domain: orders\n", encoding="utf-8")
    write_manifest(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path
