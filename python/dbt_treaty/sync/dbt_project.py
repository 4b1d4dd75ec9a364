"""What sync must know of a dbt project without dbt: its name, paths, profile and model files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dbt_treaty.errors import Problem, TreatyError, problem

GENERATED_FOLDER = "_treaty"
_FILE = "dbt_project.yml"
# dbt's lists of folders with their defaults; properties files may lie in the first five.
_FOLDERS = {
    "model-paths": ("models",),
    "seed-paths": ("seeds",),
    "snapshot-paths": ("snapshots",),
    "analysis-paths": ("analyses",),
    "macro-paths": ("macros",),
    "test-paths": ("tests",),
    "docs-paths": (),
    "asset-paths": (),
}
_WITH_PROPERTIES = tuple(_FOLDERS)[:5]


@dataclass(frozen=True, slots=True)
class DbtProject:
    """``dbt_project.yml`` as far as sync needs it; paths relative to ``root``.

    ``outer_paths`` are the folders of any kind that lie outside the project's own.
    """

    root: Path
    name: str
    profile: str
    model_paths: tuple[str, ...]
    resource_paths: tuple[str, ...]
    outer_paths: tuple[str, ...]
    packages_path: str
    target_path: str
    flags: Mapping[str, Any]

    def model_files(self) -> Iterator[Path]:
        """Every SQL or Python model file, sorted, relative to the root."""
        for path in self._files(self.model_paths):
            if path.suffix in {".sql", ".py"}:
                yield path

    def property_files(self) -> Iterator[Path]:
        """Every YAML file under the resource paths, generated ones too, relative to the root."""
        for path in self._files(self.resource_paths):
            if path.suffix in {".yml", ".yaml"}:
                yield path

    def seed_files(self) -> Iterator[Path]:
        """Every CSV file under the resource paths, sorted, relative to the root."""
        for path in self._files(self.resource_paths):
            if path.suffix == ".csv":
                yield path

    def holds(self, path: Path) -> bool:
        """Whether a file's folder, links followed, is inside the project, where sync may write."""
        return (self.root / path).parent.resolve().is_relative_to(self.root.resolve())

    def _files(self, folders: tuple[str, ...]) -> Iterator[Path]:
        found = {path for folder in folders for path in _walk(self.root / folder)}
        yield from sorted(Path(os.path.relpath(path, self.root)) for path in found)


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder; like dbt, into links as well, but into none twice."""
    seen: set[Path] = set()
    for here, inner, names in os.walk(folder, followlinks=True):
        real = Path(here).resolve()
        if real in seen:
            inner.clear()
            continue
        seen.add(real)
        for name in names:
            path = Path(here) / name
            if not name.startswith(".") and path.is_file():
                yield path


def read_dbt_project(root: Path, rendered: Mapping[str, Any] | None = None) -> DbtProject:
    """Read ``dbt_project.yml``; ``rendered`` has the values of keys that dbt itself rendered.

    Raises ``TreatyError`` where there is none, it can't be read, or only dbt can say what it means.
    """
    path = root / _FILE
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TreatyError(
            problem(
                str(path),
                "no dbt project here",
                "run it in a dbt project, or name it: --project-dir DIR",
            )
        ) from None
    except (OSError, UnicodeError, yaml.YAMLError, RecursionError) as error:
        raise TreatyError(
            problem(str(path), f"cannot be read: {(str(error) or repr(error)).splitlines()[0]}")
        ) from None
    chosen = (
        {"target-path": os.environ["DBT_TARGET_PATH"]} if "DBT_TARGET_PATH" in os.environ else {}
    )
    data = {**data, **chosen, **(rendered or {})} if isinstance(data, dict) else {}
    if not isinstance(data.get("name"), str):
        raise TreatyError(
            problem(str(path), "has no project `name:`", "see dbt's own documentation")
        )
    return _project(root, data)


def _project(root: Path, data: Mapping[str, Any]) -> DbtProject:
    folders = {key: _paths(data, key, default) for key, default in _FOLDERS.items()}
    plain = {
        "name": data["name"],
        "packages-install-path": str(data.get("packages-install-path", "dbt_packages")),
        "target-path": str(data.get("target-path", "target")),
    }
    faults = _faults({**{key: (text,) for key, text in plain.items()}, **folders})
    if faults:
        raise TreatyError(faults)
    flags = data.get("flags")
    return DbtProject(
        root=root,
        name=plain["name"],
        profile=str(data.get("profile", plain["name"])),
        model_paths=folders["model-paths"],
        resource_paths=tuple(dict.fromkeys(p for key in _WITH_PROPERTIES for p in folders[key])),
        outer_paths=tuple(p for paths in folders.values() for p in paths if _leads_out(p)),
        packages_path=plain["packages-install-path"],
        target_path=plain["target-path"],
        flags=flags if isinstance(flags, dict) else {},
    )


def _paths(data: Mapping[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = data.get(key)
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else default


def _leads_out(folder: str) -> bool:
    return Path(os.path.normpath(folder)).parts[:1] == (os.pardir,)


def _faults(said: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """What can't be worked with from outside dbt, all of it."""
    faults = []
    for key, texts in said.items():
        for text in texts:
            if "{{" in text or "{%" in text:
                what = f"{key}: has Jinja, which only dbt can render: {text}"
                advice = "run `dbt run-operation sync_contracts`, or write the value itself"
                faults.append(problem(_FILE, what, advice))
            elif key.endswith("-paths") and Path(text).is_absolute():
                what = f"{key}: {text} is absolute, so a copy of the project could not be tried"
                faults.append(problem(_FILE, what, "write it relative to the project"))
            elif key.endswith("-paths") and os.path.normpath(text) == os.curdir:
                what = f"{key}: {text} is the project itself, with all that dbt writes into it"
                faults.append(problem(_FILE, what, "name a folder inside the project"))
    return faults
