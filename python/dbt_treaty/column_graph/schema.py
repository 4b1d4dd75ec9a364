"""What is known of a resource's columns before any query is read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dbt_treaty.column_graph.nested import without_fields
from dbt_treaty.project.model import Resource


@dataclass(frozen=True, slots=True)
class Schema:
    """Columns in order with their SQL types; ``complete``: there are no others."""

    columns: Mapping[str, str | None] = field(default_factory=dict)
    complete: bool = False


_NOTHING, _ENFORCED = Schema(), Schema(complete=True)


def known_schema(resource: Resource, root: str, adapter: str) -> Schema:
    """The columns a resource declares, has in its file or in the catalog, each under one spelling.

    What is declared alone is complete only where dbt enforces it. The catalog speaks for what
    dbt does not build (a source); a model's table may be older than its SQL.

    Args:
        resource: any resource.
        root: the project's folder, where a seed's file lies.
        adapter: the warehouse's, which says what a dot in a name means.
    """
    if not (resource.columns or resource.catalogued or resource.kind == "seed"):
        return _ENFORCED if resource.contract_enforced else _NOTHING
    declared = {column.name: column.data_type for column in resource.columns.values()}
    header = _header(resource, root) if resource.kind == "seed" else ()
    told = united([declared, dict.fromkeys(header), resource.catalogued])
    columns = told if header else without_fields(told, adapter)
    built_elsewhere = resource.kind == "source" and bool(resource.catalogued)
    return Schema(columns, bool(header) or built_elsewhere or resource.contract_enforced)


def united(parts: Iterable[Mapping[str, str | None]]) -> dict[str, str | None]:
    """One mapping of several; upper and lower case are one column, spelled as it comes first."""
    spelled: dict[str, str] = {}
    result: dict[str, str | None] = {}
    for part in parts:
        for name, type_ in part.items():
            spelling = spelled.setdefault(name.casefold(), name)
            result[spelling] = result.get(spelling) or type_
    return result


def _header(resource: Resource, root: str) -> tuple[str, ...]:
    for folder in (root, resource.root_path):
        path = Path(folder, resource.path) if folder else None
        if path and path.is_file():
            return _first_row(path, str(resource.config.get("delimiter") or ","))
    return ()


def _first_row(path: Path, delimiter: str) -> tuple[str, ...]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            row = next(csv.reader(file, delimiter=delimiter), [])
    except (OSError, UnicodeDecodeError, TypeError, csv.Error):
        return ()  # what can't be read is not known
    return tuple(name.strip() for name in row if name.strip())
