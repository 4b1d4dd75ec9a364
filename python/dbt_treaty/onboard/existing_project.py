"""What an existing dbt project lacks: added where nothing stands, and nothing overwritten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from dbt_treaty.configuration.read import FILE_NAMES, read_configuration
from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.files.whole import write_file
from dbt_treaty.onboard.package_source import PACKAGE, PackageSource
from dbt_treaty.sync.dbt_project import read_dbt_project

_PACKAGE_FILES = ("packages.yml", "dependencies.yml")
# A file of the same meaning under another name is that file: it is left as it is.
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "dbt_treaty.yml": FILE_NAMES,
    "packages.yml": _PACKAGE_FILES,
    ".pre-commit-config.yaml": (".pre-commit-config.yaml", ".pre-commit-config.yml"),
    ".github/CODEOWNERS": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
}


@dataclass(frozen=True, slots=True)
class Additions:
    """The files to add, with their texts, and those to leave, each with a reason."""

    added: Mapping[str, str]
    left: Mapping[str, str]


def plan_additions(root: Path, files: Mapping[str, str], package: PackageSource) -> Additions:
    """What of ``files`` the project in ``root`` lacks. Nothing is written.

    Raises:
        TreatyError: the project's configuration or its packages can't be read.
    """
    placed = _placed(root, files)
    left: dict[str, str] = {}
    for path in placed:
        standing = _standing(root, path)
        if standing is not None:
            left[standing] = "is there"
    packages = _standing(root, "packages.yml")
    if packages is not None:
        lacks = f"is there; add to its `packages:`\n{_indented(package.entry)}"
        left[packages] = "has the package" if _has_package(root) else lacks
    if "requirements.txt" in left and not _has_companion(root):
        left["requirements.txt"] = f"is there; add to it\n{_indented(package.companion)}"
    return Additions({p: text for p, text in placed.items() if not _standing(root, p)}, left)


def write_additions(root: Path, additions: Additions) -> None:
    """Write what is to be added, all of it or nothing.

    Raises:
        TreatyError: a file can't be written, or has come into being meanwhile.
    """
    done: list[Path] = []
    try:
        for path, text in additions.added.items():
            if (root / path).exists():
                raise FileExistsError(None, "has come into being meanwhile")
            if not (root / path).parent.resolve().is_relative_to(root.resolve()):
                raise NotADirectoryError(None, "its folder is a link that leads out of the project")
            write_file(root / path, text)
            done.append(root / path)
    except OSError as error:
        for each in done:
            each.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise TreatyError(problem(path, f"can't be written: {reason}; nothing is added")) from None


def project_name(root: Path) -> str:
    """The name of the dbt project in a folder.

    Raises:
        TreatyError: there is none here, or it can't be read.
    """
    if not (root / "dbt_project.yml").is_file():
        advice = "go to a dbt project's folder, or make a new one: `dbt-treaty init NAME …`"
        raise TreatyError(problem("dbt_project.yml", "there is no dbt project here", advice))
    return read_dbt_project(root).name


def _placed(root: Path, files: Mapping[str, str]) -> dict[str, str]:
    """The files where an existing configuration has the folders of contracts and exceptions."""
    chosen = read_configuration(root)
    folders = {"contracts": chosen.contracts, "exceptions": chosen.exceptions}
    placed = {}
    for path, text in files.items():
        top, _, rest = path.partition("/")
        placed[f"{folders[top]}/{rest}" if top in folders else path] = text
    return placed


def _standing(root: Path, path: str) -> str | None:
    """What stands for a file already: itself, one of the same meaning, or its folder."""
    folder = path.removesuffix("product/.gitkeep").removesuffix("README.md")
    names = _OTHER_NAMES.get(path, (folder if folder != path else path,))
    return next((name for name in names if _stands(root / name)), None)


def _stands(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _has_package(root: Path) -> bool:
    return any(_names_package(root, entry) for entry in _entries(root))


def _entries(root: Path) -> list[object]:
    found: list[object] = []
    for name in _PACKAGE_FILES:
        if not (root / name).is_file():
            continue
        try:
            said = yaml.safe_load((root / name).read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError):
            advice = "mend it first: `dbt deps` can't read it either"
            raise TreatyError(problem(name, "is not YAML that can be read", advice)) from None
        listed = said.get("packages") if isinstance(said, dict) else None
        found += listed if isinstance(listed, list) else []
    return found


def _has_companion(root: Path) -> bool:
    try:
        text = (root / "requirements.txt").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    lines = [line.partition("#")[0] for line in text.splitlines()]
    return any(re.search(r"\bdbt[-_]treaty\b", line) for line in lines)


def _names_package(root: Path, entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    said = {key: str(value).rstrip("/").removesuffix(".git") for key, value in entry.items()}
    if "local" in said:
        try:
            return read_dbt_project(root / said["local"]).name == PACKAGE
        except TreatyError:
            return False
    name = said.get("git", said.get("package", "")).rpartition("/")[2]
    return name.replace("-", "_") == PACKAGE


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
