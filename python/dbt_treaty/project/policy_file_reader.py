"""The policies in the folders that ``policy_paths`` names."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.read import MAX_BYTES, relative
from dbt_treaty.documents.text import decode
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.project.policy_file import PolicyFile, PolicyFiles

SUFFIXES = (".rego", ".sql")
_TEST = "_test.rego"
_FOREIGN = "a link that leads out of the project"


def read_policy_files(root: Path, configuration: Configuration) -> PolicyFiles:
    """Every policy of the project in the folder ``root``, each file once, sorted by path.

    ``*_test.rego`` are tests of policies and none. Links are followed inside of the project. What
    can't be read is among the problems, and so is a folder that is not there or holds no policy.
    """
    reader = _Reader(root)
    for name in configuration.policy_paths:
        reader.read_folder(name, configuration.path)
    files = tuple(file for _, file in sorted(reader.files.items()))
    return PolicyFiles(files, tuple(sorted(set(reader.problems))))


class _Reader:
    """Gathers the files of several folders, which may lie in each other."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, PolicyFile] = {}
        self.problems: list[Problem] = []

    def read_folder(self, name: str, configured_in: str) -> None:
        """Reads a folder of the configuration, all the way down."""
        place, folder = Place(configured_in), self.root / name
        if not folder.is_dir():
            what = f"the folder {quote(name)} of policy_paths is not there"
            self.problems.append(Problem(place, what, "make it, or mend the name"))
            return
        said = len(self.problems)
        found = list(self._policies(folder, set()))
        for path in found:
            self._read(path)
        if not found and len(self.problems) == said:
            what = f"the folder {quote(name)} of policy_paths holds no policy"
            self.problems.append(Problem(place, what, "put a *.rego or *.sql file there"))

    def _policies(self, folder: Path, seen: set[Path]) -> Iterator[Path]:
        if not self._may_enter(folder, seen):
            return
        try:
            children = sorted(folder.iterdir())
        except OSError as error:
            self._refuse(folder, f"the folder can't be listed: {error.strerror}")
            return
        for child in children:
            if child.is_dir():
                yield from self._policies(child, seen)
            elif child.is_symlink() and not child.exists():
                self._refuse(child, "a link that leads nowhere", "remove it, or mend it")
            elif child.suffix.lower() in SUFFIXES and not child.name.lower().endswith(_TEST):
                yield child

    def _may_enter(self, folder: Path, seen: set[Path]) -> bool:
        """Whether a folder is the project's and new: links may lead to where we have been."""
        real = folder.resolve()
        if not real.is_relative_to(self.root.resolve()):
            self._refuse(folder, _FOREIGN, "put the folder itself into the project")
            return False
        new = real not in seen
        seen.add(real)
        return new

    def _read(self, path: Path) -> None:
        name = relative(path, self.root)
        if name in self.files:
            return
        try:
            page = path.with_suffix(".md")
            told = self._text(page) if page.is_file() else ""
            self.files[name] = PolicyFile(name, self._text(path), told)
        except TreatyError as error:
            self.problems += error.problems

    def _text(self, path: Path) -> str:
        shown = relative(path, self.root)
        try:
            real = path.resolve(strict=True)
            if not real.is_relative_to(self.root.resolve()):
                raise TreatyError(Problem(Place(shown), _FOREIGN, "put the file itself there"))
            status = real.stat()
            if not stat.S_ISREG(status.st_mode):
                raise TreatyError(Problem(Place(shown), "is no regular file"))
            if status.st_size > MAX_BYTES:
                what = f"the file has {status.st_size:,} bytes; at most {MAX_BYTES:,} are read"
                raise TreatyError(Problem(Place(shown), what, "split it"))
            return decode(real.read_bytes(), shown)
        except (OSError, RuntimeError) as error:  # before Python 3.13 a loop of links is the latter
            reason = getattr(error, "strerror", None) or "its links lead in a circle"
            raise TreatyError(Problem(Place(shown), f"can't be read: {reason}")) from None

    def _refuse(self, path: Path, what: str, mend: str = "") -> None:
        self.problems.append(Problem(Place(relative(path, self.root)), what, mend))
