"""What dbt writes around every node: most of a manifest, and nothing that lineage needs."""

from __future__ import annotations

import hashlib
from typing import Any

Json = dict[str, Any]


def node_frame(identifier: str, kind: str, name: str, path: str) -> Json:
    """What dbt writes for every node."""
    return {
        "unique_id": identifier,
        "resource_type": kind,
        "name": name,
        "package_name": "shop",
        "path": path,
        "original_file_path": f"models/{path}",
        "fqn": ["shop", *path.removesuffix(".sql").split("/")],
        "checksum": {"name": "sha256", "checksum": hashlib.sha256(name.encode()).hexdigest()},
        "tags": [],
        "meta": {},
        "group": None,
        "description": f"What {name} holds, in a sentence or two, as a properties file tells it.",
        "docs": {"show": True, "node_color": None},
        "patch_path": f"shop://models/{path.rpartition('/')[0]}/properties.yml",
        "build_path": None,
        "unrendered_config": {"materialized": "table"},
        "created_at": 1700000000.0,
        "language": "sql",
        "doc_blocks": [],
        "compiled_path": f"target/compiled/shop/models/{path}",
        "compiled": True,
        "extra_ctes_injected": True,
        "extra_ctes": [],
    }


def macro(at: int) -> Json:
    """A macro of some length."""
    name = f"macro_{at:05d}"
    line = "    {%- set result = adapter.dispatch('" + name + "', 'dbt')(relation, column) -%}\n"
    return {
        "unique_id": f"macro.shop.{name}",
        "resource_type": "macro",
        "name": name,
        "package_name": "dbt",
        "path": f"macros/{name}.sql",
        "original_file_path": f"macros/{name}.sql",
        "macro_sql": f"{{% macro {name}(relation, column) %}}\n{line * 12}{{% endmacro %}}",
        "depends_on": {"macros": []},
        "description": "",
        "meta": {},
        "docs": {"show": True, "node_color": None},
        "patch_path": None,
        "arguments": [],
        "created_at": 1700000000.0,
        "supported_languages": None,
    }


CONFIG: Json = {
    "enabled": True,
    "alias": None,
    "schema": None,
    "database": None,
    "tags": [],
    "meta": {},
    "group": None,
    "incremental_strategy": None,
    "batch_size": None,
    "lookback": 1,
    "begin": None,
    "persist_docs": {},
    "post-hook": [],
    "pre-hook": [],
    "quoting": {},
    "column_types": {},
    "full_refresh": None,
    "unique_key": None,
    "on_schema_change": "ignore",
    "on_configuration_change": "apply",
    "grants": {},
    "packages": [],
    "docs": {"show": True, "node_color": None},
    "contract": {"enforced": False, "alias_types": True},
    "event_time": None,
    "concurrent_batches": None,
    "access": "protected",
    "freshness": None,
}
