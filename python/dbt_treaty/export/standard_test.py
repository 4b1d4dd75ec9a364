"""What is exported is judged by the JSON Schema that the standard itself publishes."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft201909Validator

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.load import load_file
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.native import read_native
from dbt_treaty.contracts.odcs.read import read_odcs
from dbt_treaty.documents.read import parse
from dbt_treaty.export.odcs import odcs_document

PACKAGE = pytest.importorskip("open_data_contract_standard")
SCHEMA = json.loads((resources.files(PACKAGE) / "schema.json").read_text(encoding="utf-8"))
FIXTURES = Path(__file__).parents[1] / "contracts" / "odcs" / "fixtures"
NATIVE = """\
name: orders.product.order_facts
version: "2.1.0"
owner: {team: "@orders-team", on_call: orders-pager, reviewers: ["@alice"], email: o@example.com}
description: One row for each order.
tags: [customer_data]
region: EU
retention_days: 730
schema:
  - {name: order_id, type: uuid, required: true, unique: true, primary_key: true}
  - {name: amount, type: "decimal(12,2)", default: 0, min: "0.10", max: 99.5, references: a.b}
  - {name: status, type: string, accepted_values: [placed], pattern: "^[a-z]+$", mask: sha256}
  - {name: order_ts, type: timestamp_tz, min: "2020-01-01"}
  - {name: lines, type: "array<struct<sku: string, prices: array<decimal(9)>>>"}
  - {name: raw, type: json}
sla: {freshness: {within: 15m, column: order_ts}, completeness: 99.9%, accuracy: 99%}
semantics: {amount: Gross amount in USD.}
quality:
  row_rules: [{sql: amount >= 0}]
  checks:
    - {metric: missing_values, column: status, values: [null, ""], must_be_less_than: 1}
    - {metric: null_values, column: status, must_be_less_than: 1, unit: percent}
    - {metric: duplicate_values, columns: [order_id, status], must_be: 0}
    - {query: "select max(amount) from {object}", must_be_between: [1, 2], severity: warn}
access: {roles: [analyst], purposes: [billing]}
deprecation: {previous_version: 1.x, sunset_date: 2027-03-31}
"""


def faults(contract: Contract) -> list[tuple[list[Any], str]]:
    found = Draft201909Validator(SCHEMA).iter_errors(odcs_document(contract))
    return [(list(error.absolute_path), error.message) for error in found]


def test_a_native_contract_is_a_sound_document() -> None:
    (contract,) = read_native(parse(NATIVE, "a.contract.yaml"), Home(None, None))

    assert faults(contract) == []


@pytest.mark.parametrize("name", ["every_section", "with_ours", "data_types"])
def test_a_sound_document_stays_one(name: str) -> None:
    path = FIXTURES / f"{name}.odcs.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    # Of a property without a logical type the published schema demands the parts of a map.
    text = "".join(line for line in lines if "Has no type at all." not in line)
    contracts = read_odcs(parse(text, path.name), Home("a", "product"))

    assert [faults(contract) for contract in contracts] == [[] for _ in contracts]


def test_a_foreign_format_is_carried_as_custom_properties(tmp_path: Path) -> None:
    path = tmp_path / "silver.lakelogic.yaml"
    path.write_text(
        "info: {name: orders_silver, version: 1, domain: crm, system: shopify}\n"
        "model: {fields: [{name: order_id, type: string}]}\n"
        "quality: {row_rules: [{sql: order_id IS NOT NULL}]}\n"
        "lineage: {enabled: true}\n",
        encoding="utf-8",
    )
    (contract,) = load_file(path, tmp_path, Configuration())

    assert odcs_document(contract) == {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "crm.product.orders_silver",
        "name": "crm.product.orders_silver",
        "version": "1.0.0",
        "status": "draft",
        "domain": "crm",
        "schema": [
            {
                "name": "orders_silver",
                "logicalType": "object",
                "properties": [
                    {"name": "order_id", "logicalType": "string", "physicalType": "string"}
                ],
            }
        ],
        "customProperties": [
            {
                "property": "dbtTreaty",
                "value": {
                    "tier": "product",
                    "quality": {"row_rules": [{"sql": "order_id IS NOT NULL"}]},
                },
            },
            {
                "property": "lakeLogic",
                "value": {"info": {"system": "shopify"}, "lineage": {"enabled": True}},
            },
        ],
    }
    assert faults(contract) == []
