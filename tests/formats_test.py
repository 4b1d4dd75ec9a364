"""A contract in ODCS bound to a real model: synced, built, and refused where a rule is broken."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from dbt_runs import DbtProject

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

DOCUMENT = """\
apiVersion: v3.1.0
kind: DataContract
id: shop-orders
version: 1.0.0
status: active
domain: shop
schema:
  - name: orders
    physicalName: orders_2024
    description: "One row for each order, {{ not_jinja }}."
    properties:
      - {name: id, logicalType: integer, physicalType: int, primaryKey: true, required: true}
      - name: unit
        logicalType: string
        physicalType: varchar(10)
        quality:
          - {metric: invalidValues, arguments: {validValues: [kg, "it's {{ x }}"]}, mustBe: 0}
          - metric: missingValues
            arguments: {missingValues: [null, ""]}
            mustBeLessThan: 50
            unit: percent
          - metric: invalidValues
            arguments: {pattern: "^[a-z]{2}$"}
            mustBe: 0
            severity: warning
      - {name: placed_at, logicalType: timestamp, physicalType: timestamptz, required: true}
    quality:
      - {metric: rowCount, mustBeBetween: [1, 3]}
      - {metric: duplicateValues, arguments: {properties: [id, unit]}, mustBe: 0}
      - {type: text, description: Counted by hand once a month.}
      - type: sql
        name: ids_start_at_one
        query: |
          SELECT MIN(id)
          FROM {object} -- the table itself
        mustBe: 1
      - {type: custom, engine: soda, implementation: "checks for orders:"}
team: {name: "@shop-team"}
slaProperties: [{property: latency, value: 1, unit: d}]
customProperties:
  - property: dbtTreaty
    value: {owner: {on_call: shop-pager}, semantics: {unit: A unit of weight.}}
"""
MODEL = """\
select cast(id as integer) as id, cast(unit as varchar) as unit,
  cast('2024-01-01' as timestamptz) as placed_at
from (values (1, 'kg'), (2, 'kg')) as orders (id, unit)
"""


@pytest.fixture
def project(small_project: Callable[[dict[str, str]], DbtProject]) -> DbtProject:
    return small_project(
        {
            "dbt_treaty.yml": "domain: shop\n",
            "models/product/orders.sql": MODEL,
            "contracts/product/orders.odcs.yaml": DOCUMENT,
        }
    )


def test_an_odcs_contract_is_synced_built_and_kept(project: DbtProject) -> None:
    project.dbt("run-operation", "sync_contracts").must_pass()
    project.dbt("build").must_pass()
    results = json.loads((project.root / "target" / "run_results.json").read_text())
    tests = [
        each["unique_id"].split(".")[2]
        for each in results["results"]
        if "test." in each["unique_id"]
    ]

    assert sorted(name for name in tests if "holds" in name) == [
        *(f"treaty_orders_v1_holds_{at}" for at in (1, 2, 3, 4, 5)),
        "treaty_orders_v1_holds_ids_start_at_one",
    ]

    model = project.root / "models" / "product" / "orders.sql"
    model.write_text(MODEL.replace("(2, 'kg')", "(2, 'LBS'), (3, ''), (4, null)"))
    broken = project.dbt("build")

    assert broken.exit == 1
    results = json.loads((project.root / "target" / "run_results.json").read_text())
    assert {
        each["unique_id"].split(".")[2]: each["status"]
        for each in results["results"]
        if each["status"] not in ("pass", "success")
    } == {
        "treaty_orders_v1_fresh": "warn",  # the model's rows are older than the contract's latency
        "treaty_orders_v1_holds_1": "fail",
        "treaty_orders_v1_holds_2": "fail",
        "treaty_orders_v1_holds_3": "warn",
        "treaty_orders_v1_holds_4": "fail",
    }


def test_what_a_manifest_carries_is_the_whole_contract(project: DbtProject) -> None:
    from dbt_treaty.configuration.model import Configuration
    from dbt_treaty.contracts.load import load_or_raise
    from dbt_treaty.contracts.plain import from_plain

    project.dbt("run-operation", "sync_contracts").must_pass()
    project.dbt("parse").must_pass()
    manifest = json.loads((project.root / "target" / "manifest.json").read_text())
    node = manifest["nodes"]["model.small.orders.v1"]

    (contract,) = load_or_raise(project.root, Configuration(domain="shop"))
    assert from_plain(node["config"]["meta"]["dbt_treaty"]["contract"]["v1"]) == contract
