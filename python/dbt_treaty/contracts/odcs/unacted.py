"""What an ODCS document says that nothing here acts on, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dbt_treaty.contracts.model import Contract, ContractColumn
from dbt_treaty.contracts.odcs.levels import is_level
from dbt_treaty.contracts.odcs.owner import is_reviewer
from dbt_treaty.contracts.odcs.physical_type import logical_of
from dbt_treaty.contracts.odcs.quality import is_measured
from dbt_treaty.contracts.odcs.words import OURS

# These are read, or say what stands elsewhere: kept for their own spelling alone.
_READ = frozenset(
    ("apiVersion", "id", "name", "status", "physicalName", "tags", "slaDefaultElement")
)
_READ_OF_COLUMNS = frozenset(
    ("primaryKey", "primaryKeyPosition", "required", "unique", "logicalType", "description")
)
_Kept = Mapping[str, Any]


def unacted_odcs(contract: Contract) -> tuple[str, ...]:
    """The sections and keys that are only kept, each once, with how often where it is more."""
    told = Counter(_of_document(contract))
    return tuple(name if number == 1 else f"{name} ({number})" for name, number in told.items())


def _of_document(contract: Contract) -> Iterator[str]:
    for key, value in contract.kept.items():
        if key == "schema":
            for item in value.values():
                yield from _of_object(item, contract)
        elif key == "slaProperties":
            others = (level for level in value if not is_level(level))
            yield from (f"slaProperties {level['property']}" for level in others)
        elif key == "roles":
            yield from _of_roles(value, contract)
        elif key == "team":
            yield from _of_team(value)
        elif key == "description":
            yield from (f"description.{part}" for part in value if part != "purpose")
        else:
            yield from _of_key(key, value, "")


def _of_key(key: str, value: Any, path: str) -> Iterator[str]:
    if key == "customProperties":
        names = value if isinstance(value, dict) else [item.get("property") for item in value]
        yield from (f"{path}customProperties.{name}" for name in names if name != OURS)
    elif key not in _READ:
        yield f"{path}{key}"


def _of_roles(kept: Any, contract: Contract) -> Iterator[str]:
    roles = kept.values() if isinstance(kept, dict) else kept
    yield from (
        f"role {r['role']}" for r in roles if r.get("role", "") not in (*contract.access.roles, "")
    )
    if any(set(role) - {"role", "access"} for role in roles):
        yield "what roles say beside their access"


def _of_team(kept: Any) -> Iterator[str]:
    members = kept.get("members", []) if isinstance(kept, dict) else kept
    listed = members.values() if isinstance(members, dict) else members
    if any(not is_reviewer(member) for member in listed):
        yield "team members"


def _of_object(kept: _Kept, contract: Contract) -> Iterator[str]:
    for key, value in kept.items():
        if key == "properties":
            for name, item in value.items():
                yield from _of_property(item, name, contract)
        elif key == "quality":
            yield from _of_rules(value, None, contract)
        elif key == "relationships":
            if any(isinstance(item.get("to"), list) for item in value):
                yield "schema.relationships of several columns"
        elif key == "physicalName" and value != contract.table:
            yield "schema.physicalName"
        elif key not in ("physicalType", "description", "logicalType"):
            yield from _of_key(key, value, "schema.")


def _of_property(kept: _Kept, name: str, contract: Contract) -> Iterator[str]:
    column = next(each for each in contract.columns if each.name.lower() == name)
    for key, value in kept.items():
        if key == "quality":
            yield from _of_rules(value, column.name, contract)
        elif key in _JUDGED:
            yield from _JUDGED[key](value, column)
        elif key not in _READ_OF_COLUMNS:
            yield from _of_key(key, value, "schema.properties.")


def _physical_type(value: str, column: ContractColumn) -> Iterator[str]:
    if logical_of(value) is None:
        yield f'physicalType "{value}" of {column.name}, read as {column.type}'


def _options(value: _Kept, _: ContractColumn) -> Iterator[str]:
    yield from (f"schema.properties.logicalTypeOptions.{option}" for option in value)


def _relationships(value: list[Any], column: ContractColumn) -> Iterator[str]:
    if column.references is None or len(value) > 1:
        yield "schema.properties.relationships"


def _fields(_: Any, column: ContractColumn) -> Iterator[str]:
    yield f"what the fields within {column.name} say beside their types"


def _classification(value: str, _: ContractColumn) -> Iterator[str]:
    if value.lower() != "pii":
        yield "schema.properties.classification"


_JUDGED: Mapping[str, Callable[[Any, ContractColumn], Iterator[str]]] = {
    "physicalType": _physical_type,
    "logicalTypeOptions": _options,
    "relationships": _relationships,
    "properties": _fields,
    "items": _fields,
    "classification": _classification,
}


def _of_rules(rules: Any, column: str | None, contract: Contract) -> Iterator[str]:
    names = {each.name: each.name for each in contract.columns}
    for rule in rules:
        if not is_measured(rule, column, names):
            kind = rule.get("type", "library")
            measurable = "" if kind in ("text", "custom") else ", not measured"
            yield f"quality of type {kind}{measurable}"
