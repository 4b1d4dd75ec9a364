"""Values of a contract as a change names them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dbt_treaty.documents.quotation import LONGEST, quote

_MOST = 5


def spelled(value: Any) -> str:
    """A value as it is written, ``nothing`` where there is none."""
    if value is None or value == "":
        return "nothing"
    return quote(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def named(value: str | None) -> str:
    """A name or a short text, bare."""
    text = " ".join((value or "").split())
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return short or "nothing"


def listed(values: Iterable[Any]) -> str:
    """Values in their order, the first five."""
    items = [spelled(value) for value in values]
    more = f" and {len(items) - _MOST} more" if len(items) > _MOST else ""
    return ", ".join(items[:_MOST]) + more


def same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: to Python 1, 1.0 and True are one number."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        # The order of keys means nothing, as in the checksum.
        return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    return repr(one) == repr(other)
