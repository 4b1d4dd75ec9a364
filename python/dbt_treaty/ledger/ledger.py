"""What was analysed before, and what is analysed now."""

from __future__ import annotations

from collections.abc import Iterable

from dbt_treaty.ledger.record import Record, holds, key_of, record
from dbt_treaty.lineage.model import QueryLineage
from dbt_treaty.lineage.relations import Relations


class Ledger:
    """Answers with the lineage of a query: a remembered one where it holds, else a new one.

    ``analysed`` counts the queries that had to be read, here or elsewhere; ``records`` has, in
    order, what this run used, remembered or new, and so what is worth remembering.
    """

    def __init__(self, remembered: Iterable[Record] = ()) -> None:
        # One query may stand under several schemas: one that reads its own table is read twice.
        self._remembered: dict[bytes, list[Record]] = {}
        self._used: dict[int, Record] = {}
        self.analysed = 0
        for each in remembered:
            self._remember(each)
        known = self._remembered.values()
        self._first = frozenset(id(record) for records in known for record in records)

    @property
    def records(self) -> tuple[Record, ...]:
        """What this run used, in order, each once."""
        return tuple(self._used.values())

    @property
    def changed(self) -> bool:
        """Whether this run used something else than what was remembered at its begin."""
        return self._used.keys() != self._first

    def admit(self, records: Iterable[Record]) -> None:
        """Take in queries read elsewhere; each is checked when it is asked for."""
        for each in records:
            self.analysed += 1
            self._remember(each)

    def knows(self, sql: str, dialect: str) -> bool:
        """Whether this query was ever analysed, under whatever schemas."""
        return key_of(sql, dialect) in self._remembered

    def lineage_of(
        self, identifier: str, sql: str, dialect: str, relations: Relations
    ) -> QueryLineage:
        """The lineage of the query that makes a relation, which it may read itself.

        ``relations`` has then learnt the relation's columns, which are known only by the query.
        """
        query = self.lineage(sql, dialect, relations)
        if query.complete and query.reason is None and _reads(query, identifier):
            columns = {column.name: column.type for column in query.columns}
            relations.learn(identifier, columns, True)
            query = self.lineage(sql, dialect, relations)
        return query

    def lineage(self, sql: str, dialect: str, relations: Relations) -> QueryLineage:
        """The lineage of a query, as ``lineage.analyse`` has it."""
        key = key_of(sql, dialect)
        for known in self._remembered.get(key, ()):
            if holds(known, relations):
                self._used[id(known)] = known
                return known.lineage
        made = record(sql, dialect, relations, key)
        self.admit([made])
        self._used[id(made)] = made
        return made.lineage

    def _remember(self, known: Record) -> None:
        self._remembered.setdefault(known.key, []).append(known)


def _reads(query: QueryLineage, relation: str) -> bool:
    return any(read.relation == relation for read in query.reads)
