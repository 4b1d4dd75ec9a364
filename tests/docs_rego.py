"""The generated part of docs/policy-rego.md: what `input` has."""

from __future__ import annotations

import json
from pathlib import Path

from docs_table import table

import dbt_treaty.authored.rego as package
from dbt_treaty.authored.rego.question import EVERYWHERE, OF_COLUMN, OF_PROJECT

SCHEMA = Path(package.__file__).with_name("input.schema.json")


def rego_input() -> str:
    """Each part, what a policy that names it is evaluated once for, and what it is."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    rows = []
    for name, part in schema["properties"].items():
        told = (
            part.get("description") or schema["$defs"][part["$ref"].split("/")[-1]]["description"]
        )
        rows.append((f"`input.{name}`", _once(name), told))
    return table(("part", "evaluated once for", "is"), rows)


def _once(name: str) -> str:
    if name in EVERYWHERE:
        return ""
    if name in OF_PROJECT:
        return "the project"
    return "each column" if name in OF_COLUMN else "each model"
