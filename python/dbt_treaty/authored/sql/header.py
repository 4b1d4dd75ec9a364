"""What the comments before a SQL policy's query say of the policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.findings import Severity

KEYS = ("summary", "severity", "message", "help", "exceptable_days")
_SEVERITIES = ("error", "warn")
_KEY = re.compile(r"--\s?([A-Za-z_]+):(?:\s+(.*))?$")
_MORE = re.compile(r"--\s{3,}(\S.*)$")
_MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Header:
    """What a policy says of itself; an empty text, or a default, where it says nothing.

    ``message`` and ``help`` may name columns of the query in braces. ``lines`` has the line of
    each key that is said.
    """

    summary: str = ""
    severity: Severity = Severity.ERROR
    message: str = ""
    help: str = ""
    exceptable_days: int = 90
    lines: dict[str, int] = field(default_factory=dict)


def read_header(text: str, path: str) -> Header:
    """The header of a policy: its comment lines of the form ``-- key: value``.

    A line that is indented by three blanks or more goes on with the value before it; any other
    comment is for people.

    Raises:
        TreatyError: a key is none that there is, stands there twice, or has a wrong value.
    """
    said: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    key = ""
    for number, line in _comments(text):
        found, more = _KEY.match(line), _MORE.match(line)
        if more and key:
            said[key] = f"{said[key]} {more[1].strip()}".strip()
        elif found and found[1].islower():
            key = found[1]
            if key not in KEYS:
                problems.append(_unknown(key, Place(path, number)))
            elif key in said:
                what = f"{key} is said twice, first in line {lines[key]}"
                problems.append(Problem(Place(path, number), what, "keep one of them"))
            said[key], lines[key] = (found[2] or "").strip(), number
        else:
            key = ""
    problems += _wrong(said, lines, path)
    if problems:
        raise TreatyError(problems)
    return Header(
        said.get("summary", "").rstrip("."),
        Severity(said.get("severity", "error")),
        said.get("message", ""),
        said.get("help", ""),
        int(said.get("exceptable_days", "90")),
        lines,
    )


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """The lines before the query that are comments, and their numbers."""
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped and not stripped.startswith("--"):
            return
        yield number, stripped


def _unknown(key: str, place: Place) -> Problem:
    allowed = f"allowed: {', '.join(KEYS)}; other comments: begin with another sign than a word:"
    question = suggest(key, KEYS)
    what = f"a policy's header has no key {key!r}"
    return Problem(place, what, f"{question}\n    {allowed}" if question else allowed)


def _wrong(said: dict[str, str], lines: dict[str, int], path: str) -> Iterator[Problem]:
    for key in KEYS:
        if key in said and not said[key]:
            yield Problem(
                Place(path, lines[key]), f"{key} has no value", "write it, or leave it out"
            )
    severity, days = said.get("severity") or "error", said.get("exceptable_days") or "0"
    if severity not in _SEVERITIES:
        what = f"severity is {severity!r}"
        yield Problem(Place(path, lines["severity"]), what, "allowed: error, warn")
    if not (days.isascii() and days.isdigit() and int(days[:9]) <= _MOST_DAYS):
        what = f"exceptable_days is {days!r}"
        allowed = f"allowed: 0 (not at all) to {_MOST_DAYS:,}"
        yield Problem(Place(path, lines["exceptable_days"]), what, allowed)
