"""Models whose file is another one than dbt compiled: what the manifest says of them is old."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from dbt_treaty.project.artifact import Manifest
from dbt_treaty.project.decode import decode_entry
from dbt_treaty.project.folders import project_folders
from dbt_treaty.project.loose import as_code, as_text

OUTDATED = "its file has changed since dbt compiled it"
_KEYS = ("model-paths", "snapshot-paths")
_ENDINGS = (".sql", ".py")
# Before dbt 1.10 no manifest says when its command began, and a file may change while that runs.
_LONGEST_COMMAND = timedelta(hours=1)


class _Written(msgspec.Struct, gc=False):
    package_name: object = None
    original_file_path: object = None
    raw_code: object = None
    resource_type: object = None


_DECODER = msgspec.json.Decoder(_Written)


def outdated(manifest: Manifest, root: Path) -> frozenset[str]:
    """The models and snapshots of the project whose file, where it is at hand, dbt did not read.

    Only files are read that may have changed since: the system notes when, whatever a copy or a
    checkout makes of their dates. A file that is gone, or can't be read, says nothing.

    Args:
        manifest: what dbt wrote.
        root: the project's folder.
    """
    changed = set(_written_since(root, _began(manifest)))
    if not changed:
        return frozenset()
    project = manifest.metadata.get("project_name")
    return frozenset(
        name
        for name, entry in manifest.texts()
        if _is_other(decode_entry(entry, _DECODER), project, changed, root)
    )


def _is_other(node: _Written, project: object, changed: Collection[str], root: Path) -> bool:
    """Whether the file of a node of the project is among those that changed, and holds no more
    what dbt read.
    """
    path = (as_text(node.original_file_path) or "").replace("\\", "/")
    query = as_code(node.raw_code)
    if path not in changed or node.package_name != project or query is None:
        return False
    if node.resource_type not in ("model", "snapshot"):
        return False
    return not _is_in(query, root / path, is_all=node.resource_type == "model")


def _began(manifest: Manifest) -> float:
    """When dbt began to read the files, in seconds since 1970; 0 where nothing tells it."""
    begun = _time(manifest.metadata.get("invocation_started_at"))
    if begun is not None:
        return begun.timestamp()
    ended = _time(manifest.metadata.get("generated_at"))
    return (ended - _LONGEST_COMMAND).timestamp() if ended is not None else 0.0


def _time(said: object) -> datetime | None:
    try:
        # Before Python 3.11 a Z is no zone.
        return datetime.fromisoformat((as_text(said) or "").replace("Z", "+00:00"))
    except ValueError:
        return None


def _written_since(root: Path, begun: float) -> Iterator[str]:
    """The paths below the project's folder of queries that were written, or put there, since."""
    named = (each.strip("/") for key in _KEYS for each in project_folders(root, key))
    waiting = [folder for folder in named if (root / folder).is_dir()]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(path)
                    elif entry.name.endswith(_ENDINGS) and entry.stat().st_ctime >= begun:
                        yield path
        except OSError:
            continue


def _is_in(query: str, path: Path, is_all: bool) -> bool:
    """Whether a query is what a file holds, or a part of it, whatever ends its lines."""
    try:
        text = _plain(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return True
    return _plain(query) == text if is_all else _plain(query) in text


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
