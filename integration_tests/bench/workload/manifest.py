"""The project as dbt writes it down: manifest.json in the shape of schema version 12."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bench.workload.frame import CONFIG, Json, macro, node_frame
from bench.workload.project import DATABASE, PRODUCTS, Node
from bench.workload.table import Column

SCHEMA = "https://schemas.getdbt.com/dbt/manifest/v12.json"
MACROS = 400  # as many as dbt-core and one adapter bring along
TAGGED = ("email",)  # words that make a source's text column personal data
_TESTS = ("not_null", "unique")


def manifest(nodes: Mapping[str, Node]) -> Json:
    """The whole manifest: models with two tests each, sources, macros, and who reads whom.

    Nothing declares a model's columns: only sources have columns.
    """
    models = [node for node in nodes.values() if node.sql is not None]
    tests = {each["unique_id"]: each for model in models for each in _tests(model)}
    return {
        "metadata": {
            "dbt_schema_version": SCHEMA,
            "dbt_version": "1.11.0",
            "generated_at": "2024-01-01T00:00:00.000000Z",
            "invocation_id": "00000000-0000-0000-0000-000000000000",
            "env": {},
            "project_name": "shop",
            "adapter_type": "duckdb",
            "quoting": {"database": True, "schema": True, "identifier": True, "column": None},
        },
        "nodes": {**{each.id: _model(each) for each in models}, **tests},
        "sources": {each.id: _source(each) for each in nodes.values() if each.sql is None},
        "macros": {each["unique_id"]: each for each in map(macro, range(MACROS))},
        "docs": {},
        "exposures": {},
        "metrics": {},
        "groups": {},
        "selectors": {},
        "disabled": {},
        "parent_map": {each.id: list(each.parents) for each in nodes.values()},
        "child_map": _children(nodes.values()),
        "group_map": {},
        "saved_queries": {},
        "semantic_models": {},
        "unit_tests": {},
        "functions": {},
    }


def _model(node: Node) -> Json:
    tier = "product" if node.layer in PRODUCTS else "derived"
    path = f"{tier}/{node.layer}/{node.name}.sql"
    return {
        **node_frame(node.id, "model", node.name, path),
        "database": DATABASE,
        "schema": node.schema,
        "alias": node.name,
        "relation_name": node.relation,
        "raw_code": _raw(node),
        "compiled_code": node.sql,
        "config": {**CONFIG, "materialized": "view" if node.layer == "stg" else "table"},
        "depends_on": {"macros": ["macro.shop.macro_00001"], "nodes": list(node.parents)},
        "refs": [{"name": _name(p), "package": None, "version": None} for p in node.parents],
        "sources": [],
        "metrics": [],
        "columns": {},
        "access": "protected",
        "constraints": [],
        "version": None,
        "latest_version": None,
        "deprecation_date": None,
        "primary_key": [],
        "time_spine": None,
        "contract": {"enforced": False, "alias_types": True, "checksum": None},
    }


def _tests(model: Node) -> Iterator[Json]:
    for kind in _TESTS:
        column = model.columns[0].name
        name = f"{kind}_{model.name}_{column}"
        sql = f"select {column}\nfrom {model.relation}\nwhere {column} is null"
        yield {
            **node_frame(f"test.shop.{name}.0123456789", "test", name, f"{name}.sql"),
            "database": DATABASE,
            "schema": "shop_dbt_test__audit",
            "alias": name,
            "relation_name": None,
            "raw_code": f"{{{{ test_{kind}(**_dbt_generic_test_kwargs) }}}}",
            "compiled_code": sql,
            "config": {**CONFIG, "materialized": "test", "severity": "ERROR"},
            "depends_on": {"macros": [f"macro.dbt.test_{kind}"], "nodes": [model.id]},
            "refs": [{"name": model.name, "package": None, "version": None}],
            "columns": {},
            "column_name": column,
            "attached_node": model.id,
            "file_key_name": f"models.{model.name}",
            "test_metadata": {
                "name": kind,
                "kwargs": {"column_name": column, "model": f"{{{{ ref('{model.name}') }}}}"},
                "namespace": None,
            },
        }


def _source(node: Node) -> Json:
    return {
        "unique_id": node.id,
        "resource_type": "source",
        "name": node.name,
        "package_name": "shop",
        "path": "models/sources.yml",
        "original_file_path": "models/sources.yml",
        "fqn": ["shop", "raw", node.name],
        "source_name": "raw",
        "source_description": "",
        "loader": "",
        "identifier": node.name,
        "database": DATABASE,
        "schema": node.schema,
        "relation_name": node.relation,
        "quoting": {"database": None, "schema": None, "identifier": None, "column": None},
        "loaded_at_field": None,
        "freshness": None,
        "external": None,
        "description": "",
        "columns": {each.name: _column(each) for each in node.columns},
        "meta": {},
        "source_meta": {},
        "tags": [],
        "config": {"enabled": True, "event_time": None, "meta": {}, "tags": []},
        "patch_path": None,
        "unrendered_config": {},
        "created_at": 1700000000.0,
        "doc_blocks": [],
    }


def _column(column: Column) -> Json:
    personal = column.kind == "text" and column.name.split("_")[0] in TAGGED
    tags = ["PII"] if personal else []
    return {
        "name": column.name,
        "description": "",
        "meta": {},
        "data_type": column.type,
        "constraints": [],
        "quote": None,
        "config": {"meta": {}, "tags": tags},
        "tags": tags,
        "granularity": None,
        "doc_blocks": [],
    }


def _raw(node: Node) -> str:
    """The model's file: every relation as a ref or a source."""
    text = node.sql or ""
    for parent in node.parents:
        schema, name = _place(parent)
        call = f"source('raw', '{name}')" if schema == "raw" else f"ref('{name}')"
        text = text.replace(f'"{DATABASE}"."shop_{schema}"."{name}"', f"{{{{ {call} }}}}")
    return text


def _place(identifier: str) -> tuple[str, str]:
    name = _name(identifier)
    return ("raw" if identifier.startswith("source.") else name.rpartition("_")[0]), name


def _name(identifier: str) -> str:
    return identifier.rpartition(".")[2]


def _children(nodes: Iterable[Node]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for node in nodes:
        children.setdefault(node.id, [])
        for parent in node.parents:
            children.setdefault(parent, []).append(node.id)
    return children
