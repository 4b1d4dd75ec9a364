"""A native contract's quarantine: where refused rows go, and how many may."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dbt_treaty.contracts.model import Quarantine
from dbt_treaty.contracts.percentage import parse_percentage
from dbt_treaty.contracts.sheet import Sheet
from dbt_treaty.documents.quotation import quote

# A part becomes a name in the warehouse; PostgreSQL cuts what is longer than 63.
_TARGET = re.compile(r"/?[A-Za-z0-9_-]{1,63}(?:[/.][A-Za-z0-9_-]{1,63})*/?")
_SCHEMA_LENGTH = 63


def read_quarantine(sheet: Sheet, said: Mapping[str, Any] | None) -> Quarantine:
    """The section as written, with its defaults. Problems are noted on the sheet."""
    said = said or {}
    quarantine = Quarantine(
        enabled=said.get("enabled", False),
        target=said.get("target"),
        include_error_reason=said.get("include_error_reason", True),
        max_rejected=_limit(sheet, said.get("max_rejected")),
        retention_days=said.get("retention_days"),
    )
    _judge_target(sheet, quarantine.target)
    return quarantine


def quarantine_table(target: str) -> tuple[str, ...]:
    """The schema and table that a target names, or the table alone: what macros make of it."""
    *schema, table = target.strip("/").replace("/", ".").split(".")
    return ("_".join(schema), table) if schema else (table,)


def _judge_target(sheet: Sheet, target: str | None) -> None:
    if target is None:
        return
    table = quarantine_table(target)
    if not _TARGET.fullmatch(target) or len(table[0]) > _SCHEMA_LENGTH:
        sheet.refuse(
            ("quarantine", "target"),
            f"{quote(target)} names no table",
            "write schema.table, a/path or a table's name, of letters, digits, _ and - "
            f"(at most {_SCHEMA_LENGTH} for the schema and for the table)",
        )


def _limit(sheet: Sheet, said: str | int | None) -> str | int | None:
    path = ("quarantine", "max_rejected")
    if not isinstance(said, str) or sheet.is_placeholder(said, path):
        return said
    try:
        parse_percentage(said)
    except ValueError as error:
        advice = "or write a number of rows, without quotes"
        sheet.refuse(path, f"{quote(said)} {error}", advice)
    return said.strip()
