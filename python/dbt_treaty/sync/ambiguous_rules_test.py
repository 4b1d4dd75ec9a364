"""What warehouses read differently is told where none is known, and never passes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.load import load_or_raise
from dbt_treaty.errors import Place
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.sync.ambiguous_rules import ambiguous_rules

HEAD = """\
name: shop.product.item
version: "1.0.0"
schema: [{name: id, type: integer}, {name: order, type: integer}]
"""
ADVICE = (
    "write it so that all read it alike: texts in single quotes, names without quotes; or run "
    "`dbt parse`, whose manifest tells the warehouse, and it is read as that one reads it"
)
MISREAD = (
    "is not read alike by all warehouses: duckdb, postgres, snowflake, redshift, trino read {0} in "
    'it; spark, bigquery read no column in it (it holds "{0}", which is a text on spark and no '
    "column: write `{0}` for the column, '{0}' for the text)"
)


def told(root: Path, adapter: str | None) -> list[str]:
    place = root / "contracts/product/item.contract.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    rules = [{"name": "alike", "sql": "id > 0"}, {"sql": '"order" < 4'}, {"sql": "x > 1"}]
    views = [{"name": "v", "consumer": "c", "columns": ["id"], "where": '"id" > 1'}]
    text = yaml.safe_dump({"quality": {"row_rules": rules}, "views": views}, sort_keys=False)
    place.write_text(HEAD + text)
    contracts = load_or_raise(root, Configuration())
    everywhere = GlobalRule("few", Place("rules.yaml", 3), sql='"{column}" < 4')
    typed = GlobalRule("typed", Place("rules.yaml", 9), type="date")
    found = ambiguous_rules(contracts, [everywhere, typed], Configuration(), adapter)
    return [str(problem) for problem in found]


@pytest.mark.parametrize("adapter", [None, "", "some_warehouse_of_tomorrow"])
def test_each_rule_with_its_readings(tmp_path: Path, adapter: str | None) -> None:
    path = "contracts/product/item.contract.yaml"
    assert told(tmp_path, adapter) == [
        f'{path}:8: the row rule "\\"order\\" < 4" {MISREAD.format("order")}\n    {ADVICE}',
        f"{path}:11: the view v: its where {MISREAD.format('id')}\n    {ADVICE}",
        f"rules.yaml:3: the rule few {MISREAD.format('{column}')}\n    {ADVICE}",
    ]


@pytest.mark.parametrize("adapter", ["spark", "duckdb", "databricks"])
def test_a_warehouse_that_is_known_leaves_no_doubt(tmp_path: Path, adapter: str) -> None:
    assert told(tmp_path, adapter) == []
