"""Postgres sessions that are not given the key; the others are in tests/engines."""

from types import SimpleNamespace
from typing import Any

import pytest

from dbt_treaty_plugin.session_masks.key import CannotMask
from dbt_treaty_plugin.session_masks.postgres_session import hold


class Session:
    """What a server would say of itself, and everything it was told."""

    def __init__(self, process: int, encoding: str) -> None:
        self.info = SimpleNamespace(backend_pid=7)
        self.said = (process, encoding)
        self.told: list[str] = []
        self.autocommit = True

    def cursor(self) -> Any:
        return self

    def execute(self, sql: str) -> None:
        self.told.append(sql.split(" ", maxsplit=1)[0])

    def copy_expert(self, sql: str, _file: object) -> None:
        self.told.append(sql.split(" ", maxsplit=1)[0])

    def fetchone(self) -> tuple[int, str]:
        return self.said

    def commit(self) -> None:
        self.told.append("commit")

    def rollback(self) -> None:
        self.told.append("rollback")


@pytest.mark.parametrize(
    ("process", "encoding", "why"),
    [(8, "UTF8", "a connection pooler stands before"), (7, "SQL_ASCII", "encoding is SQL_ASCII")],
)
def test_a_session_that_is_not_given_the_key(process: int, encoding: str, why: str) -> None:
    session = Session(process, encoding)
    with pytest.raises(CannotMask, match=why):
        hold(session, b"a key of sixteen bytes")
    assert session.told == ["commit", "select", "rollback"]
    assert session.autocommit is True


def test_what_dbt_did_before_is_kept_and_the_mode_put_back() -> None:
    session = Session(7, "UTF8")
    hold(session, b"a key of sixteen bytes")
    assert session.told == ["commit", "select", "create", "create", "copy", "select", "commit"]
    assert session.autocommit is True
