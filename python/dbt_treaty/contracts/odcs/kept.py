"""What a document says beyond a contract: found by what a contract would write, and put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dbt_treaty.contracts.odcs.words import column_name, table_name

# Lists whose items have names: what is kept of them is a mapping by those.
_NAMES: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "schema": table_name,
    "properties": lambda item: column_name(item).lower(),
    "customProperties": lambda item: item.get("property"),
    "members": lambda item: item.get("username"),
    "roles": lambda item: item.get("role"),
}


def difference(document: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """What ``written`` lacks of ``document``, section by section, verbatim."""
    return _of_mapping(document, written)


def restored(written: Any, kept: Any, key: str = "") -> Any:
    """``written`` with what was kept: every value of the document stands in it again."""
    if isinstance(written, dict) and isinstance(kept, dict):
        both = {name: restored(written.get(name), kept.get(name), name) for name in written}
        return {**both, **{name: value for name, value in kept.items() if name not in written}}
    if isinstance(written, list) and isinstance(kept, dict) and key in _NAMES:
        names = [_NAMES[key](item) for item in written if isinstance(item, dict)]
        both_items = [
            restored(item, kept.get(name), key) for item, name in zip(written, names, strict=True)
        ]
        return [*both_items, *(item for name, item in kept.items() if name not in names)]
    if key == "relationships" and isinstance(written, list) and isinstance(kept, list):
        # The one that counts comes first, in words that need no other object of the document.
        told = [item.get("to") for item in kept if isinstance(item, dict)]
        return [*(item for item in written if item["to"] not in told), *kept]
    return written if kept is None else kept


def _of_mapping(document: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in document.items():
        if key not in written:
            kept[key] = value
            continue
        inner = _of_value(value, written[key], key)
        if inner is not None:
            kept[key] = inner
    return kept


def _of_value(value: Any, written: Any, key: str) -> Any:
    """None where both are the same."""
    if type(value) is type(written) and value == written:
        return None
    if isinstance(value, dict) and isinstance(written, dict):
        return _of_mapping(value, written) or None
    ours, theirs = _by_name(written, key), _by_name(value, key)
    if ours is not None and theirs is not None:
        return _of_mapping(theirs, ours) or None
    return value


def _by_name(items: Any, key: str) -> dict[str, Any] | None:
    """The items by name; None where some have none, or two have one."""
    if key not in _NAMES or not isinstance(items, list):
        return None
    if not all(isinstance(item, dict) for item in items):
        return None
    named = {_NAMES[key](item): item for item in items}
    whole = len(named) == len(items) and all(isinstance(name, str) for name in named)
    return named if whole else None
