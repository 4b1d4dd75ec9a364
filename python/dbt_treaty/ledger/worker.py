"""A process that reads queries: relations and tasks come in, records go out.

Frames on standard input and output: four bytes of length, then msgpack.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import BinaryIO

import msgspec

from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.ledger.record import Record
from dbt_treaty.lineage.model import Relation
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.project.collector import keep_for_good


class Learnt(msgspec.Struct, frozen=True, array_like=True):
    """A relation's columns, with their types, and whether these are all."""

    relation: str
    columns: dict[str, str | None]
    complete: bool


class Task(msgspec.Struct, frozen=True, array_like=True):
    """A query to read: the relation it makes, its text, and what its parents' columns are."""

    identifier: str
    sql: str
    dialect: str
    learnt: tuple[Learnt, ...]


_relations = msgspec.msgpack.Decoder(list[Relation])
_tasks = msgspec.msgpack.Decoder(list[Task])


def main() -> None:
    """Serve until standard input ends."""
    # Imported while the relations are still gathered; who gives the tasks may need none of it.
    import_module("dbt_treaty.lineage.analyse")
    incoming = sys.stdin.buffer
    # What anything prints must not end up among the frames.
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    first = read_frame(incoming)
    if first is None:
        return
    relations = Relations(_relations.decode(first))
    keep_for_good()
    while (frame := read_frame(incoming)) is not None:
        answers = [perform(task, relations) for task in _tasks.decode(frame)]
        write_frame(outgoing, msgspec.msgpack.encode(answers))


def perform(task: Task, relations: Relations) -> tuple[Record, ...]:
    """The records of a task's query: two where it reads its own relation."""
    for each in task.learnt:
        relations.learn(each.relation, each.columns, each.complete)
    ledger = Ledger()
    ledger.lineage_of(task.identifier, task.sql, task.dialect, relations)
    return ledger.records


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None where the stream has ended, in the middle of one too."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = int.from_bytes(head, "big")
    content = stream.read(size)
    return content if len(content) == size else None


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Send one frame."""
    stream.write(len(content).to_bytes(4, "big") + content)
    stream.flush()
