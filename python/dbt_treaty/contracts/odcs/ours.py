"""The custom property dbtTreaty: what the standard lacks, in the words of the native format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dbt_treaty.contracts.odcs.words import OURS, entries
from dbt_treaty.documents.document import DataPath, spell
from dbt_treaty.documents.ledger import Ledger
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Problem

_Said = tuple[DataPath, Mapping[str, Any]]


def ours_in(said: Mapping[str, Any], path: DataPath, allowed: Sequence[str]) -> Iterator[_Said]:
    """What dbtTreaty says among an element's own custom properties, with its path."""
    for where, item in entries(said.get("customProperties"), (*path, "customProperties")):
        value = item.get("value")
        if item.get("property") == OURS and isinstance(value, Mapping):
            yield (*where, "value"), {key: value[key] for key in value if key in allowed}


def check_ours(
    ledger: Ledger, said: Mapping[str, Any], path: DataPath, allowed: Sequence[str]
) -> None:
    """Notes a dbtTreaty that is no mapping, its unknown keys, and a name that must mean it."""
    for where, item in entries(said.get("customProperties"), (*path, "customProperties")):
        name = str(item.get("property", ""))
        value = item.get("value")
        if name == OURS and isinstance(value, Mapping):
            _check_keys(ledger, value, (*where, "value"), allowed)
        elif name == OURS:
            advice = f"write keys of the native format: {', '.join(allowed)}"
            ledger.refuse((*where, "value"), "wants a mapping", advice)
        elif re.sub(r"[^a-z]", "", name.lower()) == OURS.lower():
            ledger.refuse((*where, "property"), f'did you mean "{OURS}"?', "names keep their case")


def _check_keys(
    ledger: Ledger, value: Mapping[str, Any], path: DataPath, allowed: Sequence[str]
) -> None:
    for key in value:
        if key not in allowed:
            advice = "; ".join(
                filter(None, (suggest(key, allowed), f"allowed: {', '.join(allowed)}"))
            )
            what = f"unknown key {quote(key)} in {spell(path)}"
            ledger.note([Problem(ledger.document.key((*path, key)), what, advice)])
    quality = value.get("quality")
    if isinstance(quality, Mapping) and "checks" in quality:
        advice = "write a rule under the quality of the object or the property"
        ledger.refuse((*path, "quality", "checks"), "the standard has words for these", advice)
