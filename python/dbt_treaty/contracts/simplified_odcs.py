"""The simplified ODCS form: ``domain``, ``dataProduct`` and a flat ``schema``."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.native import read_native
from dbt_treaty.contracts.native_name import full_name
from dbt_treaty.contracts.odcs.physical_type import logical_of
from dbt_treaty.contracts.seal import seal
from dbt_treaty.contracts.sections import sound_sections
from dbt_treaty.contracts.translation import Translation
from dbt_treaty.documents.document import Document

FORMAT = "simplified-odcs"
SCHEMA_FILE = Path(__file__).with_name("simplified_odcs.schema.json")
# The same under both names; a key with another name here stands in the second row.
_AS_IT_IS = ("version", "owner", "description", "tags", "semantics")
_LEVELS = ("freshness", "completeness", "accuracy")
_COLUMN = {
    "name": "name",
    "description": "description",
    "required": "required",
    "unique": "unique",
    "primaryKey": "primary_key",
    "tags": "tags",
}


def read_simplified_odcs(document: Document, home: Home) -> tuple[Contract, ...]:
    """The one contract of a document, a draft where a required part is absent.

    Raises:
        TreatyError: with every problem.
    """
    data = sound_sections(document, SCHEMA_FILE)
    native = Translation(document)
    domain = data.get("domain") or home.domain
    native.put(("name",), full_name(domain, home.tier, data["dataProduct"]), ("dataProduct",))
    for key in _AS_IT_IS:
        if data.get(key) is not None:
            native.put((key,), data[key], (key,))
    _put_columns(native, data)
    quality = data.get("quality") or {}
    for key in _LEVELS:
        if quality.get(key) is not None:
            native.put(("sla", key), quality[key], ("quality", key))
    (contract,) = read_native(native.document(), Home(domain, home.tier))
    return (seal(dataclasses.replace(contract, format=FORMAT), contract.todos),)


def _put_columns(native: Translation, data: Mapping[str, Any]) -> None:
    for at, said in enumerate(data.get("schema") or ()):
        path = ("schema", at)
        native.put(path, {}, path)
        for key, ours in _COLUMN.items():
            if said.get(key) is not None:
                native.put((*path, ours), said[key], (*path, key))
        key = "physicalType" if "physicalType" in said else "logicalType"
        kind = logical_of(said.get(key, ""))
        native.put((*path, "type"), str(kind or said.get(key, "")), (*path, key))
