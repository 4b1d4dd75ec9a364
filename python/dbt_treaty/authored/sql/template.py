"""The query of a SQL policy: its one template call rendered, and the tables it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.information_schema.tables import BY_NAME

SCHEMA = "info_schema"
_CALL = re.compile(r"""\{\{-?\s*info_schema\(\s*(?:'([^'{}]*)'|"([^"{}]*)")\s*\)\s*-?\}\}""")
_JINJA = re.compile(r"\{\{|\{%|\{#")
_ONE_CALL = "a policy's only template call is {{ info_schema('table') }}; nothing else is rendered"


@dataclass(frozen=True, slots=True)
class Query:
    """The SQL that DuckDB gets, line by line where the file has it, and the tables it names."""

    sql: str
    tables: tuple[str, ...]


def render(text: str, path: str) -> Query:
    """The query of a policy.

    Raises:
        TreatyError: it names a table that there is not, names none, or has other Jinja in it.
    """
    problems: list[Problem] = []
    named: dict[str, None] = {}

    def put(call: re.Match[str]) -> str:
        name = call[1] if call[1] is not None else call[2]
        if name in BY_NAME:
            named[name] = None
        else:
            problems.append(_no_table(name, _place(path, text, call.start())))
        # A call may span lines: what follows it stays in its line.
        return f"{SCHEMA}.{_quoted(name)}" + "\n" * call[0].count("\n")

    sql = _CALL.sub(put, text)
    rest = _CALL.sub(lambda call: " " * len(call[0]), text)
    for other in _JINJA.finditer(rest):
        what = f"the template {_shown(text, other.start())} is not known"
        problems.append(Problem(_place(path, text, other.start()), what, _ONE_CALL))
    if not problems and not named:
        what = "the query names no table of the project, so it judges nothing"
        problems.append(Problem(Place(path), what, "read one: from {{ info_schema('models') }}"))
    if problems:
        raise TreatyError(problems)
    return Query(sql, tuple(named))


def _no_table(name: str, place: Place) -> Problem:
    allowed = f"allowed: {', '.join(BY_NAME)}"
    question = suggest(name, BY_NAME)
    what = f"the project has no table {name!r}"
    return Problem(place, what, f"{question}\n    {allowed}" if question else allowed)


def _place(path: str, text: str, at: int) -> Place:
    return Place(path, text.count("\n", 0, at) + 1)


def _shown(text: str, at: int) -> str:
    return text[at : at + 40].splitlines()[0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
