"""Quality that an ODCS document tells in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dbt_treaty.contracts.model import Contract


def quality_texts(contract: Contract) -> Iterator[str]:
    """The texts of a contract that was read from ODCS; those of a column begin with its name."""
    objects = contract.kept.get("schema", {})
    for item in objects.values() if isinstance(objects, dict) else ():
        for name, column in item.get("properties", {}).items():
            yield from (f"{name}: {text}" for text in _texts(column))
        yield from _texts(item)


def _texts(kept: Any) -> Iterator[str]:
    for rule in kept.get("quality", ()):
        if rule.get("type") == "text" and rule.get("description"):
            yield rule["description"]
