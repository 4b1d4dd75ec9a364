"""Files that are kept between runs, and believed only where they are what this user wrote here.

A sealed file begins with a line that says what it is, then the digest of what made it (versions,
sources, settings), then the digest of its payload. Both are keyed: the key lies in the user's own
cache folder, so no file that came with a repository or an archive is believed. One that was cut
off, mixed of two writings, written by another version, or is no such file at all, is as good as
absent.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from dbt_treaty.files.whole import write_file

_HEAD = b"dbt-treaty sealed file 2\n"
_SIZE = 32  # bytes of each digest, and of the key
_KEY_FILE = Path("dbt-treaty", "seal.key")
# Where a system keeps what can be made again: https://specifications.freedesktop.org/basedir-spec
_CACHE, _WINDOWS_CACHE = "XDG_CACHE_HOME", "LOCALAPPDATA"


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
    key = _key()
    start = len(_HEAD) + 2 * _SIZE
    payload = memoryview(content)[start:]
    if key is None or content[:start] != _seal(maker, payload, key):
        return None
    return payload


def write_sealed(path: Path, maker: bytes, payload: bytes) -> bool:
    """Put a sealed file in the place of what is there; whether that could be done.

    What can be made again need not be kept: a folder that can't be written to is no error.
    """
    key = _key()
    if key is None:
        return False
    try:
        write_file(path, _seal(maker, payload, key) + payload, durable=False)
    except OSError:
        return False
    return True


def _seal(maker: bytes, payload: bytes | memoryview, key: bytes) -> bytes:
    return _HEAD + _digest(maker, key) + _digest(payload, key)


def _digest(content: bytes | memoryview, key: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SIZE, key=key).digest()


def _key() -> bytes | None:
    """The user's key, made when it is first asked for; None where there can be none."""
    try:
        path = _cache_folder() / _KEY_FILE
        key = _written(path)
        if key is None:
            write_file(path, secrets.token_bytes(_SIZE), private=True)
            key = _written(path)  # of two that make it at once, the last one's counts
    except (OSError, RuntimeError):  # the latter: nobody knows where the user is at home
        return None
    return key


def _cache_folder() -> Path:
    said = os.environ.get(_CACHE) or os.environ.get(_WINDOWS_CACHE)
    return Path(said) if said else Path.home() / ".cache"


def _written(path: Path) -> bytes | None:
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == _SIZE else None
