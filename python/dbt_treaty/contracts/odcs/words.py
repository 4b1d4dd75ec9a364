"""What the standard's keys and ours have in common, for reading and for writing alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.documents.document import DataPath

API_VERSION = "v3.1.0"
API_VERSIONS = ("v3.0.0", "v3.0.1", "v3.0.2", API_VERSION)
# The custom property that holds, in the words of the native format, what the standard lacks.
OURS = "dbtTreaty"
# What it may hold: what the standard has words for is written in those, and so said once.
OF_A_TABLE = (
    *("domain", "tier", "table", "owner", "sla", "semantics", "region", "retention_days"),
    *("quality", "quarantine", "deprecation", "access", "consumers_intended", "delivery"),
    "views",
)
OF_A_COLUMN = (
    *("type", "mask", "accepted_values", "default", "min", "max", "pattern", "references"),
)

OPERATORS = {
    "mustBe": "must_be",
    "mustNotBe": "must_not_be",
    "mustBeGreaterThan": "must_be_greater_than",
    "mustBeGreaterOrEqualTo": "must_be_greater_or_equal_to",
    "mustBeLessThan": "must_be_less_than",
    "mustBeLessOrEqualTo": "must_be_less_or_equal_to",
    "mustBeBetween": "must_be_between",
    "mustNotBeBetween": "must_not_be_between",
}
METRICS = {
    "nullValues": "null_values",
    "missingValues": "missing_values",
    "invalidValues": "invalid_values",
    "duplicateValues": "duplicate_values",
    "rowCount": "row_count",
}


def column_name(said: Mapping[str, Any]) -> str:
    """The column of a property: its physical name where that can be one, else its name."""
    physical = said.get("physicalName")
    if isinstance(physical, str) and is_identifier(physical):
        return physical
    return str(said.get("name", ""))


def table_name(said: Mapping[str, Any]) -> str:
    """The model of an object: its name, unless only its physical name can be one."""
    name, physical = str(said.get("name", "")), said.get("physicalName")
    if not is_identifier(name) and isinstance(physical, str) and is_identifier(physical):
        return physical
    return name


def entries(
    items: Any, path: DataPath, wants: str = ""
) -> Iterator[tuple[DataPath, Mapping[str, Any]]]:
    """The mappings of a list that have the key they want, each with its data path."""
    for at, item in enumerate(items or ()):
        if isinstance(item, Mapping) and (not wants or wants in item):
            yield (*path, at), item
