"""Projects as dbt leaves them in a target folder, each model a query over its parents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dbt_treaty.findings import Report
from dbt_treaty.recheck.kept import KEPT_FILE, forget
from dbt_treaty.recheck.target import check_target

CONFIGURATION = 'domain: shop\nlayout: ["models/{tier}/**"]\nrelations: ["*.{domain}_{tier}"]\n'
# Of one source the catalog has the columns, of one some are declared, of one nothing is known.
SOURCES: Mapping[str, Mapping[str, list[str]]] = {
    "listed": {"id": [], "email": ["PII"], "total": []},
    "declared": {"email": ["PII"], "Id": []},
    "unknown": {},
    "foreign": {"id": []},
}
SCHEMAS = {"foreign": "crm_raw"}


@dataclass(frozen=True)
class Model:
    """A model; in its query ``{p}`` and ``{q}`` stand for its first and its last parent."""

    name: str
    sql: str
    parents: tuple[str, ...]
    tier: str = "derived"
    tags: Mapping[str, list[str]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


def write(root: Path, models: Iterable[Model], queries: Mapping[str, str] | None = None) -> None:
    """Put the project there, some of its models by name with another query."""
    target = root / "target"
    target.mkdir(exist_ok=True)
    (root / "dbt_project.yml").write_text("name: shop\n")
    if not (root / "dbt_treaty.yml").exists():
        (root / "dbt_treaty.yml").write_text(CONFIGURATION)
    told = queries or {}
    nodes = [_node(each, told.get(each.name, each.sql)) for each in models]
    manifest = {
        "metadata": {
            "dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json",
            "project_name": "shop",
            "adapter_type": "duckdb",
            "invocation_id": str(told),
        },
        "nodes": {each["unique_id"]: each for each in nodes},
        "sources": {_id(name): _source(name) for name in SOURCES},
    }
    (target / "manifest.json").write_text(json.dumps(manifest))
    listed = {name: {"name": name, "type": "VARCHAR"} for name in SOURCES["listed"]}
    catalog = {"nodes": {}, "sources": {_id("listed"): {"columns": listed}}}
    (target / "catalog.json").write_text(json.dumps(catalog))


def check(root: Path) -> Report:
    """The report of a check that may know of one before."""
    return check_target(root, root / "target").report


def whole(root: Path) -> Report:
    """The report of a check that knows of none."""
    forget(root / "target")
    return check(root)


def left_behind(root: Path) -> tuple[int, int] | None:
    """What tells whether the whole was checked: that leaves another file behind, or none."""
    path = root / "target" / KEPT_FILE
    return (path.stat().st_ino, path.stat().st_mtime_ns) if path.is_file() else None


def _relation(name: str) -> str:
    schema = SCHEMAS.get(name, "shop_raw") if name in SOURCES else "shop_derived"
    return f'"w"."{schema}"."{name}"'


def _id(name: str) -> str:
    return f"source.shop.raw.{name}" if name in SOURCES else f"model.shop.{name}"


def _node(model: Model, sql: str) -> dict[str, Any]:
    first, last = model.parents[0], model.parents[-1]
    return {
        "resource_type": "model",
        "unique_id": _id(model.name),
        "name": model.name,
        "alias": model.name,
        "package_name": "shop",
        "database": "w",
        "schema": "shop_derived",
        "relation_name": _relation(model.name),
        "original_file_path": f"models/{model.tier}/{model.name}.sql",
        "language": "sql",
        "raw_code": sql.replace("{p}", _call(first)).replace("{q}", _call(last)),
        "compiled_code": sql.replace("{p}", _relation(first)).replace("{q}", _relation(last)),
        "columns": {name: {"name": name, "tags": tags} for name, tags in model.tags.items()},
        "depends_on": {"nodes": [_id(parent) for parent in model.parents]},
        "config": {"materialized": "table"},
        **model.more,
    }


def _call(name: str) -> str:
    return f"{{{{ source('raw', '{name}') }}}}" if name in SOURCES else f"{{{{ ref('{name}') }}}}"


def _source(name: str) -> dict[str, Any]:
    return {
        "resource_type": "source",
        "unique_id": _id(name),
        "name": name,
        "identifier": name,
        "source_name": "raw",
        "package_name": "shop",
        "database": "w",
        "schema": SCHEMAS.get(name, "shop_raw"),
        "relation_name": _relation(name),
        "original_file_path": "models/sources.yml",
        "columns": {each: {"name": each, "tags": tags} for each, tags in SOURCES[name].items()},
    }
