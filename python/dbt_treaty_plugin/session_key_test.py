"""The masks are HMAC-SHA256: the RFC's own vectors, Python's hmac, and what DuckDB makes of it."""

import hashlib
import hmac
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty_plugin import session_key
from dbt_treaty_plugin.session_key import KEY_VARIABLE, bind, hold_key, pads, refusal

KEY = "a key that lives for the tests only"
# RFC 4231, section 4: key, data, HMAC-SHA-256. Case 5 is given truncated to 128 bits.
VECTORS = {
    1: (
        b"\x0b" * 20,
        b"Hi There",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    ),
    2: (
        b"Jefe",
        b"what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ),
    3: (
        b"\xaa" * 20,
        b"\xdd" * 50,
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    ),
    4: (
        bytes(range(1, 26)),
        b"\xcd" * 50,
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
    ),
    5: (b"\x0c" * 20, b"Test With Truncation", "a3b6167473100ee06e0c796c2955552b"),
    6: (
        b"\xaa" * 131,
        b"Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ),
    7: (
        b"\xaa" * 131,
        b"This is a test using a larger than block-size key and a larger than block-size data. "
        b"The key needs to be hashed before being used by the HMAC algorithm.",
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    ),
}
# What a column of type text can hold.
TEXTS = {case: vector for case, vector in VECTORS.items() if vector[1].isascii()}


def digest(key: bytes, data: bytes) -> str:
    return hmac.new(key, data, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("case", VECTORS)
def test_the_blocks_make_the_rfcs_digests(case: int) -> None:
    key, data, expected = VECTORS[case]
    inner, outer = pads(key)
    made = hashlib.sha256(outer + hashlib.sha256(inner + data).digest()).hexdigest()
    assert made[: len(expected)] == expected
    assert made == digest(key, data)


@pytest.mark.parametrize("case", TEXTS)
def test_a_session_makes_the_rfcs_digests(case: int) -> None:
    key, data, expected = TEXTS[case]
    with duckdb.connect() as session:
        hold_key(session, key)
        made = answer(session, "select dbt_treaty_sha256(?)", data.decode())
    assert made[: len(expected)] == expected


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_key_and_text_are_as_pythons_hmac_has_them(key: bytes, text: str) -> None:
    with duckdb.connect() as session:
        hold_key(session, key)
        assert answer(session, "select dbt_treaty_sha256(?)", text) == digest(key, text.encode())
        token = "tok_" + digest(key, b"tokenize:" + text.encode())[:32]
        assert answer(session, "select dbt_treaty_tokenize(?)", text) == token


def answer(session: Any, query: str, value: object) -> Any:
    return session.execute(query, [value]).fetchone()[0]


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    return KEY


def test_a_fresh_session_masks_and_null_stays_null(key: str) -> None:
    with duckdb.connect() as handle:
        bind("duckdb", handle)
        # dbt-duckdb runs a connection's statements on the cursor that was bound; here it is ours.
        assert refusal("sha256", "duckdb") is None
        cursor = handle.cursor()
        bind("duckdb", _Cursor(cursor))
        for mask in ("sha256", "tokenize", "redact"):
            assert answer(cursor, f"select dbt_treaty_{mask}(?::varchar)", None) is None
        assert answer(cursor, "select dbt_treaty_sha256(?)", "") == digest(key.encode(), b"")


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("jane.doe@example.co.uk", "j***@e***.uk"),
        ("+44 20 7946 0018", "+** ** **** ****"),
        ("Ünï 12", "*** **"),
        ("a@b", "*@*"),
        ("", ""),
    ],
)
def test_redaction_keeps_the_shape_alone(text: str, redacted: str) -> None:
    cursor = duckdb.connect().cursor()
    bind("duckdb", _Cursor(cursor))
    assert answer(cursor, "select dbt_treaty_redact(?)", text) == redacted


class _Cursor:
    """A connection handle whose one cursor the test keeps, as dbt-duckdb's does."""

    def __init__(self, cursor: Any) -> None:
        self.kept = cursor

    def cursor(self) -> Any:
        return self.kept


@pytest.mark.parametrize(
    ("key", "method", "adapter", "refused"),
    [
        (KEY, "tokenize", "duckdb", None),
        (None, "redact", "duckdb", None),
        (None, "sha256", "duckdb", "the masks' key is not set"),
        ("", "sha256", "duckdb", "the masks' key is not set"),
        ("short", "tokenize", "duckdb", f"{KEY_VARIABLE} has fewer than 16 characters"),
        (KEY, "redact", "postgres", "postgres has no way yet to hold a session's secret"),
    ],
)
def test_what_is_refused(
    key: str | None,
    method: str,
    adapter: str,
    refused: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    if key is not None:
        monkeypatch.setenv(KEY_VARIABLE, key)
    said = refusal(method, adapter)
    assert said == refused if refused is None else refused in (said or "")


def test_a_session_that_refuses_is_told_without_the_key(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_key, "_failures", {})

    class Broken:
        def cursor(self) -> Any:
            raise RuntimeError(f"cannot bind {key}\nmore")

    bind("duckdb", Broken())
    assert refusal("redact", "duckdb") == (
        "dbt_treaty.mask: the session refused the mask functions: cannot bind …"
    )
    with duckdb.connect() as handle:
        bind("duckdb", handle)
    assert refusal("redact", "duckdb") is None


def test_no_key_no_keyed_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key too short must not mask silently with nothing."""
    monkeypatch.setenv(KEY_VARIABLE, "short")
    cursor = duckdb.connect().cursor()
    bind("duckdb", _Cursor(cursor))
    with pytest.raises(duckdb.CatalogException):
        cursor.execute("select dbt_treaty_sha256('x')")
