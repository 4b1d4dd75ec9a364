"""What was analysed before, and what is analysed now."""

from __future__ import annotations

from collections.abc import Iterable

from dbt_treaty.ledger.record import Record, holds, key_of, record
from dbt_treaty.lineage.model import QueryLineage
from dbt_treaty.lineage.relations import Relations


class Ledger:
    """Answers with the lineage of a query: a remembered one where it holds, else a new one.

    ``analysed`` counts the queries that had to be read; ``records`` has, in order, what this run
    used, remembered or new, and so what is worth remembering.
    """

    def __init__(self, remembered: Iterable[Record] = ()) -> None:
        # One query may stand under several schemas: one that reads its own table is read twice.
        self._remembered: dict[bytes, list[Record]] = {}
        self._used: dict[int, Record] = {}
        self._held = 0
        self.analysed = 0
        for each in remembered:
            self._held += 1
            self.remember(each)

    @property
    def records(self) -> tuple[Record, ...]:
        """What this run used, in order, each once."""
        return tuple(self._used.values())

    @property
    def changed(self) -> bool:
        """Whether this run used something else than what was remembered at its begin."""
        return self.analysed > 0 or len(self._used) != self._held

    def remember(self, known: Record) -> None:
        """Take in a record; it is checked when it is asked for."""
        self._remembered.setdefault(known.key, []).append(known)

    def knows(self, sql: str, dialect: str) -> bool:
        """Whether this query was ever analysed, under whatever schemas."""
        return key_of(sql, dialect) in self._remembered

    def lineage(self, sql: str, dialect: str, relations: Relations) -> QueryLineage:
        """The lineage of a query, as ``lineage.analyse`` has it."""
        for known in self._remembered.get(key_of(sql, dialect), ()):
            if holds(known, relations):
                self._used[id(known)] = known
                return known.lineage
        made = record(sql, dialect, relations)
        self.analysed += 1
        self.remember(made)
        self._used[id(made)] = made
        return made.lineage
