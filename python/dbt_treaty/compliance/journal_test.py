"""Lines are added, whole, and nothing that is no line is believed."""

from __future__ import annotations

import multiprocessing
from datetime import date
from pathlib import Path

import pytest

from dbt_treaty.compliance.entry import Entry
from dbt_treaty.compliance.journal import add_to_journal, read_journal
from dbt_treaty.errors import TreatyError

DAY = date(2026, 11, 21)
CAUGHT = Entry(DAY, "caught", "retention", "a1")
REVIEW = Entry(DAY, "reviewed", "retention", "b2", "@privacy", "a DPIA")


def add(path: Path, *entries: Entry) -> tuple[Entry, ...]:
    return add_to_journal(path, path.name, lambda known: [e for e in entries if e not in known])


def test_what_is_added_is_read_and_no_line_changes(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "log.jsonl"

    assert read_journal(path, "log.jsonl") == ()
    assert add(path, CAUGHT) == (CAUGHT,)
    before = path.read_text()
    assert add(path, CAUGHT, REVIEW) == (REVIEW,)

    assert read_journal(path, "log.jsonl") == (CAUGHT, REVIEW)
    assert path.read_text() == (
        '{"at":"2026-11-21","what":"caught","policy":"retention","id":"a1"}\n'
        '{"at":"2026-11-21","what":"reviewed","policy":"retention","id":"b2","by":"@privacy",'
        '"note":"a DPIA"}\n'
    )
    assert path.read_text().startswith(before)


def test_a_line_that_a_dying_run_left_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    add(path, CAUGHT)
    whole = path.read_bytes()
    for length in range(1, len(whole)):
        path.write_bytes(whole + whole[: length - 1])
        assert read_journal(path, "log.jsonl") == (CAUGHT,)
        add(path, REVIEW)
        assert read_journal(path, "log.jsonl") == (CAUGHT, REVIEW)


def test_lines_that_are_no_entries_are_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    add(path, CAUGHT)
    path.write_text(f'{path.read_text()}{{"what": "caught"}}\n\nhello\n')
    before = path.read_bytes()

    with pytest.raises(TreatyError) as told:
        add(path, REVIEW)

    places = [(str(each.place), each.what.split(":")[0]) for each in told.value.problems]
    assert places == [("log.jsonl:2", "is no entry"), ("log.jsonl:4", "is no entry")]
    assert path.read_bytes() == before


def test_no_link_is_followed_out_of_the_project(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("")
    (tmp_path / "log.jsonl").symlink_to(outside)

    with pytest.raises(TreatyError, match="can't be written"):
        add(tmp_path / "log.jsonl", CAUGHT)
    assert outside.read_text() == ""


def _add_many(path: Path, who: int) -> None:
    for number in range(20):
        add(path, Entry(DAY, "caught", "retention", f"{who}-{number}"))


def test_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    runs = [multiprocessing.Process(target=_add_many, args=(path, who)) for who in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()

    assert sorted(each.id for each in read_journal(path, "log.jsonl")) == sorted(
        f"{who}-{number}" for who in range(4) for number in range(20)
    )
