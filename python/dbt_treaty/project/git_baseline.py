"""The contracts of a commit, read from git's own store without touching the work tree."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.configuration.read import FILE_NAMES, interpret
from dbt_treaty.contracts.find import SUFFIXES
from dbt_treaty.contracts.formats import read_contracts
from dbt_treaty.contracts.home import home_of
from dbt_treaty.contracts.model import Contract
from dbt_treaty.documents.read import parse
from dbt_treaty.documents.text import decode
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.project.baseline import Baseline
from dbt_treaty.project.git import Blob, Git, GitError
from dbt_treaty.project.git_ground import Base, Ground

_MOST_LINKS = 8
_ANOTHER = "compare with a commit at which it can be read: --baseline REF"


@dataclass(frozen=True, slots=True)
class Here:
    """The project as it lies in the work tree: what is unchanged there is not read twice."""

    root: Path
    configuration: Configuration
    contracts: tuple[Contract, ...]


def git_baseline(ground: Ground, base: Base, here: Here) -> Baseline:
    """The project's contracts at a commit.

    The folder of the contracts is the one that the commit's own configuration names. A file that is
    the same as in the work tree, in the same place, has the contracts it has there.

    Raises:
        TreatyError: git gives no answer, or the commit's configuration can't be read.
    """
    try:
        return _baseline(ground, base, here)
    except GitError as error:
        what = f"{base.name} can't be read: {error}"
        raise TreatyError(Problem(Place(""), what, "mend the repository, see `git fsck`")) from None


def _baseline(ground: Ground, base: Base, here: Here) -> Baseline:
    git, prefix = ground.git, ground.prefix
    folder = _folder(prefix, here.configuration)
    # One call for all, as long as the contracts lie where they lay.
    names = [f"{prefix}{name}" for name in FILE_NAMES]
    listed = list(git.tree(base.commit, *([] if folder == "." else [*names, folder])))
    files = [blob for blob in listed if blob.path in names]
    configuration, is_same = _configuration(git, prefix, files, here)
    if _folder(prefix, configuration) != folder:
        folder = _folder(prefix, configuration)
        listed = list(git.tree(base.commit, *([] if folder == "." else [folder])))
    blobs = [blob for blob in listed if _is_contract(blob, prefix, configuration)]
    reused = _reused(blobs, prefix, here) if is_same else {}
    contracts = [contract for found in reused.values() for contract in found]
    reader = _Reader(git, base, prefix, configuration)
    read, problems = reader.read([blob for blob in blobs if blob.path not in reused])
    problems += tuple(reader.folder_links(b for b in listed if b.is_link and b not in blobs))
    notes = [] if listed else _absent(git, base, prefix)
    return Baseline(base.name, (*contracts, *read), problems, tuple(notes))


def _folder(prefix: str, configuration: Configuration) -> str:
    """The folder of the contracts from the repository's top; a dot for the top itself."""
    return posixpath.normpath(f"{prefix}{configuration.contracts}")


def _configuration(
    git: Git, prefix: str, files: Iterable[Blob], here: Here
) -> tuple[Configuration, bool]:
    """The configuration of the commit, and whether it is the one of the work tree."""
    for blob in files:
        name = blob.path.removeprefix(prefix)
        if _is_unchanged(blob, here.root / name):
            return here.configuration, True
        raw = git.contents([blob.id]).get(blob.id, b"")
        try:
            document = parse(decode(raw, name), name)
            return interpret(document, here.root), False
        except TreatyError as error:
            told = [
                replace(each, what=f"at the baseline: {each.what}", help=_ANOTHER)
                for each in error.problems
            ]
            raise TreatyError(told) from None
    return Configuration(), here.configuration == Configuration()


def _is_contract(blob: Blob, prefix: str, configuration: Configuration) -> bool:
    """Whether a file is one that ``find_files`` would find."""
    name = blob.path.removeprefix(prefix)
    top = name.split("/", maxsplit=1)[0]
    foreign = configuration.contracts == "." and (  # as find_files has it
        top.startswith(".") or top in ("dbt_packages", "target", "logs")
    )
    return not foreign and name.lower().endswith(SUFFIXES)


def _is_unchanged(blob: Blob, path: Path) -> bool:
    """Whether a file of the work tree is the blob. Filters (line ends) make it look changed."""
    if blob.is_link or path.is_symlink():
        return False
    try:
        raw = path.read_bytes()
    except OSError:
        return False
    digest = hashlib.sha256 if len(blob.id) == 64 else hashlib.sha1
    head = f"blob {len(raw)}\0".encode()
    return digest(head + raw, usedforsecurity=False).hexdigest() == blob.id


def _reused(blobs: Iterable[Blob], prefix: str, here: Here) -> dict[str, list[Contract]]:
    known: dict[str, list[Contract]] = {}
    for contract in here.contracts:
        known.setdefault(contract.place.path, []).append(contract)
    return {
        blob.path: known[name]
        for blob in blobs
        if (name := blob.path.removeprefix(prefix)) in known
        and _is_unchanged(blob, here.root / name)
    }


def _absent(git: Git, base: Base, prefix: str) -> list[str]:
    """A note where the project's folder is not in the commit at all: it may have lain elsewhere."""
    if not prefix or any(True for _ in git.tree(base.commit, prefix.rstrip("/"))):
        return []
    return [f"{prefix} is not in {base.name}: every contract counts as new."]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads contracts out of blobs."""

    git: Git
    base: Base
    prefix: str
    configuration: Configuration

    def read(self, blobs: Iterable[Blob]) -> tuple[tuple[Contract, ...], tuple[Problem, ...]]:
        listed = list(blobs)
        raw = self.git.contents(self._name(blob) for blob in listed)
        contracts: list[Contract] = []
        problems: list[Problem] = []
        for blob in listed:
            name = blob.path.removeprefix(self.prefix)
            try:
                contracts += self._file(name, raw.get(self._name(blob)))
            except TreatyError as error:
                problems += error.problems
        return tuple(contracts), tuple(sorted(set(problems)))

    def folder_links(self, links: Iterable[Blob]) -> Iterator[Problem]:
        """A problem for each link to a folder: git does not list what lies behind it."""
        for link in links:
            target = self._target(link)
            if any(blob.path != target for blob in self.git.tree(self.base.commit, target)):
                what = "a link to a folder, which is not followed in git's store"
                place = Place(link.path.removeprefix(self.prefix))
                yield Problem(place, what, "put the folder itself into the project")

    def _name(self, blob: Blob) -> str:
        """What to ask for: the file itself, or what a link leads to in the same commit."""
        return f"{self.base.commit}:{self._target(blob)}" if blob.is_link else blob.id

    def _target(self, link: Blob) -> str:
        """Where a link leads to in the end, or after a few steps of a loop."""
        path = link.path
        for _ in range(_MOST_LINKS):
            found = next((b for b in self.git.tree(self.base.commit, path) if b.path == path), None)
            if found is None or not found.is_link:
                break
            target = self.git.contents([found.id]).get(found.id, b"").decode("utf-8", "replace")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        return path

    def _file(self, name: str, raw: bytes | None) -> tuple[Contract, ...]:
        if raw is None:
            what = "can't be read from git: its content is not in this clone"
            raise TreatyError(Problem(Place(name), what, "fetch it: `git fetch --refetch`"))
        document = parse(decode(raw, name), name)
        return read_contracts(document, home_of(name, self.configuration))
