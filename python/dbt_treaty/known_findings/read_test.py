from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.errors import TreatyError
from dbt_treaty.known_findings.model import (
    FILE_NAME,
    Entry,
    Identity,
    KnownFindings,
    Recording,
)
from dbt_treaty.known_findings.read import parse_known, read_known
from dbt_treaty.known_findings.text import render_known, sealed

DAY = date(2026, 11, 21)
FIRST = Entry(Identity("pii-unmasked", "model.m.a", "email", ""), "models/a.sql", DAY)
SECOND = Entry(
    Identity("query-pattern", "", "", "dbt_project.yml", ("x",)), "dbt_project.yml", DAY, 2
)
KNOWN = KnownFindings(
    (Recording(DAY, {"pii-unmasked": 1, "query-pattern": 2}), Recording(DAY, {"x": 1}, "bought")),
    (FIRST, SECOND),
)
TEXT = """\
{"dbt_treaty_baseline": 1,
"recorded": [
{"on": "2026-11-21", "reason": "", "findings": {"pii-unmasked": 1, "query-pattern": 2}, "seal": "SEAL"},
{"on": "2026-11-21", "reason": "bought", "findings": {"x": 1}, "seal": "SEAL"}
],
"findings": [
{"policy": "pii-unmasked", "resource": "model.m.a", "column": "email", "path": "models/a.sql", "marks": [], "since": "2026-11-21", "count": 1, "seal": "SEAL"},
{"policy": "query-pattern", "resource": "", "column": "", "path": "dbt_project.yml", "marks": ["x"], "since": "2026-11-21", "count": 2, "seal": "SEAL"}
]}
"""  # noqa: E501 - a line of the file is a line
EDITED = "this line is not as dbt-treaty wrote it"
CUT = "is not JSON, or was cut off, here"
WRITTEN = render_known(KNOWN)
LINES = WRITTEN.splitlines(keepends=True)


def says(text: str) -> str:
    with pytest.raises(TreatyError) as caught:
        parse_known(text)
    return " | ".join(f"{each.place}: {each.what}" for each in caught.value.problems)


def without_seals(text: str) -> str:
    return re.sub(r'"seal": "\w+"', "", text)


def test_the_file_is_one_line_a_finding_and_is_read_as_it_was_written() -> None:
    assert without_seals(WRITTEN) == without_seals(TEXT)
    assert json.loads(WRITTEN)["dbt_treaty_baseline"] == 1
    assert parse_known(WRITTEN) == KNOWN
    assert parse_known(WRITTEN.replace("\n", "\r\n")) == KNOWN


def test_the_order_of_what_is_recorded_does_not_matter() -> None:
    turned = replace(KNOWN, entries=(SECOND, FIRST))
    assert render_known(turned) == WRITTEN


def test_a_line_that_was_taken_out_is_one_finding_less() -> None:
    cut = "".join(each for at, each in enumerate(LINES) if at != 6)
    assert parse_known(cut) == replace(KNOWN, entries=(SECOND,))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda t: t.replace('"count": 2', '"count": 3'), f":8: {EDITED}"),
        (lambda t: t.replace('"email"', '"phone"'), f":7: {EDITED}"),
        (lambda t: t.replace("bought", "asked for"), f":4: {EDITED}"),
        (lambda t: t.replace(LINES[6], LINES[6] * 2), ":8: this finding stands in line 7 already"),
        (lambda t: t[:-30], f":8: {CUT}"),
        (lambda t: t.replace(LINES[6], f"<<<<<<< a\n{LINES[6]}"), f":7: {CUT}"),
        (
            lambda t: t.replace('": 1,\n"rec', '": 2,\n"rec'),
            ':1: is of version "2", and version 1 can be read',
        ),
        (
            lambda t: t.replace('": 1,\n"rec', '": true,\n"rec'),
            ':1: is of version "True", and version 1 can be read',
        ),
        (lambda _: "", f":1: {CUT}"),
        (lambda _: "[]", ":1: is no record of findings"),
        (lambda _: "{}", ":1: is no record of findings"),
        (lambda _: "[" * 100_000, ": is nested too deep"),
        (
            lambda t: t.replace('"findings": [\n', '"x": 1, "findings": [\n'),
            ':1: has "x", which is not of it',
        ),
        (
            lambda t: t.replace(',\n{"policy": "q', ', {"policy": "q'),
            ": does not have 'findings' line by line",
        ),
        (
            lambda t: t.replace('"count": 2', '"count": 2, "count": 2'),
            ": has a key twice in one line",
        ),
        (
            lambda _: '{"dbt_treaty_baseline": 1,\n"recorded": [],\n"findings": []}',
            ": does not say when it was begun",
        ),
    ],
)
def test_what_is_not_as_it_was_written_is_refused(change: Callable[[str], str], told: str) -> None:
    assert says(change(WRITTEN)) == f"{FILE_NAME}{told}"


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 0},
        {"count": True},
        {"count": "1"},
        {"since": "21.11.2026"},
        {"since": "20261121"},
        {"policy": "stale-properties"},
        {"policy": 7},
        {"marks": "ab"},
        {"resource": "", "path": ""},
        {"extra": 1},
    ],
)
def test_a_sealed_line_has_to_hold_what_it_should(changes: dict[str, object]) -> None:
    line = json.loads(LINES[6].rstrip(",\n"))
    del line["seal"]
    forged = json.dumps(sealed({**line, **changes}))
    text = WRITTEN.replace(LINES[6], f"{forged},\n")
    assert says(text) == f"{FILE_NAME}:7: this line does not hold what it should"


def test_every_bad_line_is_told_at_once() -> None:
    text = WRITTEN.replace('"email"', '"phone"').replace('"count": 2', '"count": 3')
    assert says(text) == f"{FILE_NAME}:7: {EDITED} | {FILE_NAME}:8: {EDITED}"


def test_what_is_no_file_of_the_project_is_refused(tmp_path: Path) -> None:
    assert read_known(tmp_path) is None
    path = tmp_path / FILE_NAME
    path.write_text(WRITTEN)
    assert read_known(tmp_path) == KNOWN
    path.rename(tmp_path / "elsewhere")
    for make, told in (
        (lambda: path.symlink_to(tmp_path / "elsewhere"), "is a link: the record of findings"),
        (lambda: path.symlink_to(tmp_path / "nowhere"), "is a link: the record of findings"),
        (path.mkdir, "cannot be read: Is a directory"),
        (lambda: path.write_bytes(b"\xff\xfe"), "is not text in UTF-8"),
    ):
        make()
        with pytest.raises(TreatyError, match=told):
            read_known(tmp_path)
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_no_flipped_character_makes_the_record_larger(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WRITTEN) - 1))
    other = data.draw(st.sampled_from('0123456789abcxyz"{}[],: \n'))
    try:
        found = parse_known(WRITTEN[:at] + other + WRITTEN[at + 1 :])
    except TreatyError as error:
        assert error.problems
    else:
        assert set(found.entries) <= set(KNOWN.entries)
