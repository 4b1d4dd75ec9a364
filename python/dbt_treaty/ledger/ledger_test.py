"""The ledger answers as the engine does, and reads a query only when it must."""

from pathlib import Path

import msgspec
import pytest

from dbt_treaty.files.sealed import write_sealed
from dbt_treaty.ledger import ledger_file
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.ledger.ledger_file import LEDGER_FILE, engine_mark, read_ledger, write_ledger
from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.model import Relation
from dbt_treaty.lineage.relations import Relations

QUERIES = ("select * from users", "select id from users", "not sql")
NARROW = {"id": None}
WIDE = {"id": None, "email": None}


def index(columns: dict[str, None]) -> Relations:
    return Relations([Relation("source.users", None, None, "users", columns)])


def ask(ledger: Ledger, columns: dict[str, None], queries: tuple[str, ...] = QUERIES) -> int:
    """Ask for each query's lineage, and how many of them were read."""
    before = ledger.analysed
    for sql in queries:
        assert ledger.lineage(sql, "duckdb", index(columns)) == analyse(
            sql, "duckdb", index(columns)
        )
    return ledger.analysed - before


def test_a_query_is_read_once_under_each_schema() -> None:
    ledger = Ledger()
    assert [ask(ledger, each) for each in (NARROW, NARROW, WIDE, NARROW)] == [
        3,
        0,
        2,
        0,
    ]  # "not sql" sees no table
    assert len(ledger.records) == 5
    assert ledger.knows("not sql", "duckdb")
    assert not ledger.knows("not sql", "postgres")


def test_what_the_run_before_read_is_not_read_again(tmp_path: Path) -> None:
    first = read_ledger(tmp_path)
    assert ask(first, NARROW) == 3
    write_ledger(tmp_path, first)
    second = read_ledger(tmp_path)
    assert ask(second, NARROW) == 0
    assert second.records == first.records
    assert not second.changed


def test_what_is_no_longer_used_is_forgotten(tmp_path: Path) -> None:
    first = Ledger()
    ask(first, NARROW)
    write_ledger(tmp_path, first)
    second = read_ledger(tmp_path)
    ask(second, NARROW, QUERIES[:1])
    assert second.changed
    write_ledger(tmp_path, second)
    assert len(read_ledger(tmp_path).records) == 0  # none used yet
    assert [read_ledger(tmp_path).knows(sql, "duckdb") for sql in QUERIES] == [True, False, False]


def test_a_run_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    first = Ledger()
    ask(first, NARROW)
    write_ledger(tmp_path, first)
    (tmp_path / LEDGER_FILE).chmod(0o400)
    before = (tmp_path / LEDGER_FILE).stat()
    second = read_ledger(tmp_path)
    ask(second, NARROW)
    write_ledger(tmp_path, second)
    assert (tmp_path / LEDGER_FILE).stat() == before


@pytest.mark.parametrize("payload", [b"", b"[]x", msgspec.msgpack.encode([[1, 2]])])
def test_a_payload_of_another_form_is_not_believed(tmp_path: Path, payload: bytes) -> None:
    write_sealed(tmp_path / LEDGER_FILE, engine_mark(), payload)
    assert ask(read_ledger(tmp_path), NARROW) == 3


def test_a_ledger_of_another_engine_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger()
    ask(ledger, NARROW)
    monkeypatch.setattr(ledger_file, "engine_mark", lambda: b"another")
    write_ledger(tmp_path, ledger)
    monkeypatch.undo()
    assert ask(read_ledger(tmp_path), NARROW) == 3


def test_two_writings_mixed_are_not_believed(tmp_path: Path) -> None:
    places = tmp_path / "one", tmp_path / "other"
    for place, queries in zip(places, (QUERIES[:1], QUERIES), strict=True):
        ledger = Ledger()
        ask(ledger, NARROW, queries)
        write_ledger(place, ledger)
    one, other = ((place / LEDGER_FILE).read_bytes() for place in places)
    for at in range(0, len(one), 7):
        (tmp_path / "one" / LEDGER_FILE).write_bytes(one[:at] + other[at:])
        mixed = read_ledger(tmp_path / "one")
        whole = one[:at] + other[at:] in (one, other)
        assert mixed.knows(QUERIES[0], "duckdb") is whole
