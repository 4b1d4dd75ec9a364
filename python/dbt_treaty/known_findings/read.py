"""A record from its file: believed only as the command wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from dbt_treaty.documents.quotation import quote
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.known_findings.identity import NEVER_KNOWN
from dbt_treaty.known_findings.model import FILE_NAME, Entry, Identity, KnownFindings, Recording
from dbt_treaty.known_findings.text import (
    SEAL_KEY,
    VERSION,
    VERSION_KEY,
    plain_entry,
    plain_recording,
    seal,
)

_ANEW = (
    "bring back what was committed (`git checkout -- dbt_treaty_baseline.json`), or delete the "
    "file and record anew with `dbt-treaty baseline`"
)
_BY_HAND = (
    "a line may be taken out by hand, and nothing else: bring it back, or take it out and record "
    "what is still found with `dbt-treaty baseline --grow REASON`"
)
_LINE = re.compile(r'\s*\{"(policy|on)": ')
Read = TypeVar("Read", Entry, Recording)


def read_known(root: Path) -> KnownFindings | None:
    """The record of the project in the folder ``root``; None where it has none.

    Raises:
        TreatyError: the file is a link, can't be read, is of another version, was edited, or holds
            a finding twice; with every such line.
    """
    path = root / FILE_NAME
    if path.is_symlink():
        raise _refusal(0, "is a link: the record of findings has to be a file of the project")
    if not path.exists():
        return None
    try:
        return parse_known(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        raise _refusal(0, "is not text in UTF-8") from None
    except OSError as error:
        raise _refusal(0, f"cannot be read: {error.strerror}") from None


def parse_known(text: str) -> KnownFindings:
    """The record that a text says.

    Raises:
        TreatyError: as ``read_known`` does.
    """
    data = _decoded(text)
    problems: list[Problem] = []
    lines = [each for each in enumerate(text.splitlines(), 1) if _LINE.match(each[1])]
    recordings = _parts(data, "recorded", _lines_of(lines, "on"), _recording, problems)
    entries = _parts(data, "findings", _lines_of(lines, "policy"), _entry, problems)
    if not recordings and not problems:
        problems.append(_problem(0, "does not say when it was begun", _ANEW))
    problems.extend(_twice(entries))
    if problems:
        raise TreatyError(problems)
    return KnownFindings(tuple(each for _, each in recordings), tuple(each for _, each in entries))


def _decoded(text: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text, object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as error:
        where = "is not JSON, or was cut off, here"
        raise _refusal(error.lineno, where) from None
    except (RecursionError, ValueError) as error:
        told = "is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise _refusal(0, told) from None
    if not isinstance(data, dict) or VERSION_KEY not in data:
        raise _refusal(1, "is no record of findings")
    if data[VERSION_KEY] != VERSION or isinstance(data[VERSION_KEY], bool):
        what = f"is of version {quote(str(data[VERSION_KEY]))}, and version {VERSION} can be read"
        raise TreatyError(_problem(1, what, "use the dbt-treaty that wrote it, or record anew"))
    extra = sorted(data.keys() - {VERSION_KEY, "recorded", "findings"})
    if extra:
        raise _refusal(1, f"has {quote(extra[0])}, which is not of it")
    return data


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("has a key twice in one line")
    return data


def _lines_of(lines: list[tuple[int, str]], key: str) -> list[int]:
    found = ((number, _LINE.match(line)) for number, line in lines)
    return [number for number, match in found if match and match[1] == key]


def _parts(
    data: Mapping[str, Any],
    key: str,
    lines: list[int],
    read: Callable[[Mapping[str, Any]], Read],
    problems: list[Problem],
) -> list[tuple[int, Read]]:
    listed = data.get(key)
    if not isinstance(listed, list) or len(listed) != len(lines):
        problems.append(_problem(0, f"does not have {key!r} line by line", _ANEW))
        return []
    parts = []
    for line, each in zip(lines, listed, strict=True):
        try:
            parts.append((line, _part(each, read)))
        except ValueError as error:
            problems.append(_problem(line, str(error), _BY_HAND))
    return parts


def _part(said: Any, read: Callable[[Mapping[str, Any]], Read]) -> Read:
    if not isinstance(said, dict) or said.get(SEAL_KEY) != seal(said):
        raise ValueError("this line is not as dbt-treaty wrote it")
    try:
        part = read(said)
    except (KeyError, TypeError, ValueError):
        raise ValueError("this line does not hold what it should") from None
    again = plain_entry(part) if isinstance(part, Entry) else plain_recording(part)
    if again != {key: value for key, value in said.items() if key != SEAL_KEY}:
        raise ValueError("this line does not hold what it should")
    return part


def _recording(said: Mapping[str, Any]) -> Recording:
    findings = {str(name): _count(number) for name, number in said["findings"].items()}
    return Recording(date.fromisoformat(said["on"]), findings, str(said["reason"]))


def _entry(said: Mapping[str, Any]) -> Entry:
    texts = [str(said[key]) for key in ("policy", "resource", "column", "path")]
    policy, resource, column, path = texts
    if policy in NEVER_KNOWN or not (resource or path):
        raise ValueError(policy)
    marks = tuple(str(mark) for mark in said["marks"])
    identity = Identity(policy, resource, column, "" if resource else path, marks)
    return Entry(identity, path, date.fromisoformat(said["since"]), _count(said["count"]))


def _count(said: Any) -> int:
    if type(said) is not int or said < 1:
        raise ValueError(said)
    return said


def _twice(entries: list[tuple[int, Entry]]) -> Iterator[Problem]:
    first: dict[Identity, int] = {}
    for line, entry in entries:
        old = first.setdefault(entry.identity, line)
        if old != line:
            what = f"this finding stands in line {old} already"
            yield _problem(line, what, "take one of the two lines out")


def _refusal(line: int, what: str) -> TreatyError:
    return TreatyError(_problem(line, what, _ANEW))


def _problem(line: int, what: str, mend: str) -> Problem:
    return Problem(Place(FILE_NAME, line), what, mend)
