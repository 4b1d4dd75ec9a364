"""The tables that SQL policies read, from the code that makes them."""

from __future__ import annotations

from docs_table import code, prose, table

from dbt_treaty.information_schema.table import Table
from dbt_treaty.information_schema.tables import TABLES


def policy_tables() -> str:
    """A list of all tables, then each that is no part of another one with its columns."""
    names = (
        (
            code(each.name) if each.whole else f"[{code(each.name)}](#{each.name})",
            prose(each.description),
        )
        for each in TABLES
    )
    parts = [table(("table", "its rows"), names)]
    parts += (_section(each) for each in TABLES if not each.whole)
    return "\n".join(parts)


def _section(each: Table) -> str:
    rows = (
        (code(column.name), code(column.type), prose(column.description)) for column in each.columns
    )
    return f"### {each.name}\n\n{table(('column', 'type', 'what it says'), rows)}"
