"""The index of every relation a project's queries may read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec

from dbt_treaty.lineage.model import Relation
from dbt_treaty.lineage.output import Column, Open, Output

Question = tuple[tuple[tuple[str, bool], ...], str]  # a name's parts, and the dialect's fold


class Entry:
    """A relation with its columns as an output, built when first read and again when learnt."""

    __slots__ = ("_mark", "_output", "columns", "complete", "relation")

    def __init__(self, relation: Relation) -> None:
        self.relation = relation
        self.columns = relation.columns
        self.complete = relation.complete and relation.columns is not None
        self._output: Output | None = None
        self._mark: bytes | None = None

    def learn(self, columns: Mapping[str, str | None] | None, complete: bool) -> None:
        """Put these columns in the place of what was known."""
        self.columns = columns
        self.complete = complete and columns is not None
        self._output = self._mark = None

    @property
    def mark(self) -> bytes:
        """A digest of everything a query can see of the relation: two alike read alike."""
        if self._mark is None:
            relation, columns = self.relation, list((self.columns or {}).items())
            name = (relation.id, relation.database, relation.schema, relation.name)
            self._mark = hashlib.blake2b(
                _written(name, columns, self.complete), digest_size=12
            ).digest()
        return self._mark

    @property
    def output(self) -> Output:
        """The relation's columns, each its own origin."""
        if self._output is None:
            identifier = self.relation.id
            columns = [
                Column(name, ((identifier, name, "copy", ()),), type_)
                for name, type_ in (self.columns or {}).items()
                if name != "*"
            ]
            if not self.complete:
                known = frozenset(column.key for column in columns)
                columns.append(Open(identifier, suspects=(identifier,), excluded=known).star())
            self._output = Output(columns)
        return self._output


class Relations:
    """Resolves a table reference to a relation, and learns columns as models are analysed.

    Names are indexed by their lower-case parts. Among relations that differ by case only, the one
    spelled as the dialect folds the reference is meant; a short name that fits several relations is
    not resolved. Give one relation several times, under other names, to have them all found.
    """

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._by_parts: dict[tuple[str, ...], list[tuple[Relation, Entry]]] = {}
        self._by_id: dict[str, Entry] = {}
        self._asked: dict[Question, Entry | None] = {}
        self._answers: dict[Question, Entry | None] = {}
        for relation in relations:
            entry = self._by_id.setdefault(relation.id, Entry(relation))
            for parts in _keys(relation):
                self._by_parts.setdefault(parts, []).append((relation, entry))

    def learn(self, identifier: str, columns: Mapping[str, str | None], complete: bool) -> None:
        """Take an analysed model's output columns (name to type) as its relation's schema.

        An identifier that is no relation's (an ephemeral model's, a test's) changes nothing.
        """
        entry = self._by_id.get(identifier)
        if entry is not None:
            entry.learn(columns, complete)

    def entry(self, identifier: str) -> Entry | None:
        """The relation of this identifier."""
        return self._by_id.get(identifier)

    def resolve(self, parts: Sequence[tuple[str, bool]], fold: str) -> Entry | None:
        """The relation that ``parts`` (name and whether it is quoted, outermost first) refer to.

        ``fold`` is the dialect's. None where there is no such relation, or more than one.
        """
        question = tuple(parts), fold
        if question not in self._answers:
            self._answers[question] = self._resolve(parts, fold)
        found = self._asked[question] = self._answers[question]
        return found

    @contextmanager
    def questions(self) -> Iterator[dict[Question, Entry | None]]:
        """What is asked of ``resolve`` meanwhile, each question once, with its answer."""
        before, self._asked = self._asked, {}
        try:
            yield self._asked
        finally:
            self._asked = before

    def _resolve(self, parts: Sequence[tuple[str, bool]], fold: str) -> Entry | None:
        named = [part for part in parts if part[0]][-3:]
        found = self._by_parts.get(tuple(name.lower() for name, _ in named), ())
        if parts and len(named) < len(parts) and not found:
            found = self._around_a_gap(parts)
        fits = {id(e): (r, e) for r, e in found if _fits(r, named, fold)}
        if len(fits) > 1:
            exact = {i: (r, e) for i, (r, e) in fits.items() if _is_exact(r, named, fold)}
            fits = exact or fits
        return next(iter(fits.values()))[1] if len(fits) == 1 else None

    def _around_a_gap(self, parts: Sequence[tuple[str, bool]]) -> list[tuple[Relation, Entry]]:
        """``database..table``: any schema that has the table, for want of the session's."""
        first, last = parts[0][0].lower(), parts[-1][0].lower()
        found = self._by_parts.get((last,), [])
        return [pair for pair in found if (pair[0].database or "").lower() == first]


def _written(*seen: object) -> bytes:
    try:
        return msgspec.msgpack.encode(seen)
    except UnicodeEncodeError:  # half of a surrogate pair, which an artifact may have in a name
        return repr(seen).encode()


def _keys(relation: Relation) -> Iterable[tuple[str, ...]]:
    name = relation.name.lower()
    schema, database = (relation.schema or "").lower(), (relation.database or "").lower()
    yield (name,)
    if schema:
        yield (schema, name)
        if database:
            yield (database, schema, name)
    if database and schema in {"", "main"}:
        yield (database, name)  # DuckDB and SQLite: the schema main goes without saying


def _stored(relation: Relation, named: Sequence[tuple[str, bool]]) -> Sequence[str]:
    parts = [relation.name]
    if len(named) > 1:
        two = (relation.schema or "").lower() == named[-2][0].lower()
        parts.insert(0, (relation.schema if two else relation.database) or "")
    if len(named) > 2:
        parts.insert(0, relation.database or "")
    return parts


def kept_name(name: str, quoted: bool, fold: str) -> str:
    """A name as an engine keeps it: quotes keep its case; ``fold`` is the dialect's."""
    return name if quoted else _folded(name, fold)


def _folded(name: str, fold: str) -> str:
    if fold == "lower":
        return name.lower()
    return name.upper() if fold == "upper" else name


def _fits(relation: Relation, named: Sequence[tuple[str, bool]], fold: str) -> bool:
    """Whether quotes and case allow it: dbt may know a folded name in the spelling of its YAML."""
    if fold == "insensitive":
        return True
    for (name, quoted), stored in zip(named, _stored(relation, named), strict=True):
        strict = quoted or fold == "exact"
        if strict and name not in {stored, _folded(stored, fold)}:
            return False
    return True


def _is_exact(relation: Relation, named: Sequence[tuple[str, bool]], fold: str) -> bool:
    return all(
        stored == kept_name(name, quoted, fold)
        for (name, quoted), stored in zip(named, _stored(relation, named), strict=True)
    )
