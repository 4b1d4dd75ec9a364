"""The artifacts dbt left in its target folder."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace as replace_fields

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.errors import ArtifactError, Place, problem
from dbt_treaty.project.artifact import Catalog, Manifest
from dbt_treaty.project.budget import has_budget
from dbt_treaty.project.decode import decode, is_object
from dbt_treaty.project.loose import as_mapping, as_text
from dbt_treaty.project.manifest import TARGET_KEY, read_project
from dbt_treaty.project.model import Project
from dbt_treaty.project.outdated import OUTDATED, outdated
from dbt_treaty.project.run_results import RunResultsText, run_results_path, runs_of
from dbt_treaty.project.runs import Runs
from dbt_treaty.project.wire import CatalogText, ManifestText

MANIFEST_FILE, CATALOG_FILE = "manifest.json", "catalog.json"
OLDEST_SCHEMA = 12  # dbt 1.8 and later; dbt v2 writes 12 or 20, which only adds to it
NEWEST_SCHEMA = 20
_SCHEMA = re.compile(r"/manifest/v(\d+)(?:\.json)?$")
_MAKE = "run `dbt compile` or `dbt build` in the project, then try again"
T = TypeVar("T", bound=msgspec.Struct)


def read_target(target_dir: Path, configuration: Configuration, *, root: str = ".") -> Project:
    """The project in dbt's target folder; nothing of the artifacts' text is kept.

    Args:
        target_dir: the folder.
        configuration: who owns what, and everything else the checks will ask.
        root: the project's folder, as messages show it.

    Raises:
        ArtifactError: there is no manifest, or one that cannot be used.
    """
    return project_of(*read_artifacts(target_dir), target_dir, configuration, root=root)


def project_of(
    manifest: Manifest,
    catalog: Catalog | None,
    target_dir: Path,
    configuration: Configuration,
    *,
    root: str = ".",
) -> Project:
    """The project in the artifacts of a target folder; the rest is as in ``read_target``."""
    project = _without(
        read_project(manifest, configuration, root=root, catalog=catalog),
        outdated(manifest, Path(root)),
    )
    by_target = bool(configuration.compute_regions)
    if not by_target and not has_budget(configuration):
        return project
    runs = _read_runs(run_results_path(target_dir), project.adapter)
    if project.target is None and by_target:
        kept = target_dir / "dbt_treaty" / "manifest.json"
        project = replace(project, target=_target(manifest, kept, runs))
    return replace(project, runs=runs)


def _without(project: Project, ids: Collection[str]) -> Project:
    """The project with nothing believed of what was compiled of these, which are outdated."""
    if not ids:
        return project
    old = {id_: each for id_, each in project.resources.items() if id_ in ids}
    new = {
        id_: replace_fields(each, compiled=None, uncompiled=OUTDATED) for id_, each in old.items()
    }
    return replace(project, resources={**project.resources, **new}, outdated=tuple(sorted(new)))


def _target(manifest: Manifest, kept: Path, runs: Runs | None) -> str | None:
    """The target of the command that wrote the manifest, if that command left it anywhere."""
    if kept.is_file():
        own = _read_manifest(kept)
        told = as_text(own.metadata.get(TARGET_KEY))
        if told and _run(own) == _run(manifest):
            return told
    return runs.target if runs and runs.invocation == _run(manifest) else None


def _read_runs(path: Path, adapter: str) -> Runs | None:
    if not path.is_file():
        return None
    return runs_of(_read(path, "file of run results", RunResultsText), path.as_posix(), adapter)


def read_artifacts(
    target_dir: Path, own: Manifest | None = None
) -> tuple[Manifest, Catalog | None]:
    """The manifest with the most compiled SQL, and the catalog where there is one.

    The gate inside ``dbt build`` keeps a slice of the manifest of its own in
    ``dbt_treaty/manifest.json``; it stands in where dbt's own lacks the compiled SQL (after a
    refusal, or a build of a selection) and comes from the same run or a later one.

    Args:
        target_dir: the folder.
        own: dbt's own manifest in it, where that was read before.

    Raises:
        ArtifactError: there is no manifest, or one that cannot be used.
    """
    kept = target_dir / "dbt_treaty" / "manifest.json"
    manifest = _newest(read_manifest(target_dir) if own is None else own, kept)
    if manifest.has_models and not any(manifest.compiled()):
        raise ArtifactError(
            problem(
                (target_dir / MANIFEST_FILE).as_posix(),
                "has models but no compiled SQL",
                "run `dbt compile` or `dbt build`: `dbt parse` and `dbt test` write no "
                "compiled SQL",
            )
        )
    return manifest, read_catalog(target_dir)


def read_manifest(target_dir: Path) -> Manifest:
    """What dbt itself left in a target folder; the exceptions are those of ``read_artifacts``."""
    return _read_manifest(target_dir / MANIFEST_FILE)


def _newest(manifest: Manifest, kept: Path) -> Manifest:
    if not kept.is_file() or all(manifest.compiled()):
        return manifest
    own = _read_manifest(kept)
    fresh = _run(own) == _run(manifest) or _written(own) >= _written(manifest)
    return own if fresh and sum(own.compiled()) > sum(manifest.compiled()) else manifest


def _run(manifest: Manifest) -> str:
    # An absent id equals nothing.
    return as_text(manifest.metadata.get("invocation_id")) or f"none {id(manifest)}"


def _written(manifest: Manifest) -> str:
    return as_text(manifest.metadata.get("generated_at")) or ""


def _read_manifest(path: Path) -> Manifest:
    where, text = path.as_posix(), _read(path, "manifest", ManifestText)
    metadata = as_mapping(text.metadata)
    found = _SCHEMA.search(as_text(metadata.get("dbt_schema_version")) or "")
    nodes, sources = text.nodes, text.sources
    if not found or not isinstance(nodes, dict) or not isinstance(sources, dict):
        raise ArtifactError(problem(where, "is not a dbt manifest", _MAKE))
    if not all(map(is_object, (*nodes.values(), *sources.values()))):
        raise ArtifactError(problem(where, "is not a dbt manifest", _MAKE))
    if not OLDEST_SCHEMA <= int(found[1]) <= NEWEST_SCHEMA:
        raise ArtifactError(
            problem(
                where,
                f"is a manifest of schema version {found[1]}; "
                f"versions {OLDEST_SCHEMA} to {NEWEST_SCHEMA} can be read",
                "use dbt 1.9 or later, then run `dbt compile` or `dbt build`",
            )
        )
    functions = text.functions if isinstance(text.functions, dict) else {}
    told = {name: each for name, each in functions.items() if is_object(each)}
    return Manifest(metadata, nodes, sources, told)


def read_catalog(target_dir: Path) -> Catalog | None:
    """The catalog in a target folder, where there is one; raises ``ArtifactError`` as well."""
    path = target_dir / CATALOG_FILE
    if not path.is_file():
        return None
    text = _read(path, "catalog", CatalogText)
    return Catalog(*(each if isinstance(each, dict) else {} for each in (text.nodes, text.sources)))


def _read(path: Path, what: str, wanted: type[T]) -> T:
    where = path.as_posix()
    try:
        return decode(path.read_bytes(), wanted)
    except FileNotFoundError:
        missing = problem(
            where, f"there is no {what} here", f"{_MAKE}, or name its folder with --target-dir"
        )
        raise ArtifactError(missing) from None
    except json.JSONDecodeError as error:
        at = Place(where, error.lineno, error.colno)
        raise ArtifactError(problem(at, "is not JSON, or was cut off here", _MAKE)) from None
    except msgspec.ValidationError:
        raise ArtifactError(problem(where, f"is not a dbt {what}", _MAKE)) from None
    except RecursionError:
        raise ArtifactError(problem(where, "is nested too deep to be read", _MAKE)) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise ArtifactError(problem(where, f"cannot be read: {reason}", _MAKE)) from None
