"""The formats a contract can be written in: one visible list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dbt_treaty.contracts.model import Contract
from dbt_treaty.export.json_schema import json_schema_text
from dbt_treaty.export.markdown import markdown_page
from dbt_treaty.export.odcs import odcs_text


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """How a contract is written, and how its file's name ends."""

    write: Callable[[Contract], str]
    ending: str


FORMATS = {
    "odcs": ExportFormat(odcs_text, ".odcs.yaml"),
    "json-schema": ExportFormat(json_schema_text, ".schema.json"),
    "markdown": ExportFormat(markdown_page, ".md"),
}
