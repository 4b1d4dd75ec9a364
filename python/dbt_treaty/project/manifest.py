"""dbt's manifest as a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.project.loose import as_mapping, as_text, as_whole_number
from dbt_treaty.project.model import Project, Resource
from dbt_treaty.project.ownership import Ownership
from dbt_treaty.project.resource import KINDS, read_resource


def read_project(
    manifest: Mapping[str, Any],
    configuration: Configuration,
    *,
    root: str = ".",
    catalog: Mapping[str, Any] | None = None,
) -> Project:
    """The models, seeds, snapshots and sources of a manifest, sorted by unique id.

    Args:
        manifest: manifest.json decoded (dbt 1.9 and later), or a slice of that shape.
        configuration: who owns what, and everything else the checks will ask.
        root: the project's folder, as messages show it.
        catalog: catalog.json decoded, where there is one.
    """
    metadata = as_mapping(manifest.get("metadata"))
    name, ownership = str(metadata.get("project_name") or ""), Ownership(configuration)
    read = sorted(
        (read_resource(node, name, ownership) for node in _nodes(manifest)), key=lambda r: r.id
    )
    return Project(
        name=name,
        adapter=str(metadata.get("adapter_type") or ""),
        resources={each.id: _catalogued(each, as_mapping(catalog)) for each in read},
        configuration=configuration,
        root=root,
    )


def _nodes(manifest: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for part in ("nodes", "sources"):
        for name, node in as_mapping(manifest.get(part)).items():
            if as_mapping(node).get("resource_type") in KINDS:
                yield node if "unique_id" in node else {**node, "unique_id": name}


def _catalogued(resource: Resource, catalog: Mapping[str, Any]) -> Resource:
    part = "sources" if resource.kind == "source" else "nodes"
    entry = as_mapping(as_mapping(catalog.get(part)).get(resource.id))
    found = [as_mapping(column) for column in as_mapping(entry.get("columns")).values()]
    if not found:
        return resource
    found.sort(key=lambda column: as_whole_number(column.get("index")))
    types = {str(column.get("name")): as_text(column.get("type")) for column in found}
    return replace(resource, catalogued=types)
