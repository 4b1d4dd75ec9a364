"""Who may read, and which columns there are, as the package's macros tell each warehouse."""

from __future__ import annotations

from typing import Any

import pytest
from macro_files import Macros

GRANTS = {
    "duckdb": None,
    "spark": None,
    "athena": None,
    "postgres": "select",
    "redshift": "select",
    "snowflake": "select",
    "databricks": "select",
    "bigquery": "roles/bigquery.dataViewer",
    "somebase": "select",
}


@pytest.mark.parametrize("warehouse", GRANTS)
def test_readers_become_grants_where_there_are_any(warehouse: str) -> None:
    macros, privilege = Macros(warehouse), GRANTS[warehouse]
    granted = {privilege: ["analyst"]} if privilege else {}
    assert macros.reader_grants({"readers": ["analyst"]}) == granted
    assert macros.reader_grants({"readers": []}) == {}
    assert macros.quotes_grantees() is (warehouse in {"bigquery", "spark", "databricks"})


def column(name: str, kind: str) -> dict[str, str]:
    return {"name": name, "type": kind}


ID, AMOUNT = column("id", "INTEGER"), column("amount", "DECIMAL(12,2)")


@pytest.mark.parametrize(
    ("built", "faults"),
    [
        ([ID, AMOUNT], []),
        ([column("ID", "integer"), AMOUNT], []),
        ([], [("id", "INTEGER", "", "missing"), ("amount", "DECIMAL(12,2)", "", "missing")]),
        (
            [column("amount", "DOUBLE"), ID, column("more", "VARCHAR")],
            [
                ("amount", "DECIMAL(12,2)", "DOUBLE", "another type"),
                ("more", "", "VARCHAR", "not in the contract"),
            ],
        ),
        ([AMOUNT, ID], [("all", "id, amount", "amount, id", "another order")]),
    ],
)
def test_each_difference_between_what_was_promised_and_what_was_built(
    built: list[dict[str, Any]], faults: list[tuple[str, ...]]
) -> None:
    found = Macros("duckdb").column_faults([ID, AMOUNT], built)
    assert [tuple(each.values()) for each in found] == faults
