"""The rows of a SQL policy as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dbt_treaty.authored.sql.header import Header
from dbt_treaty.errors import Place, Problem
from dbt_treaty.evidence.places import column_place, resource_place
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.project.model import Resource

# What a column of the query says of a finding; of several the first that is there.
RESOURCE = ("unique_id", "node_unique_id", "child_unique_id", "child_node_unique_id")
COLUMN = ("column_name", "child_column_name")
_NAMED = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_LONGEST = 300  # characters of a row, or of a value, that a message shows
_LONGEST_TEXT = 2000  # characters of a message or help that a query makes
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rows of one policy are read by; ``path`` is its file."""

    name: str
    path: str
    header: Header
    evidence: Evidence

    def finding(self, row: Row) -> Finding:
        """The finding that a row is.

        Raises:
            RefusedError: the row has a severity, a line or a trail that is none.
        """
        id_ = _word(row, RESOURCE)
        resource = self.evidence.project.resources.get(id_)
        column = self._spelled(resource, _word(row, COLUMN))
        place = self._place(row, resource, column)
        return Finding(
            policy=self.name,
            severity=_severity(row, self.header.severity),
            resource=resource.id if resource else "",
            message=self._message(row, "" if resource else id_),
            help=self._help(row),
            column=column or None,
            path=place.path,
            line=place.line,
            trail=_texts(row, "trail"),
            marks=_texts(row, "marks"),
        )

    def _message(self, row: Row, unknown: str) -> str:
        said = _word(row, ("message",)) or _filled(self.header.message, row)
        text = said or f"{self._what()} ({shown(row)})."
        return f"{text} ({unknown} is no node of this project.)" if unknown and said else text

    def _what(self) -> str:
        return f"Refused: {self.header.summary}" if self.header.summary else f"A row of {self.path}"

    def _help(self, row: Row) -> str:
        said = _word(row, ("help",)) or _filled(self.header.help, row)
        return (
            said or f"Mend what the row shows, so that the query in {self.path} returns it no more."
        )

    def _spelled(self, resource: Resource | None, column: str) -> str:
        """A column as the project spells it, where it has it."""
        listed = self.evidence.graph.columns.get(resource.id, ()) if resource else ()
        return next((name for name in listed if name.casefold() == column.casefold()), column)

    def _place(self, row: Row, resource: Resource | None, column: str) -> Place:
        path, line = _word(row, ("path",)), row.get("line")
        if line is not None and (type(line) is not int or line < 0):
            raise RefusedError(f"line is {line!r}", "a line counts from 1")
        if path or resource is None:
            return Place(path, line or 0)
        if not column:
            return resource_place(resource, line or 0)
        output = self.evidence.graph.output(ColumnRef(resource.id, column))
        place = column_place(resource, column, output)
        return Place(place.path, line) if line else place


class RefusedError(Exception):
    """A value that says nothing a finding can have: what it is, and what is allowed."""

    def __init__(self, what: str, allowed: str) -> None:
        self.what, self.allowed = what, allowed
        super().__init__(what)


def findings(
    reading: Reading, columns: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]
) -> Iterator[Finding | Problem]:
    """A finding for each row, and what is wrong with the query's columns and values."""
    names = tuple(map(str.casefold, columns))
    doubled = sorted({name for name in names if names.count(name) > 1})
    lines = reading.header.lines
    for key, text in (("message", reading.header.message), ("help", reading.header.help)):
        for name in _NAMED.findall(text):
            if name.casefold() not in names:
                place = Place(reading.path, lines.get(key, 0))
                what = f"{key} names the column {name!r}, which the query does not return"
                yield Problem(place, what, f"it returns {', '.join(columns)}")
    if doubled:
        what = f"the query returns several columns called {', '.join(doubled)}"
        yield Problem(Place(reading.path), what, "name them apart: select a.name as parent_name")
        return
    for row in rows:
        told = dict(zip(names, row, strict=True))
        try:
            yield reading.finding(told)
        except RefusedError as refused:
            what = f"a row's {refused.what} ({shown(told)})"
            yield Problem(Place(reading.path), what, refused.allowed)


def shown(row: Row) -> str:
    """A row in a message: every column and its value, cut where it is long."""
    return _cut(", ".join(f"{name} = {_value(value)}" for name, value in row.items()), _LONGEST)


def _severity(row: Row, usual: Severity) -> Severity:
    said = row.get("severity")
    if said is None:
        return usual
    if said not in (Severity.ERROR.value, Severity.WARN.value):
        raise RefusedError(
            f"severity is {_value(said)}", "allowed: error, warn, or null for the policy's"
        )
    return Severity(said)


def _word(row: Row, names: tuple[str, ...]) -> str:
    """The text of the first of some columns that the query returns; empty where it is null."""
    name = next((name for name in names if name in row), "")
    value = row.get(name)
    return "" if value is None else _cut(_value(value), _LONGEST_TEXT)


def _texts(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name)
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
        raise RefusedError(f"{name} is {_value(value)}", f"{name} is a list of texts")
    return tuple(value)


def _filled(text: str, row: Row) -> str:
    def put(found: re.Match[str]) -> str:
        name = found[1].casefold()
        return _cut(_value(row[name]), _LONGEST) if name in row else found[0]

    return _NAMED.sub(put, text)


def _value(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    text = " ".join(str(value).split())
    # What a model's text holds must not move a terminal's cursor.
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 2] + " …"
