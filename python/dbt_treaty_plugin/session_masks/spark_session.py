"""Spark: the key's blocks in a temporary view over an RDD, and temporary SQL functions.

A session variable or a setting would stand in plans, and the UI and the event log keep plans. An
RDD is opaque to them. Only dbt-spark's method `session` runs Spark in this process; over Thrift,
HTTP or ODBC the blocks could travel in the text of a statement only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from dbt_treaty_plugin.session_masks.key import CannotMask, pads

_FUNCTION = "create or replace temporary function dbt_treaty_{name}(value string) returns string "
_FIRST_SPARK = 4  # temporary functions written in SQL are new in it
# r'…': what a backslash means in another literal is a setting of the session.
_REDACT = _FUNCTION.format(name="redact") + (
    "return case when value rlike r'\\A[^ @]+@[^ @]+\\.[A-Za-z]{2,24}\\z' then "
    "concat(substr(value, 1, 1), '***@', substr(split_part(value, '@', 2), 1, 1), '***.', "
    "regexp_extract(value, r'[A-Za-z]+\\z', 0)) "
    "else regexp_replace(value, r'[^ -/:-@\\[-`{-~]', '*') end"
)
_HMAC = (
    "sha2(concat((select outer_pad from dbt_treaty_key), unhex(sha2(concat("
    "(select inner_pad from dbt_treaty_key), cast({text} as binary)), 256))), 256)"
)
_KEYED = (
    _FUNCTION.format(name="sha256") + "return " + _HMAC.format(text="value"),
    _FUNCTION.format(name="tokenize")
    + "return concat('tok_', substr("
    + _HMAC.format(text="concat('tokenize:', value)")
    + ", 1, 32))",
)

_one_at_a_time = Lock()


class _Held:
    """What the last session was given: all threads of dbt share one session."""

    session: Any = None
    key: bytes | None = None


def hold(handle: Any, key: bytes | None) -> None:
    """Give the Spark session behind a dbt-spark handle the functions, and those with the key.

    Raises ``CannotMask`` for another method than `session`, Spark Connect and an older Spark.
    """
    from dbt.adapters.spark.session import (  # noqa: PLC0415 - only where this adapter runs
        SessionConnectionWrapper,
    )

    if not isinstance(handle, SessionConnectionWrapper):
        raise CannotMask("on Spark this needs dbt-spark's `method: session`")
    with _one_at_a_time:
        session = _session(handle)
        if session is _Held.session and key == _Held.key:
            return
        session.sql(_REDACT)
        if key is not None:
            hold_key(session, key)
        _Held.session, _Held.key = session, key


def hold_key(session: Any, key: bytes) -> None:
    """Give a Spark session the key's blocks and the functions that use them."""
    with _unlogged():
        _key_table(session, key).createOrReplaceTempView("dbt_treaty_key")
    for statement in _KEYED:
        session.sql(statement)


def _session(handle: Any) -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

    handle.cursor().execute("select 1")  # dbt's own way to make the session, with its settings
    session = SparkSession.builder.getOrCreate()
    if int(session.version.split(".")[0]) < _FIRST_SPARK:
        raise CannotMask(
            f"this needs Spark {_FIRST_SPARK} or newer, whose temporary functions are SQL; "
            f"this is {session.version}"
        )
    if not hasattr(session, "_jvm"):
        raise CannotMask("a session of Spark Connect has no place for the key yet")
    return session


def _key_table(session: Any, key: bytes) -> Any:
    """The blocks as the JVM's own DataFrame: Python's way leads through a file on the disk."""
    jvm, context = session._jvm, session.sparkContext
    blocks = context._gateway.new_array(jvm.java.lang.Object, 2)
    blocks[0], blocks[1] = pads(key)
    rows = jvm.java.util.ArrayList()
    rows.add(jvm.org.apache.spark.sql.RowFactory.create(blocks))
    columns = jvm.org.apache.spark.sql.types.StructType.fromDDL(
        "inner_pad binary, outer_pad binary"
    )
    return session._jsparkSession.createDataFrame(context._jsc.parallelize(rows), columns)


@contextmanager
def _unlogged() -> Iterator[None]:
    """Py4J logs each call with its arguments where debug logging is on for everything."""
    logger = logging.getLogger("py4j")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)
