from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.native import read_native
from dbt_treaty.documents.read import parse
from dbt_treaty.export.json_schema import json_schema

TEXT = """\
name: orders.product.order_facts
version: "2.1.0"
description: One row for each order.
schema:
  - {name: order_id, type: uuid, primary_key: true, description: Of the order.}
  - {name: amount, type: "decimal(4,2)", min: "0.10", max: 99, tags: [PII]}
  - {name: status, type: string, accepted_values: [placed, paid], default: placed}
  - {name: code, type: string, required: true, pattern: "^[A-Z]{2}$"}
  - {name: day, type: date, min: "2020-01-01"}
  - {name: lines, type: "array<struct<sku: string, n: integer>>"}
  - {name: raw, type: json}
semantics: {amount: Gross.}
"""
ROW: dict[str, Any] = {"order_id": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "code": "AB"}


@pytest.fixture
def contract() -> Contract:
    (contract,) = read_native(parse(TEXT, "a.contract.yaml"), Home(None, None))
    return contract


def test_the_schema_of_a_row(contract: Contract) -> None:
    assert json_schema(contract) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:dbt-treaty:orders.product.order_facts:2.1.0",
        "title": "orders.product.order_facts 2.1.0",
        "description": "One row for each order.",
        "type": "object",
        "properties": {
            "order_id": {"type": "string", "format": "uuid", "description": "Of the order."},
            "amount": {
                "type": ["number", "string", "null"],
                "pattern": r"^-?[0-9]{1,2}(\.[0-9]{1,2})?$",
                "minimum": 0.1,
                "maximum": 99,
                "description": "Gross.",
                "x-tags": ["PII"],
            },
            "status": {
                "type": ["string", "null"],
                "enum": ["placed", "paid", None],
                "default": "placed",
            },
            "code": {"type": "string", "pattern": "^[A-Z]{2}$"},
            "day": {
                "type": ["string", "null"],
                "format": "date",
                "description": "From 2020-01-01.",
            },
            "lines": {
                "type": ["array", "null"],
                "items": {
                    "type": ["object", "null"],
                    "properties": {
                        "sku": {"type": ["string", "null"]},
                        "n": {
                            "type": ["integer", "null"],
                            "minimum": -(2**31),
                            "maximum": 2**31 - 1,
                        },
                    },
                    "additionalProperties": False,
                },
            },
            "raw": {},
        },
        "required": ["order_id", "code"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({}, True),
        ({"amount": 9.5, "status": None, "lines": [{"sku": "a"}, None], "raw": [1]}, True),
        ({"amount": "12.34"}, True),
        ({"amount": "12.345"}, False),
        ({"amount": 0.05}, False),
        ({"status": "lost"}, False),
        ({"code": None}, False),
        ({"code": "abc"}, False),
        ({"lines": [{"sku": 1}]}, False),
        ({"other": 1}, False),
    ],
)
def test_rows_are_judged_as_the_contract_means(
    contract: Contract, change: dict[str, Any], fits: bool
) -> None:
    schema = json_schema(contract)
    Draft202012Validator.check_schema(schema)

    assert Draft202012Validator(schema).is_valid({**ROW, **change}) is fits
