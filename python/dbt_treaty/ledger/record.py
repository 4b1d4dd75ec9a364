"""A query's lineage together with everything it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

import msgspec

from dbt_treaty.lineage.model import QueryLineage
from dbt_treaty.lineage.relations import Entry, Relations


class Answer(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a query saw of a relation: the name it asked for, and the mark of what it got.

    ``parts`` and ``fold`` are the arguments of ``Relations.resolve``; ``mark`` is ``Entry.mark``,
    or None where there was no such relation.
    """

    parts: tuple[tuple[str, bool], ...]
    fold: str
    mark: bytes | None


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A query, by its key; what it saw; and its lineage, as long as it would see the same."""

    key: bytes
    answers: tuple[Answer, ...]
    lineage: QueryLineage


def key_of(sql: str, dialect: str) -> bytes:
    """What tells a query from all others: 16 bytes."""
    text = f"{dialect}\0{sql}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).digest()


def record(sql: str, dialect: str, relations: Relations, key: bytes | None = None) -> Record:
    """Analyse a query (see ``lineage.analyse``) and note all that it asked of ``relations``.

    ``key`` is the query's, where the caller has it.
    """
    with relations.questions() as asked:
        lineage = _analyse()(sql, dialect, relations)
    answers = tuple([Answer(parts, fold, _mark(entry)) for (parts, fold), entry in asked.items()])
    return Record(key or key_of(sql, dialect), answers, lineage)


@cache
def _analyse() -> Callable[[str, str, Relations], QueryLineage]:
    # A run that knows every query needs no parser, which takes long to import.
    from dbt_treaty.lineage.analyse import analyse  # noqa: PLC0415

    return analyse


def holds(known: Record, relations: Relations) -> bool:
    """Whether the query would see today what it saw then."""
    return all(
        _mark(relations.resolve(answer.parts, answer.fold)) == answer.mark
        for answer in known.answers
    )


def _mark(entry: Entry | None) -> bytes | None:
    return None if entry is None else entry.mark
