"""Unfit row rules as problems: where, what, and how on."""

from __future__ import annotations

from pathlib import Path

import yaml

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.load import load_contracts, load_or_raise
from dbt_treaty.errors import Place
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.sync.unfit_rules import unfit_global_rules, unfit_rules

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


def test_a_rule_is_read_as_the_warehouse_reads_it(tmp_path: Path) -> None:
    place = tmp_path / "contracts/product/item.contract.yaml"
    place.parent.mkdir(parents=True)
    head = CONTRACT.partition("quality")[0]
    quality = {"quality": {"row_rules": [{"name": "few", "sql": '"id" < 4'}]}}
    views = {"views": [{"name": "v", "consumer": "c", "columns": ["id"], "where": "1 = 1"}]}
    place.write_text(head + yaml.safe_dump(quality) + yaml.safe_dump(views))
    contracts = load_or_raise(tmp_path, Configuration())
    path = "contracts/product/item.contract.yaml"
    view = (
        f"{path}:9: the view v: its where names no column of this table: it says the same of every "
        "row\n    write one condition over the columns of the product, such as status = 'paid'"
    )
    assert [str(problem) for problem in unfit_rules(contracts, Configuration(), "spark")] == [
        f'{path}:7: the row rule few holds "id", which is a text on spark and no column: '
        f"write `id` for the column, 'id' for the text\n    {ADVICE}",
        view,
    ]
    for adapter in ("duckdb", None):
        assert [str(p) for p in unfit_rules(contracts, Configuration(), adapter)] == [view]


def test_a_rule_of_the_platforms_is_read_so_too() -> None:
    place = Place("rules.yaml", 3)
    rules = [
        GlobalRule("few", place, sql='"{column}" < 4'),
        GlobalRule("typed", place, type="date"),
    ]
    told = unfit_global_rules(rules, (), Configuration(), "spark")
    assert [(problem.place, problem.what) for problem in told] == [
        (
            place,
            'the rule few holds "{column}", which is a text on spark and no column: '
            "write `{column}` for the column, '{column}' for the text",
        )
    ]
    assert unfit_global_rules(rules, (), Configuration(), "duckdb") == ()


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
