"""The files of a project's contracts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.read import relative
from dbt_treaty.errors import Place, Problem

ENDINGS = (".contract", ".odcs", ".simplified-odcs", ".lakelogic")
SUFFIXES = tuple(f"{ending}{kind}" for ending in ENDINGS for kind in (".yaml", ".yml"))
# Where the contracts folder is the project itself: what other projects promise, and what dbt wrote.
_DBT_FOLDERS = ("dbt_packages", "target", "logs")


@dataclass(slots=True)
class Found:
    """Contract files, sorted; other YAML files (relative to the project); and problems."""

    paths: list[Path] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def find_files(root: Path, configuration: Configuration) -> Found:
    """Every contract file below the project's contracts folder, links inside it included.

    A contracts folder that is not there holds none, unless the configuration names another than
    the default: that is a problem, as is a folder that can't be listed or leads out of the project.
    """
    found = Found()
    folder = root / configuration.contracts
    if not folder.is_dir():
        if folder.is_file():
            what = "is a file, and contracts lie in a folder of this name"
            problem = Problem(
                Place(configuration.contracts),
                what,
                "make it a folder, or name another with contracts: in dbt_treaty.yml",
            )
            found.problems.append(problem)
        elif configuration.contracts != Configuration().contracts or folder.is_symlink():
            what = f"the contracts folder {quote(configuration.contracts)} is not there"
            found.problems.append(
                Problem(Place(configuration.path), what, "make it, or mend the name")
            )
        return found
    files = sorted(_files(folder, root, found))
    found.paths = [path for path in files if _is_contract(path)]
    others = [p for p in files if p.suffix.lower() in (".yaml", ".yml") and p not in found.paths]
    found.ignored = tuple(relative(path, root) for path in others)
    return found


def _files(folder: Path, root: Path, found: Found) -> Iterator[Path]:
    seen: set[Path] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        if _is_foreign(here, folder, root) or not _may_enter(here, root, seen, found):
            continue
        try:
            children = sorted(here.iterdir())
        except OSError as error:
            what = f"the folder can't be listed: {error.strerror}"
            found.problems.append(Problem(Place(relative(here, root)), what))
            continue
        folders = [child for child in children if child.is_dir()]
        found.problems += (_no_file(child, root) for child in folders if _is_contract(child))
        waiting += folders
        yield from (child for child in children if child not in folders)


def _is_contract(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES)


def _no_file(folder: Path, root: Path) -> Problem:
    what = "is a folder, and has the name of a contract's file"
    return Problem(Place(relative(folder, root)), what, "put the file there, or rename the folder")


def _is_foreign(here: Path, folder: Path, root: Path) -> bool:
    """Whether a folder at the project's top is not the project's own, as `.git` and `target`."""
    top = here.parent == root == folder
    return top and (here.name.startswith(".") or here.name in _DBT_FOLDERS)


def _may_enter(folder: Path, root: Path, seen: set[Path], found: Found) -> bool:
    """Whether a folder is the project's and new: links may lead to where we have been."""
    real = folder.resolve()
    if not real.is_relative_to(root.resolve()):
        what = "a link that leads out of the project"
        advice = "put the folder itself into the project"
        found.problems.append(Problem(Place(relative(folder, root)), what, advice))
        return False
    new = real not in seen
    seen.add(real)
    return new
