"""PostgreSQL: the key's blocks in custom settings of the session, and functions in ``pg_temp``.

psycopg2 writes parameters into the query's text, and the server logs those that it binds itself
(`log_statement`, `log_parameter_max_length`). What COPY carries from its client is data: it stands
in no log and in no statistics. So the blocks arrive by COPY in a temporary table, go from there
into the settings, and the table is dropped before anything is committed.
"""

from __future__ import annotations

from io import StringIO
from typing import Any

from dbt_treaty_plugin.session_masks.key import CannotMask, pads

_SESSION = "select pg_backend_pid(), current_setting('server_encoding')"


def _function(name: str, body: str, language: str = "sql") -> str:
    """Not `strict` and one `select` in SQL: such a function the planner puts into the query."""
    return (
        f"create or replace function pg_temp.dbt_treaty_{name} language {language} "
        f"stable parallel safe as $body$ {body} $body$"
    )


# Ranges go by code point in the collation "C"; in others their meaning is the locale's. No
# backslash: what one means in a literal is a setting.
_REDACT = _function(
    "redact(value text) returns text",
    "select case when value collate \"C\" ~ '^[^ @]+@[^ @]+[.][A-Za-z]{2,24}$' then "
    "pg_catalog.substr(value, 1, 1) || '***@' || pg_catalog.substr(pg_catalog.split_part("
    "value collate \"C\", '@', 2), 1, 1) || '***.' || "
    "pg_catalog.substring(value collate \"C\", '[A-Za-z]+$') "
    "else pg_catalog.regexp_replace(value collate \"C\", '[^ -/:-@[-`{-~]', '*', 'g') end",
)
_KEYED = (
    # A setting that was reset is an empty text, and a hash over an empty key is no mask.
    _function(
        "lost_key() returns text",
        "begin raise exception 'dbt-treaty: this session has lost the masks'' key "
        "(RESET ALL in a hook?)'; end",
        "plpgsql",
    ),
    _function(
        "block(name text) returns bytea",
        "select pg_catalog.decode("
        "case when pg_catalog.length(pg_catalog.current_setting(name, true)) = 128 "
        "then pg_catalog.current_setting(name, true) "
        "else pg_temp.dbt_treaty_lost_key() end, 'hex')",
    ),
    _function(
        "sha256(value text) returns text",
        "select pg_catalog.encode(pg_catalog.sha256(pg_temp.dbt_treaty_block('dbt_treaty.outer') "
        "operator(pg_catalog.||) pg_catalog.sha256(pg_temp.dbt_treaty_block('dbt_treaty.inner') "
        "operator(pg_catalog.||) pg_catalog.convert_to(value, 'UTF8'))), 'hex')",
    ),
    _function(
        "tokenize(value text) returns text",
        "select 'tok_' || "
        "pg_catalog.substr(pg_temp.dbt_treaty_sha256('tokenize:' || value), 1, 32)",
    ),
)
_KEY_TABLE = "create temporary table dbt_treaty_key (inner_pad text, outer_pad text)"
_COPY = "copy pg_temp.dbt_treaty_key from stdin"
_SETTINGS = (
    "select pg_catalog.set_config('dbt_treaty.inner', inner_pad, false) is not null "
    "and pg_catalog.set_config('dbt_treaty.outer', outer_pad, false) is not null "
    "from pg_temp.dbt_treaty_key"
)
_DROP = "drop table pg_temp.dbt_treaty_key"


def hold(handle: Any, key: bytes | None) -> None:
    """Give the session of a psycopg2 handle the functions, those with a key if there is one.

    Raises ``CannotMask`` for a session that may be another's too, or whose texts have no encoding.
    """
    # What dbt has done so far (`set role`) is not ours to undo if something fails here.
    handle.commit()
    committing, handle.autocommit = handle.autocommit, False
    try:
        cursor = handle.cursor()
        _own_session(handle, cursor)
        cursor.execute(_REDACT)
        if key is not None:
            hold_key(cursor, key)
        # A setting lives as long as the session once its transaction is committed.
        handle.commit()
    except Exception:
        handle.rollback()
        raise
    finally:
        handle.autocommit = committing


def hold_key(cursor: Any, key: bytes) -> None:
    """Give a session the key's blocks and the functions that use them, within one transaction."""
    cursor.execute("; ".join((*_KEYED, _KEY_TABLE)))
    inner, outer = pads(key)
    cursor.copy_expert(_COPY, StringIO(f"{inner.hex()}\t{outer.hex()}\n"))
    cursor.execute(f"{_SETTINGS}; {_DROP}")


def _own_session(handle: Any, cursor: Any) -> None:
    cursor.execute(_SESSION)
    process, encoding = cursor.fetchone()
    if process != handle.info.backend_pid:
        raise CannotMask(
            "a connection pooler stands before the server and may hand this session, with the "
            "key in it, to somebody else; connect to the server itself"
        )
    if encoding == "SQL_ASCII":
        raise CannotMask(
            "the database's encoding is SQL_ASCII, so the same text may be other bytes elsewhere; "
            "use a database with the encoding UTF8"
        )
