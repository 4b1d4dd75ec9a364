"""Binds the masks' key to each session, so that SQL calls a function and never shows the key.

The masks are HMAC-SHA256 (RFC 2104): ``H(outer pad || H(inner pad || text))`` with the key's two
padded blocks precomputed here. A session holds the blocks as variables and the functions as
temporary macros; both end with it. ``dbt_treaty_sha256`` is the plain HMAC in hexadecimal,
``dbt_treaty_tokenize`` 128 bits of the HMAC of the text behind a prefix of its own, and
``dbt_treaty_redact`` needs no key.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from typing import Any

KEY_VARIABLE = "DBT_ENV_SECRET_TREATY_KEY"
_BLOCK = 64  # bytes of a SHA-256 block, to which HMAC pads its key
_MIN_KEY = 16  # characters; a shorter key is guessed

_DUCKDB_HMAC = (
    "sha256(getvariable('dbt_treaty_outer') || "
    "unhex(sha256(getvariable('dbt_treaty_inner') || encode({text}))))"
)
_DUCKDB_KEYED = (
    "create or replace temp macro dbt_treaty_sha256(value) as " + _DUCKDB_HMAC.format(text="value"),
    "create or replace temp macro dbt_treaty_tokenize(value) as 'tok_' || substr("
    + _DUCKDB_HMAC.format(text="'tokenize:' || value")
    + ", 1, 32)",
)
_DUCKDB_KEYLESS = (
    "create or replace temp macro dbt_treaty_redact(value) as case "
    "when regexp_matches(value, '^[^@]+@[^@]+\\.[^.@]+$') then "
    "regexp_replace(value, '^(.)[^@]*@(.).*\\.([^.@]+)$', '\\1***@\\2***.\\3') "
    "else regexp_replace(value, '[\\p{L}\\p{N}]', '*', 'g') end",
)

_failures: dict[str, str] = {}


def bind(adapter: str, handle: Any) -> None:
    """Give a fresh session the mask functions, and the key where there is one.

    A failure is kept for ``refusal``: a project that masks nothing is not held up by it.
    """
    binder = _BINDERS.get(adapter)
    if binder is None:
        return
    try:
        binder(handle, os.environ.get(KEY_VARIABLE))
        _failures.pop(adapter, None)
    except Exception as error:  # any driver's own exception class; told by `refusal`
        _failures[adapter] = _without_key(str(error).split("\n")[0])


def refusal(method: str, adapter: str) -> str | None:
    """Why a mask can't be applied on this adapter now, or None where it can."""
    if adapter not in _BINDERS:
        allowed = ", ".join(sorted(_BINDERS))
        return (
            f"dbt_treaty.mask: {adapter} has no way yet to hold a session's secret, so nothing "
            f"can be masked there (it can on: {allowed})"
        )
    if adapter in _failures:
        return f"dbt_treaty.mask: the session refused the mask functions: {_failures[adapter]}"
    key = os.environ.get(KEY_VARIABLE)
    if method != "redact" and not key:
        return (
            f"dbt_treaty.mask: the masks' key is not set, and an unsalted hash is no mask; "
            f"export {KEY_VARIABLE} (at least {_MIN_KEY} characters, the same for every domain)"
        )
    if method != "redact" and key is not None and len(key) < _MIN_KEY:
        return f"dbt_treaty.mask: {KEY_VARIABLE} has fewer than {_MIN_KEY} characters"
    return None


def pads(key: bytes) -> tuple[bytes, bytes]:
    """HMAC's inner and outer blocks for a key (RFC 2104, section 2)."""
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def hold_key(cursor: Any, key: bytes) -> None:
    """Give a DuckDB session the key's blocks and the functions that use them."""
    inner, outer = pads(key)
    # Bound parameters: the text that an engine may log has no key in it.
    cursor.execute("set variable dbt_treaty_inner = ?::blob", [inner])
    cursor.execute("set variable dbt_treaty_outer = ?::blob", [outer])
    for statement in _DUCKDB_KEYED:
        cursor.execute(statement)


def _bind_duckdb(handle: Any, key: str | None) -> None:
    cursor = handle.cursor()
    for statement in _DUCKDB_KEYLESS:
        cursor.execute(statement)
    if key and len(key) >= _MIN_KEY:
        hold_key(cursor, key.encode())


def _without_key(text: str) -> str:
    """A driver's words, which may quote what it was given."""
    key = os.environ.get(KEY_VARIABLE)
    return text.replace(key, "…") if key else text


_BINDERS: dict[str, Callable[[Any, str | None], None]] = {"duckdb": _bind_duckdb}
