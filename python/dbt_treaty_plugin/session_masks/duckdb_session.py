"""DuckDB: the key's blocks in a temporary table, and temporary macros that read it.

Session variables would do as well, but DuckDB puts a variable's value into the plan when it binds a
query, and EXPLAIN and a profile (`enable_profiling`) write the plan down. A table's value stays in
the table.
"""

from __future__ import annotations

from typing import Any

from dbt_treaty_plugin.session_masks.key import pads

_REDACT = (
    "create or replace temp macro dbt_treaty_redact(value) as case "
    "when regexp_matches(value, '^[^ @]+@[^ @]+\\.[A-Za-z]{2,24}$') then "
    "substr(value, 1, 1) || '***@' || substr(split_part(value, '@', 2), 1, 1) || '***.' || "
    "regexp_extract(value, '[A-Za-z]+$') "
    "else regexp_replace(value, '[^ -/:-@\\[-`{-~]', '*', 'g') end"
)
_HMAC = (
    "sha256((select outer_pad from temp.main.dbt_treaty_key) || "
    "unhex(sha256((select inner_pad from temp.main.dbt_treaty_key) || encode({text}))))"
)
_KEYED = (
    "create or replace temp macro dbt_treaty_sha256(value) as " + _HMAC.format(text="value"),
    "create or replace temp macro dbt_treaty_tokenize(value) as 'tok_' || substr("
    + _HMAC.format(text="'tokenize:' || value")
    + ", 1, 32)",
)


def hold(handle: Any, key: bytes | None) -> None:
    """Give the session of a dbt-duckdb handle the functions, those with a key if there is one."""
    cursor = handle.cursor()
    cursor.execute(_REDACT)
    if key is not None:
        hold_key(cursor, key)


def hold_key(cursor: Any, key: bytes) -> None:
    """Give a DuckDB session the key's blocks and the functions that use them."""
    # Bound parameters: the text that an engine may log has no key in it.
    cursor.execute(
        "create or replace temp table dbt_treaty_key as "
        "select ?::blob as inner_pad, ?::blob as outer_pad",
        list(pads(key)),
    )
    for statement in _KEYED:
        cursor.execute(statement)
