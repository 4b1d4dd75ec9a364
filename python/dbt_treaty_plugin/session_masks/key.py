"""Reads the masks' key, from the environment or from a file that only its owner can read."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

KEY_VARIABLE = "DBT_ENV_SECRET_TREATY_KEY"
FILE_VARIABLE = "DBT_ENV_SECRET_TREATY_KEY_FILE"
_BLOCK = 64  # bytes of a SHA-256 block, to which HMAC pads its key
_MIN_KEY = 16  # characters; a shorter key is guessed
_MAX_FILE = 4096  # bytes; what is longer was meant to be another file
_REPOSITORY = (".git", "dbt_project.yml")


class CannotMask(Exception):  # noqa: N818 - reads as what it says
    """Why nothing can be masked; its text is shown to the user and never holds the key."""


def read_key() -> bytes:
    """The key's bytes.

    Raises ``CannotMask`` where there is no key, two of them, one too short, or a file that others
    can read or might commit.
    """
    in_environment, path = os.environ.get(KEY_VARIABLE), os.environ.get(FILE_VARIABLE)
    if in_environment and path:
        raise CannotMask(f"both {KEY_VARIABLE} and {FILE_VARIABLE} are set; unset one of them")
    if path:
        return _long_enough(_of_file(Path(path)), f"the file that {FILE_VARIABLE} names")
    if in_environment:
        # The bytes that the environment holds, be they text or not.
        return _long_enough(os.fsencode(in_environment), KEY_VARIABLE)
    raise CannotMask(
        "the masks' key is not set, and an unsalted hash is no mask; "
        f"export {KEY_VARIABLE} (at least {_MIN_KEY} characters, the same for every domain), "
        f"or {FILE_VARIABLE} with the path of a file that holds it"
    )


def pads(key: bytes) -> tuple[bytes, bytes]:
    """HMAC's inner and outer blocks for a key (RFC 2104, section 2)."""
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def without_key(text: str) -> str:
    """A driver's words, which may quote what it was given, without the key and its blocks."""
    try:
        key = read_key()
    except CannotMask:
        return text
    inner, outer = pads(key)
    shown = [key.decode(errors="replace"), *(each.hex() for each in (key, inner, outer))]
    for each in [*shown, *(each.upper() for each in shown[1:])]:
        text = text.replace(each, "…")
    return text


def _of_file(path: Path) -> bytes:
    """What a key's file holds without the line's end; dbt shows its path as asterisks."""
    named = f"the key's file {path} ({FILE_VARIABLE})"
    if os.name == "nt":
        raise CannotMask(f"{named}: nobody can tell here who may read it; use {KEY_VARIABLE}")
    for folder in path.resolve().parents:
        if any((folder / mark).exists() for mark in _REPOSITORY):
            raise CannotMask(
                f"{named} lies inside of {folder}, a repository or dbt project, where it would be "
                "committed one day; move it out"
            )
    try:
        # Asked of the open file, so that nothing is put in its place in between.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            _owners_alone(os.fstat(descriptor), named)
            text = file.read(_MAX_FILE + 1)
    except OSError as error:
        raise CannotMask(f"{named} can't be read: {error.strerror}") from None
    if len(text) > _MAX_FILE:
        raise CannotMask(f"{named} is longer than {_MAX_FILE} bytes: that is no key")
    return text.removesuffix(b"\n").removesuffix(b"\r")


def _owners_alone(status: os.stat_result, named: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise CannotMask(f"{named} is not a file")
    mode = stat.S_IMODE(status.st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise CannotMask(
            f"{named} has the mode {mode:04o}: others can read or change it; "
            "run `chmod 600` on it, and make another key if it was open for long"
        )


def _long_enough(key: bytes, named: str) -> bytes:
    if len(key.decode(errors="replace").strip()) < _MIN_KEY:
        raise CannotMask(f"the key in {named} has fewer than {_MIN_KEY} characters")
    return key
