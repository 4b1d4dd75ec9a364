"""The part of dbt's manifest that the checks read, in the shape of manifest.json.

Writing the whole manifest as JSON costs more than judging it, and lacks compiled SQL when dbt
refuses; this slice has each model compiled in process, or the reason why it could not be.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from dbt_treaty.project.manifest import TARGET_KEY
from dbt_treaty_plugin.compiled_nodes import compiled_nodes
from dbt_treaty_plugin.dbt_internals import Invocation, invocation_id

SCHEMA_VERSION = "https://schemas.getdbt.com/dbt/manifest/v12.json"

_KINDS = ("model", "snapshot", "seed", "operation")


def slice_manifest(invocation: Invocation, *, remember: bool = True) -> dict[str, Any]:
    """Compile every model and snapshot in process and return the slice, JSON-able.

    ``remember``: see ``compiled_nodes``.
    """
    manifest, config = invocation.manifest, invocation.config
    compiled = compiled_nodes(invocation, remember=remember)
    return {
        "metadata": {
            "dbt_schema_version": SCHEMA_VERSION,
            "project_name": config.project_name,
            "adapter_type": config.credentials.type,
            TARGET_KEY: config.target_name,
            "generated_at": datetime.now(timezone.utc).isoformat(),
            "invocation_id": invocation_id(),
            "generator": "dbt-treaty",
        },
        "nodes": {
            uid: {**_node(node), **compiled.get(uid, {})}
            for uid, node in manifest.nodes.items()
            if str(node.resource_type) in _KINDS
        },
        "sources": {uid: _source(source) for uid, source in manifest.sources.items()},
        "functions": {
            uid: _function(node) for uid, node in getattr(manifest, "functions", {}).items()
        },
    }


def _node(node: Any) -> dict[str, Any]:
    entry = {
        **_described(node),
        "alias": node.alias,
        "checksum": {"name": node.checksum.name, "checksum": node.checksum.checksum},
        "config": _config(node.config),
        "language": getattr(node, "language", "sql"),
        "raw_code": node.raw_code,
        "root_path": getattr(node, "root_path", None),
        "depends_on": {"nodes": list(getattr(node.depends_on, "nodes", []))},
        "contract": {"enforced": bool(getattr(getattr(node, "contract", None), "enforced", False))},
        "access": _text(getattr(node, "access", None)),
        "group": getattr(node, "group", None),
        "version": getattr(node, "version", None),
        "latest_version": getattr(node, "latest_version", None),
        "deprecation_date": _text(getattr(node, "deprecation_date", None)),
        "constraints": [_text(c.type) for c in getattr(node, "constraints", [])],
    }
    deferred = getattr(node, "defer_relation", None)
    if deferred is not None:
        entry["defer_relation"] = {
            "database": deferred.database,
            "schema": deferred.schema,
            "alias": deferred.alias,
        }
    return entry


def _source(source: Any) -> dict[str, Any]:
    return {
        **_described(source),
        "source_name": source.source_name,
        "identifier": source.identifier,
        "source_meta": dict(source.source_meta),
        "config": {"meta": dict(getattr(source.config, "meta", {}) or {})},
    }


def _function(node: Any) -> dict[str, Any]:
    return {
        "unique_id": node.unique_id,
        "resource_type": str(node.resource_type),
        "package_name": node.package_name,
        "language": getattr(node, "language", "sql"),
        "raw_code": node.raw_code,
        "depends_on": {"nodes": list(node.depends_on.nodes)},
    }


def _described(node: Any) -> dict[str, Any]:
    """What models, seeds, snapshots and sources have in common."""
    return {
        "unique_id": node.unique_id,
        "resource_type": str(node.resource_type),
        "name": node.name,
        "package_name": node.package_name,
        "original_file_path": node.original_file_path,
        "patch_path": getattr(node, "patch_path", None),
        "database": node.database,
        "schema": node.schema,
        "relation_name": getattr(node, "relation_name", None),
        "tags": list(node.tags),
        "meta": dict(node.meta),
        "columns": {name: _column(column) for name, column in node.columns.items()},
    }


def _column(column: Any) -> dict[str, Any]:
    config = getattr(column, "config", None)
    return {
        "name": column.name,
        "data_type": column.data_type,
        "tags": list(column.tags),
        "config": {"tags": list(getattr(config, "tags", None) or [])},
        "constraints": [{"type": _text(c.type)} for c in getattr(column, "constraints", [])],
    }


# What of a config, besides its contract and meta, decides how SQL is read or a promise kept.
_CONFIG_KEYS = (
    "materialized",
    "group",
    "alias",
    "delimiter",
    "strategy",
    "unique_key",
    "updated_at",
    "check_cols",
    "grants",
    "hard_deletes",
    "invalidate_hard_deletes",
)


def _config(config: Any) -> dict[str, Any]:
    contract = getattr(config, "contract", None)
    names = getattr(config, "snapshot_meta_column_names", None)
    return {
        **{key: getattr(config, key, None) for key in _CONFIG_KEYS},
        "pre-hook": [hook.sql for hook in getattr(config, "pre_hook", None) or []],
        "post-hook": [hook.sql for hook in getattr(config, "post_hook", None) or []],
        "sql_header": config.get("sql_header"),
        "snapshot_meta_column_names": names.to_dict() if names is not None else {},
        "meta": dict(getattr(config, "meta", {}) or {}),
        "contract": {"enforced": bool(getattr(contract, "enforced", False))},
        "access": _text(getattr(config, "access", None)),
    }


def _text(value: Any) -> str | None:
    """An enum or date of dbt's as the text that manifest.json has."""
    return None if value is None else str(getattr(value, "value", value))
