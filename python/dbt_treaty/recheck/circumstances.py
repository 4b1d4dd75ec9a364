"""Everything that a check rests on besides the nodes of the manifest, as one digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dbt_treaty import clock
from dbt_treaty.column_graph.schema import known_schema
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.project.artifact import Manifest
from dbt_treaty.project.artifacts import CATALOG_FILE
from dbt_treaty.project.manifest import read_project
from dbt_treaty.project.workspace import Workspace
from dbt_treaty.recheck.digest import digest

# What differs in each manifest, and says nothing of the project.
_OF_THE_RUN = frozenset(
    ("generated_at", "invocation_id", "invocation_started_at", "run_started_at", "user_id")
)


def circumstances(
    target: Path,
    manifest: Manifest,
    configuration: Configuration,
    workspace: Workspace | None,
    *,
    root: str,
    today: date,
) -> bytes | None:
    """The digest; None where something among it can't be told from another of its kind.

    Args:
        target: dbt's target folder, with the catalog in it.
        manifest: dbt's.
        configuration: the project's.
        workspace: what lies beside the artifacts.
        root: the project's folder, as messages show it.
        today: the day of the check.
    """
    metadata = {key: each for key, each in manifest.metadata.items() if key not in _OF_THE_RUN}
    catalog = target / CATALOG_FILE
    catalogued = hashlib.sha256(catalog.read_bytes()).digest() if catalog.is_file() else b""
    told = (root, today, clock.is_set(), metadata, configuration, catalogued)
    try:
        return digest((*told, _beside(workspace), list(_seeds(manifest, configuration, root))))
    except (TypeError, ValueError, OverflowError):
        return None


def _beside(workspace: Workspace | None) -> object:
    if workspace is None:
        return None
    days = sorted(workspace.announced.items(), key=repr)
    return (replace(workspace, announced={}), days)


def _seeds(manifest: Manifest, configuration: Configuration, root: str) -> Iterator[Any]:
    """The columns of each seed: they stand in its file."""
    ids = {name for name, _ in manifest.texts() if name.startswith("seed.")}
    if ids:
        project = read_project(manifest, configuration, root=root, only=ids)
        for resource in project.resources.values():
            schema = known_schema(resource, root, project.adapter)
            yield resource.id, list(schema.columns.items()), schema.complete
