"""A YAML file as a ``Document``."""

from __future__ import annotations

import stat
from pathlib import Path

from dbt_treaty.documents.document import Data, DataPath, Document, Spot
from dbt_treaty.documents.text import check_printable, decode
from dbt_treaty.documents.tree import Entry, Leaf, grow
from dbt_treaty.errors import Place, Problem, TreatyError

MAX_BYTES = 1024 * 1024


def read(path: Path, root: Path) -> Document:
    """Reads one YAML file of the project at ``root``; messages name it relative to that.

    Raises:
        TreatyError: the file leaves the project, can't be read or is larger than 1 MiB, or
            its text is not one YAML document of plain data.
    """
    shown = relative(path, root)
    try:
        inside = path.resolve(strict=True).is_relative_to(root.resolve())
        raw = _bytes(path, shown) if inside else b""
    except (OSError, RuntimeError) as error:  # before Python 3.13 a loop of links is the latter
        reason = getattr(error, "strerror", None) or "its links lead in a circle"
        what, advice = f"can't be read: {reason}", "see that it is there, and that you may read it"
        raise TreatyError(Problem(Place(shown), what, advice)) from None
    if not inside:
        what = "a link that leads out of the project"
        raise TreatyError(Problem(Place(shown), what, "put the file itself into the project"))
    return parse(decode(raw, shown), shown)


def parse(text: str, path: str) -> Document:
    """The document that a YAML text holds; ``path`` is the file's name in messages.

    Raises:
        TreatyError: with every problem found, each with its place.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise TreatyError(_too_large(len(text), path))
    check_printable(text, path)
    root = grow(text, path)
    if root is None or (isinstance(root.node, Leaf) and root.node.value is None):
        what = "the file is empty, or holds nothing but comments"
        raise TreatyError(Problem(Place(path), what, "write what it is for, or remove it"))
    spots: dict[DataPath, Spot] = {}
    return Document(path, _data(root, (), spots), spots)


def relative(path: Path, root: Path) -> str:
    """A path as the user would type it from the project's folder."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _bytes(path: Path, shown: str) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        what = "is a folder" if stat.S_ISDIR(status.st_mode) else "is no regular file"
        raise TreatyError(Problem(Place(shown), what, "put a file there, or give it another name"))
    if status.st_size > MAX_BYTES:
        raise TreatyError(_too_large(status.st_size, shown))
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise TreatyError(_too_large(len(raw), shown))
    return raw


def _too_large(size: int, path: str) -> Problem:
    what = f"the file has {size:,} bytes; at most {MAX_BYTES:,} (1 MiB) are read"
    return Problem(Place(path), what, "split it")


def _data(entry: Entry, path: DataPath, spots: dict[DataPath, Spot]) -> Data:
    """Plain data of a tree no deeper than its limit, noting on the way where everything stands."""
    node = entry.node
    spots[path] = Spot(
        entry.key_place, entry.value_place, node.text if isinstance(node, Leaf) else ""
    )
    if isinstance(node, Leaf):
        return node.value
    if node.is_mapping:
        return {str(e.key): _data(e, (*path, str(e.key)), spots) for e in node.entries}
    return [_data(e, (*path, at), spots) for at, e in enumerate(node.entries)]
