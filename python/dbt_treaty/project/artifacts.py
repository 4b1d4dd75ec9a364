"""The artifacts dbt left in its target folder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbt_treaty.errors import ArtifactError, Place, problem
from dbt_treaty.project.loose import as_code, as_mapping, as_text

Artifact = Mapping[str, Any]

OLDEST_SCHEMA = 12  # dbt 1.8 and later; dbt v2 writes 12 or 20, which only adds to it
NEWEST_SCHEMA = 20
_SCHEMA = re.compile(r"/manifest/v(\d+)(?:\.json)?$")
_MAKE = "run `dbt compile` or `dbt build` in the project, then try again"


def read_artifacts(target_dir: Path) -> tuple[Artifact, Artifact | None]:
    """The manifest with the most compiled SQL, and the catalog where there is one.

    The gate inside ``dbt build`` keeps a slice of the manifest of its own in
    ``dbt_treaty/manifest.json``; it stands in where dbt's own lacks the compiled SQL (after a
    refusal, or a build of a selection) and comes from the same run or a later one.

    Raises:
        ArtifactError: there is no manifest, or one that cannot be used.
    """
    path = target_dir / "manifest.json"
    manifest = _newest(_read_manifest(path), target_dir / "dbt_treaty" / "manifest.json")
    if _sql_models(manifest) and not _compiled(manifest):
        raise ArtifactError(
            problem(
                path.as_posix(),
                "has models but no compiled SQL",
                "run `dbt compile` or `dbt build`: `dbt parse` and `dbt test` write no "
                "compiled SQL",
            )
        )
    catalog = target_dir / "catalog.json"
    return manifest, _read_object(catalog, "catalog") if catalog.is_file() else None


def _newest(manifest: Artifact, kept: Path) -> Artifact:
    if not kept.is_file() or _compiled(manifest) == _sql_models(manifest):
        return manifest
    own = _read_manifest(kept)
    fresh = _run(own) == _run(manifest) or _written(own) >= _written(manifest)
    return own if fresh and _compiled(own) > _compiled(manifest) else manifest


def _run(manifest: Artifact) -> str:
    # An absent id equals nothing.
    metadata = as_mapping(manifest["metadata"])
    return as_text(metadata.get("invocation_id")) or f"none {id(manifest)}"


def _written(manifest: Artifact) -> str:
    return as_text(as_mapping(manifest["metadata"]).get("generated_at")) or ""


def _sql_models(manifest: Artifact) -> int:
    return sum(1 for node in manifest["nodes"].values() if _is_sql_model(node))


def _compiled(manifest: Artifact) -> int:
    nodes = manifest["nodes"].values()
    return sum(1 for node in nodes if _is_sql_model(node) and as_code(node.get("compiled_code")))


def _is_sql_model(node: Artifact) -> bool:
    return node.get("resource_type") == "model" and (node.get("language") or "sql") == "sql"


def _read_manifest(path: Path) -> Artifact:
    manifest = _read_object(path, "manifest")
    schema = as_text(as_mapping(manifest.get("metadata")).get("dbt_schema_version")) or ""
    found = _SCHEMA.search(schema)
    parts = [manifest.get(part) for part in ("nodes", "sources")]
    if not found or not all(_is_table(part) for part in parts):
        raise ArtifactError(problem(path.as_posix(), "is not a dbt manifest", _MAKE))
    if not OLDEST_SCHEMA <= int(found[1]) <= NEWEST_SCHEMA:
        raise ArtifactError(
            problem(
                path.as_posix(),
                f"is a manifest of schema version {found[1]}; "
                f"versions {OLDEST_SCHEMA} to {NEWEST_SCHEMA} can be read",
                "use dbt 1.9 or later, then run `dbt compile` or `dbt build`",
            )
        )
    return manifest


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(node, dict) for node in value.values())


def _read_object(path: Path, what: str) -> Artifact:
    where = path.as_posix()
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        missing = problem(
            where, f"there is no {what} here", f"{_MAKE}, or name its folder with --target-dir"
        )
        raise ArtifactError(missing) from None
    except json.JSONDecodeError as error:
        at = Place(where, error.lineno, error.colno)
        raise ArtifactError(problem(at, "is not JSON, or was cut off here", _MAKE)) from None
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise ArtifactError(problem(where, f"cannot be read: {reason}", _MAKE)) from None
    if not isinstance(data, dict):
        raise ArtifactError(problem(where, f"is not a dbt {what}", _MAKE))
    return data
