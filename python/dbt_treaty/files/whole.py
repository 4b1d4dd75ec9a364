"""Files written whole or not at all: beside their place first, then renamed over it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_file(
    path: Path, content: str | bytes, *, durable: bool = True, private: bool = False
) -> None:
    """Replace ``path`` by ``content`` (text in UTF-8) so that a crash leaves the old file.

    Folders are made as needed. ``durable`` waits until the disk has it, which costs milliseconds;
    what can be made again need not be. A ``private`` file is its owner's alone. Raises ``OSError``
    where the place can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
            file.flush()
            if durable:
                os.fsync(file.fileno())
        # mkstemp makes files that only their owner reads; a project's file is like its neighbours.
        Path(beside).chmod(0o600 if private else 0o666 & ~_umask())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
