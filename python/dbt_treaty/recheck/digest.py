"""A digest of data that is the same from run to run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

SIZE = 16  # bytes


def digest(value: object) -> bytes:
    """16 bytes that tell a value from all others.

    Raises:
        TypeError: something in it can't be told from another thing of its kind.
    """
    content = msgspec.msgpack.encode(value, enc_hook=_plain, order="deterministic")
    return hashlib.sha256(content).digest()[:SIZE]


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        # Sorted by how they are written: keys of one mapping may be of several types.
        return sorted(([key, each] for key, each in value.items()), key=repr)
    if isinstance(value, Path):
        return value.as_posix()
    raise TypeError(f"{type(value).__name__} has no digest")
