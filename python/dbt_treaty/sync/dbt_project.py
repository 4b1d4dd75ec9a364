"""What sync must know of a dbt project without dbt: its name, paths, profile and model files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dbt_treaty.errors import TreatyError, problem

GENERATED_FOLDER = "_treaty"


@dataclass(frozen=True, slots=True)
class DbtProject:
    """``dbt_project.yml`` as far as sync needs it; paths relative to ``root``."""

    root: Path
    name: str
    profile: str
    model_paths: tuple[str, ...]
    resource_paths: tuple[str, ...]
    packages_path: str
    flags: dict[str, Any]

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

    def _files(self, folders: tuple[str, ...]) -> Iterator[Path]:
        for folder in folders:
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and not path.name.startswith("."):
                    yield path.relative_to(self.root)


def read_dbt_project(root: Path) -> DbtProject:
    """Read ``dbt_project.yml``. Raises ``TreatyError`` where there is none or it can't be read."""
    path = root / "dbt_project.yml"
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
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise TreatyError(
            problem(str(path), f"cannot be read: {str(error).splitlines()[0]}")
        ) from None
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        raise TreatyError(
            problem(str(path), "has no project `name:`", "see dbt's own documentation")
        )
    models = _paths(data, "model-paths", "models")
    others = (*_paths(data, "seed-paths", "seeds"), *_paths(data, "snapshot-paths", "snapshots"))
    return DbtProject(
        root=root,
        name=data["name"],
        profile=str(data.get("profile", data["name"])),
        model_paths=models,
        resource_paths=tuple(dict.fromkeys((*models, *others))),
        packages_path=str(data.get("packages-install-path", "dbt_packages")),
        flags=data.get("flags") or {},
    )


def _paths(data: dict[str, Any], key: str, default: str) -> tuple[str, ...]:
    value = data.get(key)
    return tuple(str(item) for item in value) if isinstance(value, list) else (default,)
