"""The rows of a table as lines of JSON, for DuckDB to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dbt_treaty.information_schema.table import Row

_ENCODER = msgspec.json.Encoder()


def encoded(rows: Iterable[Row]) -> bytes:
    """One JSON array a line. Half a surrogate pair, which is no text, becomes a question mark."""
    listed = list(rows)
    try:
        return _ENCODER.encode_lines(listed)
    except UnicodeEncodeError:
        return _ENCODER.encode_lines([tuple(map(_writable, row)) for row in listed])


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, (tuple, list)):
        return [_writable(each) for each in value]
    return value
