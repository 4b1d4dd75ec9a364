"""What DuckDB makes of the masks, and that no plan of it shows the key."""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty_plugin.session_masks.conftest import KEY, RFC_TEXTS, MaskedValue, masked_values
from dbt_treaty_plugin.session_masks.duckdb_session import hold, hold_key
from dbt_treaty_plugin.session_masks.key import pads


class Handle:
    """A handle whose one cursor the test keeps, as dbt-duckdb's does."""

    def __init__(self, cursor: Any) -> None:
        self.kept = cursor

    def cursor(self) -> Any:
        return self.kept


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with duckdb.connect() as opened:
        hold(Handle(opened), KEY.encode())
        yield opened


def answer(session: Any, query: str, value: object) -> Any:
    return session.execute(query, [value]).fetchone()[0]


@pytest.mark.parametrize("case", RFC_TEXTS)
def test_a_session_makes_the_rfcs_digests(case: int) -> None:
    key, data, expected = RFC_TEXTS[case]
    with duckdb.connect() as session:
        hold_key(session, key)
        made = answer(session, "select dbt_treaty_sha256(?)", data.decode())
    assert made[: len(expected)] == expected


def digest(key: bytes, data: bytes) -> str:
    return hmac.new(key, data, hashlib.sha256).hexdigest()


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_key_and_text_are_as_pythons_hmac_has_them(key: bytes, text: str) -> None:
    with duckdb.connect() as session:
        hold_key(session, key)
        assert answer(session, "select dbt_treaty_sha256(?)", text) == digest(key, text.encode())
        token = "tok_" + digest(key, b"tokenize:" + text.encode())[:32]
        assert answer(session, "select dbt_treaty_tokenize(?)", text) == token


@pytest.mark.parametrize("value", masked_values(), ids=lambda value: value.title)
def test_each_value_is_masked_as_on_every_engine(value: MaskedValue, session: Any) -> None:
    for mask in ("sha256", "tokenize", "redact"):
        made = answer(session, f"select dbt_treaty_{mask}(?)", value.text)
        assert made == getattr(value, mask)


def test_null_stays_null(session: Any) -> None:
    for mask in ("sha256", "tokenize", "redact"):
        assert answer(session, f"select dbt_treaty_{mask}(?::varchar)", None) is None


def test_a_session_without_the_key_has_no_keyed_function() -> None:
    with duckdb.connect() as session:
        hold(Handle(session), None)
        assert answer(session, "select dbt_treaty_redact(?)", "Jane") == "****"
        for mask in ("sha256", "tokenize"):
            with pytest.raises(duckdb.CatalogException):
                session.execute(f"select dbt_treaty_{mask}('Jane')")


def traces() -> dict[str, str]:
    """The blocks as DuckDB shows them, whole or in part."""
    found = {}
    for name, block in zip(("inner", "outer"), pads(KEY.encode()), strict=True):
        found[f"{name} in hex"] = block.hex()[:24]
        shown = duckdb.execute("select (?::blob)::varchar", [block]).fetchone()
        assert shown
        found[f"{name} as shown"] = str(shown[0])[:12]
    return found


def test_no_plan_and_no_profile_shows_the_key(session: Any, tmp_path: Path) -> None:
    session.execute("create or replace table people as select 'p' || range as name from range(9)")
    query = "select dbt_treaty_sha256(name), dbt_treaty_tokenize(name) from people"
    profile = tmp_path / "profile.json"
    session.execute("set explain_output = 'all'")
    said = [str(session.execute(f"explain {query}").fetchall())]
    session.execute("set explain_output = 'physical_only'")
    said.append(str(session.execute(f"explain analyze {query}").fetchall()))
    said.append(str(session.execute(f"explain (format json) {query}").fetchall()))
    session.execute("pragma enable_profiling = 'json'")
    session.execute(f"set profiling_output = '{profile}'")
    session.execute(f"create or replace table masked as {query}")
    session.execute("pragma disable_profiling")
    said.append(profile.read_text())
    assert all("sha256" in each for each in said), "the plans show the functions"
    shown = [what for what, trace in traces().items() if any(trace in each for each in said)]
    assert shown == []

    # The search can find: a variable would stand there.
    session.execute("set variable block = ?::blob", [pads(KEY.encode())[1]])
    told = session.execute(
        "explain select sha256(getvariable('block') || encode(name)) from people"
    )
    told = str(told.fetchall())
    assert [what for what, trace in traces().items() if trace in told] == ["outer as shown"]
