"""The journal as a file: one JSON object a line, and lines are only ever added.

Several runs may add at once: each takes the file's lock, reads what is there and adds what is not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from dbt_treaty.compliance.entry import Entry
from dbt_treaty.errors import Place, Problem, TreatyError

DEFAULT_FILE = Path("dbt_treaty", "compliance.jsonl")  # in dbt's target folder

try:
    import fcntl
except ImportError:  # Windows: what is added at once by two runs there may stand twice
    fcntl = None  # type: ignore[assignment]

_decoder = msgspec.json.Decoder(Entry)
_encoder = msgspec.json.Encoder()


def read_journal(path: Path, shown: str) -> tuple[Entry, ...]:
    """Every entry, in the order in which they were added; none where there is no such file.

    Args:
        path: the file.
        shown: how messages name it.

    Raises:
        TreatyError: with every line that is no entry, or the file can't be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise TreatyError(Problem(Place(shown), f"can't be read: {error.strerror}")) from None
    return _entries(content, shown)


def add_to_journal(
    path: Path, shown: str, new: Callable[[tuple[Entry, ...]], Iterable[Entry]]
) -> tuple[Entry, ...]:
    """Add what ``new`` makes of the entries that are there, and give what was added.

    Raises:
        TreatyError: as ``read_journal``, or the file can't be written; nothing is added then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a+b", opener=_without_links) as file:
            _lock(file.fileno())
            file.seek(0)
            content = file.read()
            added = tuple(new(_entries(content, shown)))
            if added:
                file.truncate(len(content) - len(_torn(content)))
                file.write(b"".join(_encoder.encode(each) + b"\n" for each in added))
    except OSError as error:
        what = f"can't be written: {error.strerror}"
        raise TreatyError(Problem(Place(shown), what)) from None
    return added


def _entries(content: bytes, shown: str) -> tuple[Entry, ...]:
    entries, problems = [], []
    whole = content[: len(content) - len(_torn(content))]
    for number, line in enumerate(whole.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            entries.append(_decoder.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            help_ = "restore the line from git, or take it out; nothing else edits this file"
            problems.append(Problem(Place(shown, number), f"is no entry: {error}", help_))
    if problems:
        raise TreatyError(problems)
    return tuple(entries)


def _torn(content: bytes) -> bytes:
    """What stands behind the last line's end: a run died while it wrote it."""
    return content[content.rfind(b"\n") + 1 :]


def _without_links(path: str, flags: int) -> int:
    """Open no link: it may lead out of the project."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _lock(descriptor: int) -> None:
    if fcntl is not None:
        with suppress(OSError):  # some network folders know no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
