"""The platform's rules: which columns they choose, what becomes of them, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_contracts
from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import TreatyError
from dbt_treaty.global_rules.choose import misfits, row_rules_of
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.global_rules.read import read_global_rules

RULES = """\
rules:
  non_negative_money:
    columns: {types: [decimal], names: ["*Amount*"]}
    sql: "{column} >= 0"
    error_if: "0.5%"
    description: A refund is a row of its own.
    except: [Shop.product.item.Refund_amount]
  timestamps_utc:
    columns: {types: [timestamp, timestamp_tz]}
    type: timestamp_tz
  short_emails:
    columns: {tags: [email]}
    sql: length({column}) < 255
    severity: warn
    except: [shop.product.other]
"""
CONTRACT = """\
name: shop.product.{name}
version: "1.0.0"
schema:
  - {{name: gross_amount, type: "decimal(12,2)"}}
  - {{name: refund_amount, type: "decimal(12,2)"}}
  - {{name: amount_text, type: string}}
  - {{name: sold_at, type: timestamp}}
  - {{name: paid_at, type: timestamp_tz}}
  - {{name: contact, type: string, tags: [email]}}
"""


def rules(root: Path, text: str) -> tuple[GlobalRule, ...]:
    (root / "dbt_treaty.yml").write_text("global_rules: platform_rules.yaml\n")
    (root / "platform_rules.yaml").write_text(text)
    return read_global_rules(root, read_configuration(root))


def contract(root: Path, name: str) -> Contract:
    place = root / f"contracts/product/{name}.contract.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(CONTRACT.format(name=name))
    return load_contracts(root, Configuration()).contracts[0]


def money(column: str) -> dict[str, Any]:
    return {
        "name": f"platform.non_negative_money.{column}",
        "column": column,
        "sql": "{column} >= 0",
        "severity": "error",
        "origin": "platform_rules.yaml",
        "why": "A refund is a row of its own.",
        "error_if": "0.5%",
    }


EMAIL = {
    "name": "platform.short_emails.contact",
    "column": "contact",
    "sql": "length({column}) < 255",
    "severity": "warn",
    "origin": "platform_rules.yaml",
}


def test_columns_are_chosen_by_type_name_and_tag_save_those_that_are_let_off(
    tmp_path: Path,
) -> None:
    read = rules(tmp_path, RULES)
    assert row_rules_of(contract(tmp_path, "item"), read) == [money("gross_amount"), EMAIL]
    (tmp_path / "contracts/product/item.contract.yaml").unlink()
    other = contract(tmp_path, "other")
    assert row_rules_of(other, read) == [money("gross_amount"), money("refund_amount")]


def test_a_column_of_another_type_than_the_platform_wants(tmp_path: Path) -> None:
    read = rules(tmp_path, RULES)
    assert [str(problem) for problem in misfits([contract(tmp_path, "item")], read)] == [
        "contracts/product/item.contract.yaml:7: the column sold_at is timestamp, and the "
        "platform's rule timestamps_utc (platform_rules.yaml:8:3) wants timestamp_tz\n"
        "    give it that type, or ask the platform team for an entry under `except:`"
    ]


def test_no_file_is_named(tmp_path: Path) -> None:
    assert read_global_rules(tmp_path, Configuration()) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rules: {a: {columns: {types: [money]}, sql: '{column} > 0'}}", '"money" is no type'),
        ("rules: {a: {columns: {types: [date]}}}", "rules.a: wants sql or type"),
        ("rules: {a: {columns: {types: [date]}, sql: a > 0}}", "rules.a.sql: has no {column}"),
        ("rules: {a: {columns: {}, sql: '{column} > 0'}}", "rules.a.columns: "),
        ("rules: {'a b': {columns: {tags: [x]}, sql: '{column} > 0'}}", '"a b" does not fit'),
        ("rules: {a: {columns: {tags: [x]}, type: text}}", 'the type "text" '),
        (
            "rules: {a: {columns: {tags: [x]}, sql: '{column} > 0', error_if: few}}",
            'rules.a.error_if: "few" is no percentage',
        ),
        (
            "rules: {a: {columns: {tags: [x]}, sql: '{column} > 0', error_if: 1%, severity: warn}}",
            "a rule of severity warn is never an error",
        ),
        ("rules: {a: {columns: {tags: [x]}, type: date, except: [b]}}", '"b" names no product'),
        ("rule: {}", 'did you mean "rules"?'),
        ("rules: []", "rules"),
    ],
)
def test_a_file_that_says_something_else(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(TreatyError) as raised:
        rules(tmp_path, text)
    assert told in "\n".join(str(problem) for problem in raised.value.problems)
    assert all(
        str(problem).startswith("platform_rules.yaml:1") for problem in raised.value.problems
    )


def test_the_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TreatyError) as raised:
        read_global_rules(tmp_path, Configuration(global_rules="rules.yaml", path="dbt_treaty.yml"))
    assert [str(problem) for problem in raised.value.problems] == [
        'dbt_treaty.yml: the file of global rules "rules.yaml" is not there\n'
        "    run `dbt deps` if a package brings it, or mend global_rules:"
    ]
