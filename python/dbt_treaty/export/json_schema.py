"""The JSON Schema of one row of a contract's table."""

from __future__ import annotations

import json
from typing import Any

from dbt_treaty.contracts.logical_type import LogicalType, parse_type
from dbt_treaty.contracts.model import Contract, ContractColumn
from dbt_treaty.contracts.value import NUMBERS

_KINDS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "bigint": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "float": {"type": "number"},
    "double": {"type": "number"},
    # A decimal may come as a text, which keeps digits that a program's number would lose.
    "decimal": {"type": ["number", "string"]},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "time"},
    "timestamp": {"type": "string"},  # `date-time` demands a zone
    "timestamp_tz": {"type": "string", "format": "date-time"},
    "interval": {"type": "string"},
    "json": {},
    "binary": {"type": "string", "contentEncoding": "base64"},
    "uuid": {"type": "string", "format": "uuid"},
}


def json_schema_text(contract: Contract) -> str:
    """The schema as JSON (draft 2020-12)."""
    return json.dumps(json_schema(contract), indent=2, ensure_ascii=False) + "\n"


def json_schema(contract: Contract) -> dict[str, Any]:
    """A row as a mapping of columns: required ones must be there and hold a value.

    Bounds of dates and times have no word in JSON Schema; they stand in the description.
    """
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:dbt-treaty:{contract.name}:{contract.version}",
        "title": f"{contract.name} {contract.version}",
    }
    if contract.description:
        schema["description"] = contract.description
    meanings = dict(contract.semantics)
    return {
        **schema,
        "type": "object",
        "properties": {c.name: _column(c, meanings.get(c.name, "")) for c in contract.columns},
        "required": [column.name for column in contract.columns if _has_value(column)],
        "additionalProperties": False,
    }


def _has_value(column: ContractColumn) -> bool:
    return column.required or column.primary_key


def _column(column: ContractColumn, meaning: str) -> dict[str, Any]:
    kind = parse_type(column.type)
    schema = {**_kind(kind), **_bounds(column, kind)}
    if column.pattern is not None:
        schema["pattern"] = column.pattern
    if column.accepted_values:
        schema["enum"] = list(column.accepted_values)
    if not _has_value(column):
        schema = _or_null(schema)
    said = (column.description.strip(), meaning.strip(), _moments(column, kind))
    told = " ".join(text for text in said if text)
    if told:
        schema["description"] = told
    if column.default is not None:
        schema["default"] = column.default
    if column.tags:
        schema["x-tags"] = list(column.tags)
    return schema


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "type" not in schema:
        return schema
    said = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    values = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [*said, "null"], **values}


def _kind(kind: LogicalType) -> dict[str, Any]:
    if kind.element is not None:
        return {"type": "array", "items": _or_null(_kind(kind.element))}
    if kind.fields:
        fields = {name: _or_null(_kind(inner)) for name, inner in kind.fields}
        return {"type": "object", "properties": fields, "additionalProperties": False}
    if kind.name == "decimal" and kind.scale is not None and kind.precision is not None:
        whole = kind.precision - kind.scale
        digits = rf"^-?[0-9]{{1,{max(whole, 1)}}}" + (
            rf"(\.[0-9]{{1,{kind.scale}}})?$" if kind.scale else "$"
        )
        return {**_KINDS["decimal"], "pattern": digits}
    return dict(_KINDS[kind.name])


def _bounds(column: ContractColumn, kind: LogicalType) -> dict[str, Any]:
    if kind.name not in NUMBERS:
        return {}
    said = {"minimum": column.min, "maximum": column.max}
    return {key: _number(value) for key, value in said.items() if value is not None}


def _number(value: str | int | float) -> int | float:
    return float(value) if isinstance(value, str) else value


def _moments(column: ContractColumn, kind: LogicalType) -> str:
    if kind.name in NUMBERS:
        return ""
    said = {"From": column.min, "To": column.max}
    return " ".join(f"{word} {value}." for word, value in said.items() if value is not None)
