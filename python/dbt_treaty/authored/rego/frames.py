"""What travels between a check and the processes that run Rego."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

MOST_MEMORY = 2 * 1024**3  # bytes that a process may take
OUT_OF_MEMORY = 77  # the code with which one ends that takes more
_HEAD = 4  # bytes of a frame's length


class Module(msgspec.Struct, frozen=True, array_like=True):
    """A Rego text, as the engine takes it."""

    name: str
    text: str


class Job(msgspec.Struct, frozen=True, array_like=True):
    """A policy and the inputs it judges, each as JSON.

    ``most`` is how many bytes it may answer, ``seconds`` how long a processor may work on it.
    """

    modules: tuple[Module, ...]
    query: str
    inputs: tuple[bytes, ...]
    most: int
    seconds: int


class Fault(msgspec.Struct, frozen=True, array_like=True):
    """What went wrong: in a module (by name) at a byte, or with the input of a number; -1: none."""

    told: str
    module: str = ""
    byte: int = -1
    input: int = -1


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """For each input what the query came to, as JSON, up to the first fault."""

    results: tuple[bytes, ...]
    faults: tuple[Fault, ...]


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None where the stream has ended, in the middle of one too."""
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        return None
    size = int.from_bytes(head, "big")
    content = stream.read(size)
    return content if len(content) == size else None


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Send one frame."""
    stream.write(len(content).to_bytes(_HEAD, "big") + content)
    stream.flush()
