"""A contract's column as an ODCS property."""

from __future__ import annotations

from typing import Any

from dbt_treaty.contracts.logical_type import LogicalType, parse_type
from dbt_treaty.contracts.model import Contract, ContractColumn
from dbt_treaty.contracts.odcs.words import OURS
from dbt_treaty.contracts.odcs.write_quality import rules_of
from dbt_treaty.contracts.value import NUMBERS

_LOGICAL = {
    **dict.fromkeys(("string", "uuid", "interval", "binary"), "string"),
    **dict.fromkeys(("integer", "bigint"), "integer"),
    **dict.fromkeys(("float", "double", "decimal"), "number"),
    **dict.fromkeys(("timestamp", "timestamp_tz"), "timestamp"),
    **dict.fromkeys(("struct", "json"), "object"),
}


def property_of(column: ContractColumn, contract: Contract) -> dict[str, Any]:
    """The property: its physical type is our logical type, so that it reads back as it is."""
    said: dict[str, Any] = {"name": column.name}
    is_open = f"schema.{column.name}.type" in contract.missing
    kind = parse_type(column.type)
    said.update({} if is_open else _typed(kind))
    options, ours = _options(column, kind, is_open=is_open)
    if options:
        said["logicalTypeOptions"] = options
    flags = {"required": column.required, "unique": column.unique, "primaryKey": column.primary_key}
    said.update({key: True for key, value in flags.items() if value})
    if column.primary_key:
        keys = [each.name for each in contract.columns if each.primary_key]
        said["primaryKeyPosition"] = keys.index(column.name) + 1
    if column.description:
        said["description"] = column.description
    if column.tags:
        said["tags"] = list(column.tags)
    said.update(_reference(column, ours))
    rules = rules_of(contract, column.name)
    if rules:
        said["quality"] = rules
    ours.update(_ours(column))
    if ours:
        said["customProperties"] = [{"property": OURS, "value": ours}]
    return said


def _typed(kind: LogicalType) -> dict[str, Any]:
    said: dict[str, Any] = {
        "logicalType": _LOGICAL.get(kind.name, kind.name),
        "physicalType": str(kind),
    }
    if kind.element is not None:
        said["items"] = _typed(kind.element)
    if kind.fields:
        said["properties"] = [{"name": name, **_typed(inner)} for name, inner in kind.fields]
    return said


def _options(
    column: ContractColumn, kind: LogicalType, *, is_open: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Type options of the standard, and what of our bounds it has no place for."""
    options: dict[str, Any] = {}
    ours: dict[str, Any] = {}
    if kind.name == "timestamp_tz" and not is_open:
        options["timezone"] = True
    for key, word in (("min", "minimum"), ("max", "maximum")):
        value = getattr(column, key)
        if value is None:
            continue
        # In the standard a number's bound is a number; ours may be a text, to keep its digits.
        fits = not (kind.name in NUMBERS and isinstance(value, str))
        (options if fits else ours)[word if fits else key] = value
    if column.pattern is not None:
        options["pattern"] = column.pattern
    return options, ours


def _reference(column: ContractColumn, ours: dict[str, Any]) -> dict[str, Any]:
    if column.references is None:
        return {}
    if column.references.count(".") == 1:
        return {"relationships": [{"type": "foreignKey", "to": column.references}]}
    ours["references"] = column.references  # four parts would be a nested property
    return {}


def _ours(column: ContractColumn) -> dict[str, Any]:
    ours: dict[str, Any] = {}
    if column.default is not None:
        ours["default"] = column.default
    if column.mask is not None:
        ours["mask"] = column.mask
    if column.accepted_values:
        ours["accepted_values"] = list(column.accepted_values)
    return ours
