"""Where a project takes the dbt package and its companion from."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from dbt_treaty.documents.quotation import quote
from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.sync.dbt_project import read_dbt_project

PACKAGE = "dbt_treaty"
COMPANION = "dbt-treaty"
HOME = "https://github.com/dbt-treaty/dbt-treaty"
_REVISION = "main"
_GIT = re.compile(r"(?:https?|ssh|git|file)://\S+|[\w.-]+@[\w.-]+:\S+")


@dataclass(frozen=True, slots=True)
class PackageSource:
    """``entry`` is its item in packages.yml, ``companion`` the companion's line for pip."""

    entry: str
    companion: str

    @property
    def requirement(self) -> str:
        """The companion with dbt and its DuckDB adapter."""
        name, at, address = self.companion.partition(" @ ")
        return f"{name}[duckdb]{at}{address}"


def read_package_source(said: str | None, project: Path) -> PackageSource:
    """What ``--package`` says: nothing, a folder, or a git address with ``#revision`` or without.

    A relative folder is one seen from here; the project's files name it as seen from ``project``.

    Raises:
        TreatyError: it is neither an address nor a folder with the package in it.
    """
    if said is None or _GIT.fullmatch(said):
        return _git(said or HOME)
    folder = Path(said)
    _check_folder(folder, said)
    seen = said if folder.is_absolute() else os.path.relpath(folder.resolve(), project.resolve())
    path = Path(seen).as_posix()
    has_companion = (folder / "pyproject.toml").is_file()
    return PackageSource(f"  - local: {_text(path)}", path if has_companion else COMPANION)


def _git(address: str) -> PackageSource:
    url, _, revision = address.partition("#")
    revision = revision or _REVISION
    entry = f"  - git: {_text(url)}\n    revision: {_text(revision)}"
    # pip wants a scheme where git knows the short form git@host:path.
    full = url if "://" in url else f"ssh://{url.replace(':', '/', 1)}"
    return PackageSource(entry, f"{COMPANION} @ git+{full}@{revision}")


def _check_folder(folder: Path, said: str) -> None:
    advice = "name a folder that holds dbt-treaty's dbt_project.yml, or a git address"
    if not folder.is_dir():
        raise TreatyError(problem("", f"--package {quote(said)} is no folder that is here", advice))
    if not said.isprintable():
        raise TreatyError(problem("", f"--package {quote(said)} can't stand in a file", advice))
    try:
        name = read_dbt_project(folder).name
    except TreatyError:
        name = ""
    if name != PACKAGE:
        got = f"the dbt project {quote(name)}" if name else "no dbt project"
        raise TreatyError(problem("", f"--package {quote(said)} holds {got}", advice))


def _text(text: str) -> str:
    """A text in YAML's double quotes."""
    return json.dumps(text, ensure_ascii=False)
