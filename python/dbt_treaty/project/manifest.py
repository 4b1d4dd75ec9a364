"""dbt's manifest as a project."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.project.artifact import (
    FUNCTION,
    HOOK,
    Catalog,
    Manifest,
    plain_catalog,
    plain_manifest,
)
from dbt_treaty.project.collector import collector_paused
from dbt_treaty.project.loose import as_text, as_whole_number
from dbt_treaty.project.model import Function, Project, Resource, RunHook
from dbt_treaty.project.ownership import Ownership
from dbt_treaty.project.resource import NodeReader
from dbt_treaty.project.wire import CatalogColumn, CatalogEntry

# The gate's slice of the manifest has it; dbt's own does not.
TARGET_KEY = "target_name"


def read_project(
    manifest: Manifest | Mapping[str, Any],
    configuration: Configuration,
    *,
    root: str = ".",
    catalog: Catalog | Mapping[str, Any] | None = None,
    only: Collection[str] | None = None,
) -> Project:
    """A manifest's models, seeds, snapshots, sources, hooks and functions, sorted by unique id.

    Args:
        manifest: manifest.json (dbt 1.9 and later), or a mapping of that shape.
        configuration: who owns what, and everything else the checks will ask.
        root: the project's folder, as messages show it.
        catalog: catalog.json, where there is one.
        only: the unique ids to read, where not everything is wanted.
    """
    told = manifest if isinstance(manifest, Manifest) else plain_manifest(manifest)
    found = catalog if isinstance(catalog, Catalog) else plain_catalog(catalog or {})
    name = str(told.metadata.get("project_name") or "")
    reader = NodeReader(name, Ownership(configuration))
    read: list[Resource] = []
    hooks: list[RunHook] = []
    functions: dict[str, Function] = {}
    with collector_paused():
        for id_, node in told.entries(only):
            if node.resource_type == HOOK:
                hooks.append(reader.read_hook(id_, node))
            elif node.resource_type == FUNCTION:
                functions[id_] = reader.read_function(id_, node)
            else:
                entry = found.entry(str(node.resource_type), id_)
                read.append(reader.read(id_, node, _catalogued(entry)))
    read.sort(key=lambda each: each.id)
    return Project(
        name=name,
        adapter=str(told.metadata.get("adapter_type") or ""),
        resources={each.id: each for each in read},
        configuration=configuration,
        root=root,
        hooks=tuple(sorted(hooks, key=lambda each: each.id)),
        functions=functions,
        target=as_text(told.metadata.get(TARGET_KEY)),
    )


def _catalogued(entry: CatalogEntry | None) -> dict[str, str | None]:
    if entry is None or not isinstance(entry.columns, dict):
        return {}
    none = CatalogColumn()
    found = [each if isinstance(each, CatalogColumn) else none for each in entry.columns.values()]
    found.sort(key=lambda column: as_whole_number(column.index))
    return {str(column.name): as_text(column.type) for column in found}
