"""The keys of contracts and of dbt_treaty.yml, from their JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docs_table import code, prose, table

from dbt_treaty.configuration.read import SCHEMA_FILE as CONFIGURATION
from dbt_treaty.contracts.native import SCHEMA_FILE as CONTRACT

_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true`, `false`",
    "array": "list",
    "object": "mapping",
}


@dataclass(frozen=True)
class Key:
    """One key: its path (``owner.team``, ``schema[].name``), its schema, and if it must stand."""

    path: str
    schema: Mapping[str, Any]
    required: bool


def contract_keys() -> str:
    """Every key of a native contract."""
    rows = (
        (code(key.path), _type(key), _example(key), _told(key)) for key in keys(_read(CONTRACT))
    )
    return table(("key", "holds", "for example", "meaning"), rows)


def configuration_keys() -> str:
    """Every key of dbt_treaty.yml."""
    rows = (
        (code(key.path), _type(key), _example(key), _told(key))
        for key in keys(_read(CONFIGURATION))
    )
    return table(("key", "holds", "for example", "meaning"), rows)


def schemas() -> list[Mapping[str, Any]]:
    """Both schemas, decoded."""
    return [_read(CONTRACT), _read(CONFIGURATION)]


def keys(schema: Mapping[str, Any]) -> Iterator[Key]:
    """Every key of a schema, parents before children."""
    yield from _keys(schema, schema, "")


def _keys(root: Mapping[str, Any], node: Mapping[str, Any], path: str) -> Iterator[Key]:
    for name, said in node.get("properties", {}).items():
        here = _resolved(root, said)
        key = f"{path}.{name}" if path else name
        yield Key(key, here, name in node.get("required", ()))
        yield from _keys(root, here, key)
        yield from _keys(root, _resolved(root, here.get("items", {})), f"{key}[]")


def _resolved(root: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    """The node with what its reference says; its own words win."""
    if "$ref" not in node:
        return node
    target: Any = root
    for part in node["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return {**target, **{name: value for name, value in node.items() if name != "$ref"}}


def _type(key: Key) -> str:
    if "enum" in key.schema:
        return ", ".join(code(str(value)) for value in key.schema["enum"])
    said = key.schema.get("type", ())
    listed = [said] if isinstance(said, str) else said
    return " or ".join(_WORDS[each] for each in listed if each != "null")


def _example(key: Key) -> str:
    examples = key.schema.get("examples") or key.schema.get("items", {}).get("examples", ())
    return code(json.dumps(examples[0], ensure_ascii=False)) if examples else ""


def _told(key: Key) -> str:
    told = prose(key.schema["description"])
    if "default" in key.schema:
        told += f" Default: {code(json.dumps(key.schema['default']))}."
    return f"{told} Required." if key.required else told


def _read(path: Any) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema
