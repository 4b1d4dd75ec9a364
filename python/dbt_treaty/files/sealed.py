"""Files that are kept between runs, and believed only where they are what was written.

A sealed file begins with a line that says what it is, then the digest of what made it (versions,
sources, settings), then the digest of its payload. One that was cut off, mixed of two writings,
written by another version, or is no such file at all, is as good as absent.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from dbt_treaty.files.whole import write_file

_HEAD = b"dbt-treaty sealed file 1\n"
_SIZE = 32  # bytes of each digest


def read_sealed(path: Path, maker: bytes) -> memoryview | None:
    """The payload of a sealed file, or None where there is none to believe.

    Args:
        path: the file.
        maker: whatever identifies who may have written it, of any length.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return None
    start = len(_HEAD) + 2 * _SIZE
    payload = memoryview(content)[start:]
    return payload if content[:start] == _seal(maker, payload) else None


def write_sealed(path: Path, maker: bytes, payload: bytes) -> bool:
    """Put a sealed file in the place of what is there; whether that could be done.

    What can be made again need not be kept: a folder that can't be written to is no error.
    """
    try:
        write_file(path, _seal(maker, payload) + payload, durable=False)
    except OSError:
        return False
    return True


def _seal(maker: bytes, payload: bytes | memoryview) -> bytes:
    return _HEAD + _digest(maker) + _digest(payload)


def _digest(content: bytes | memoryview) -> bytes:
    return hashlib.blake2b(content, digest_size=_SIZE).digest()
