"""The manifest that dbt would write for a page's example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dbt_treaty.contracts.model import Contract, ContractColumn
from dbt_treaty.contracts.plain import to_plain
from dbt_treaty.contracts.public_tier import readers
from dbt_treaty.pages.page_folder import folder_of, generated_path, table_of
from dbt_treaty.pages.page_template import Rendered, Template
from dbt_treaty.project.promises import FORM

Entry = Mapping[str, Any]
Relation = tuple[str, str]  # unique id, name in SQL
_PACKAGE = "mesh"
_DATABASE = "warehouse"
_NO_OWNER = "landing"
# How DuckDB spells logical types; every other one is spelled as it is written.
_TYPES = {"string": "varchar", "timestamp_tz": "timestamptz", "binary": "blob"}


def page_manifest(page: Entry, synced: Mapping[str, Contract]) -> dict[str, Any]:
    """A manifest of schema v12, with what the checks read of it and no more."""
    relations = dict(_relations(page, synced))
    template = Template(relations)
    models = [
        _model(name, model, template.render(model["sql"]), synced.get(name))
        for name, model in page.get("models", {}).items()
    ]
    seeds = [_plain("seed", name, seed) for name, seed in page.get("seeds", {}).items()]
    sources = [_plain("source", name, each) for name, each in page.get("sources", {}).items()]
    return {
        "metadata": {"project_name": _PACKAGE, "adapter_type": "duckdb"},
        "nodes": {node["unique_id"]: node for node in (*models, *seeds, *_run_hooks(page))},
        "sources": {node["unique_id"]: node for node in sources},
    }


def _run_hooks(page: Entry) -> Iterator[dict[str, Any]]:
    """On-run hooks, as dbt has them: operations."""
    for kind, texts in page.get("hooks", {}).items():
        for at, text in enumerate(texts):
            yield {
                "unique_id": f"operation.{_PACKAGE}.{_PACKAGE}-{kind}-{at}",
                "resource_type": "operation",
                "package_name": _PACKAGE,
                "original_file_path": "./dbt_project.yml",
                "tags": [kind],
                "raw_code": text,
            }


def _relations(
    page: Entry, synced: Mapping[str, Contract]
) -> Iterator[tuple[str, tuple[str, str]]]:
    for kind in ("model", "seed", "source"):
        for name in page.get(f"{kind}s", {}):
            table, schema = table_of(name), _schema(name)
            contract = synced.get(name)
            key = f"{schema}.{table}" if kind == "source" else table
            found = (_id(kind, name, contract), f'"{_DATABASE}"."{schema}"."{table}"')
            yield key, found
            if contract is not None:
                yield f"{contract.table}.v{contract.major}", found


def _schema(name: str) -> str:
    return "_".join(name.split(".")[:-1]) or _NO_OWNER


def _id(kind: str, name: str, contract: Contract | None = None) -> str:
    """dbt's unique id; sync makes a version of every contracted model."""
    group = f"{_schema(name)}." if kind == "source" else ""
    if contract is not None:
        return f"{kind}.{_PACKAGE}.{contract.table}.v{contract.major}"
    return f"{kind}.{_PACKAGE}.{group}{table_of(name)}"


def _plain(kind: str, name: str, entry: Entry) -> dict[str, Any]:
    """What every node has."""
    ending = {"source": "sources.yml", "seed": f"{table_of(name)}.csv"}
    folder = "models" if kind == "source" else folder_of(f"{kind}s", name)
    meta = entry.get("meta", {})
    return {
        "unique_id": _id(kind, name),
        "resource_type": kind,
        "name": table_of(name),
        "package_name": _PACKAGE,
        "original_file_path": f"{folder}/{ending.get(kind, f'{table_of(name)}.sql')}",
        "database": _DATABASE,
        "schema": _schema(name),
        "alias": table_of(name),
        "identifier": table_of(name),
        "columns": {
            column: {"name": column, "tags": list(tags or ())}
            for column, tags in entry.get("columns", {}).items()
        },
        "meta": meta,
        "config": {"materialized": "table", "meta": meta},
    }


def _model(
    name: str, entry: Entry, rendered: Rendered, contract: Contract | None
) -> dict[str, Any]:
    node = _plain("model", name, entry) | {
        "language": entry.get("language", "sql"),
        "raw_code": entry["sql"],
        "compiled_code": None if entry.get("language") == "python" else rendered.sql,
        "depends_on": {"nodes": [*rendered.parents, *entry.get("reads", ())]},
    }
    if contract is not None:
        node |= _promised(name, contract)
    return _overridden(node, rendered.config)


def _promised(name: str, contract: Contract) -> dict[str, Any]:
    """What dbt makes of the properties that sync generates."""
    columns = [_promised_column(column) for column in contract.columns]
    group = contract.domain
    promised = {
        "enforced": True,
        "access": "public",
        "group": group,
        "materialized": "table",
        "alias": table_of(name),
        "columns": [[c["name"], c["data_type"], ["not_null"] * c["required"]] for c in columns],
    }
    grants = {"grants": {"select": list(readers(contract))}} if readers(contract) else {}
    promised |= grants
    forms = {FORM: to_plain(contract)}
    written = {"contract": forms, "checksum": contract.checksum, "promised": promised}
    meta = {"dbt_treaty": written}
    return {
        "unique_id": _id("model", name, contract),
        "name": contract.table,
        "version": contract.major,
        "patch_path": f"{_PACKAGE}://{generated_path(name)}",
        "columns": {column["name"]: column for column in columns},
        "meta": meta,
        "config": {
            "materialized": "table",
            "meta": meta,
            "access": "public",
            "group": group,
            "contract": {"enforced": True},
            **grants,
        },
    }


def _promised_column(column: ContractColumn) -> dict[str, Any]:
    return {
        "name": column.name,
        "data_type": _TYPES.get(column.type, column.type),
        "tags": list(column.tags),
        "required": column.required,
        "constraints": [{"type": "not_null"}] * column.required,
    }


def _overridden(node: dict[str, Any], own: Entry) -> dict[str, Any]:
    """A model's own ``config()`` beats its properties, key by key; dbt merges ``meta`` and tags."""
    config = {**node["config"], **own}
    if "meta" in own:
        config["meta"] = {**node["config"]["meta"], **own["meta"]}
    return node | {
        "config": config,
        "meta": config["meta"],
        "alias": config.get("alias", node["alias"]),
        "access": config.get("access", "protected"),
        "group": config.get("group"),
        "contract": config.get("contract", {"enforced": False}),
    }
