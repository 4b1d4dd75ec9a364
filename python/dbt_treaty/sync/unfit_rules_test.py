"""Unfit row rules as problems: where, what, and how on."""

from __future__ import annotations

from pathlib import Path

import yaml

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.load import load_contracts, load_or_raise
from dbt_treaty.sync.unfit_rules import unfit_rules

CONTRACT = """\
name: shop.product.item
version: "1.0.0"
schema: [{name: id, type: integer}, {name: iban, type: string}]
quality:
  row_rules:
    - {name: fine, sql: id > 0}
    - name: other
      sql: id in (select id from secrets)
    - sql: is_iban(iban)
"""
ADVICE = (
    "write one condition over the columns of this table, such as amount >= 0; what needs more is a "
    "check (quality.checks), or a dbt test of your own beside the model"
)


def test_where_an_unfit_rule_stands_and_how_to_go_on(tmp_path: Path) -> None:
    place = tmp_path / "contracts/product/item.contract.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(CONTRACT)
    contracts = load_contracts(tmp_path, Configuration()).contracts
    assert [str(problem) for problem in unfit_rules(contracts, Configuration(), "duckdb")] == [
        "contracts/product/item.contract.yaml:8: the row rule other reads another table\n"
        f"    {ADVICE}",
        'contracts/product/item.contract.yaml:9: the row rule "is_iban(iban)" calls is_iban, which '
        "is not known to compute from its arguments alone\n"
        "    if it writes nothing and reads nothing but its arguments, list it under transforms: "
        "in dbt_treaty.yml; else write a dbt test of your own beside the model",
    ]
    knowing = Configuration(transforms={"is_iban": "pass"})
    assert [problem.place.line for problem in unfit_rules(contracts, knowing)] == [8]


def test_the_filter_of_a_view_is_one_condition_over_its_product(tmp_path: Path) -> None:
    place = tmp_path / "contracts/product/item.contract.yaml"
    place.parent.mkdir(parents=True)
    filters = {
        "fine": "id > 0 and iban is not null",
        "other_table": "id in (select id from secrets)",
        "statement": "true); drop table item; --",
        "open": "id > 0) or (true",
        "number": "id + 1",
        "unknown": "renamed > 0",
        "function": "is_iban(iban)",
        "jinja": "{{ var('x') }}",
    }
    views = [
        {"name": name, "consumer": "c", "columns": [{"name": "id", "as": "renamed"}], "where": sql}
        for name, sql in filters.items()
    ]
    head = CONTRACT.partition("quality")[0]
    place.write_text(head + yaml.safe_dump({"views": views}, default_flow_style=None, width=1000))
    contracts = load_or_raise(tmp_path, Configuration())
    assert [problem.what for problem in unfit_rules(contracts, Configuration(), "duckdb")] == [
        "the view other_table: its where reads another table",
        "the view statement: its where can't be read as one condition in SQL",
        "the view open: its where can't be read as one condition in SQL",
        "the view number: its where is no condition that is true or false",
        "the view unknown: its where names renamed, which is no column of this table",
        "the view function: its where calls is_iban, which is not known to compute from its "
        "arguments alone",
        "the view jinja: its where calls var, which is not known to compute from its arguments "
        "alone",
    ]
