"""Who reads a product, in which version, under which pin."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from dbt_treaty.conftest import Project
from dbt_treaty.subscriptions.conftest import TWO_MAJORS
from dbt_treaty.subscriptions.readings import Reading, read_products


def told(reading: Reading) -> tuple[Any, ...]:
    pin = reading.subscription.pin if reading.subscription else None
    version = reading.product.version
    return (reading.reader.name, version, pin, reading.is_allowed, reading.is_foreign)


def test_readers_versions_and_pins(project: Project) -> None:
    found = read_products(project(TWO_MAJORS))
    assert {reading.product.name for reading in found} == {"orders.product.order_facts"}
    assert [told(reading) for reading in found] == [
        ("books", "3.0.0", "^3.0", True, True),
        ("guesses", "2.4.0", None, None, True),
        ("leads", "2.4.0", "^2.1", True, True),
        ("order_list", "2.4.0", None, None, False),
        ("tickets", "3.0.0", None, None, True),
    ]


@pytest.mark.parametrize(
    ("mine", "consumers", "expected"),
    [
        (None, [(None, "^1")], "^1"),
        ("marketing", [(None, "^1")], "^1"),
        ("finance", [(None, "^1")], None),  # the project's own, which is finance's
        ("finance", [(None, "^1"), ("marketing", "^2")], "^2"),
        (None, [(None, "^1"), ("marketing", "^2")], "^2"),
        (None, [("finance", "^1")], None),
    ],
)
def test_whose_pin_counts(
    project: Project, mine: str | None, consumers: list[tuple[str | None, str]], expected: str
) -> None:
    source = "orders.product.order_facts"
    page = yaml.safe_load(TWO_MAJORS)
    page["configuration"] = {
        "consumers": [
            {"source": source, "pin": pin, **({"domain": domain} if domain else {})}
            for domain, pin in consumers
        ],
        **({"domain": mine} if mine else {}),
    }
    found = read_products(project(yaml.safe_dump(page)))
    (leads,) = (reading for reading in found if reading.reader.name == "leads")
    assert (leads.subscription.pin if leads.subscription else None) == expected


SOURCE = """
configuration: {{domain: marketing}}
sources:
  orders.product.{table}:
    columns: {{order_id: []}}
    meta: {meta}
models:
  derived.leads: {{sql: "select order_id from {{{{ source('orders_product', '{table}') }}}}"}}
"""


@pytest.mark.parametrize(
    ("table", "meta", "expected"),
    [
        ("order_facts", {}, ("orders.product.order_facts", None, None)),
        ("order_facts", {"version": "2.1.0"}, ("orders.product.order_facts", "2.1.0", None)),
        ("order_facts", {"version": 2.1}, ("orders.product.order_facts", None, "2.1")),
        ("order_facts_v3", {"version": "3.0.0"}, ("orders.product.order_facts", "3.0.0", None)),
        ("order_facts_v3", {"version": "2.0.0"}, ("orders.product.order_facts_v3", "2.0.0", None)),
        ("order_facts_v3", {}, ("orders.product.order_facts_v3", None, None)),
    ],
)
def test_what_a_source_says_of_the_product(
    project: Project, table: str, meta: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    page = SOURCE.format(table=table, meta={"dbt_treaty_override": meta})
    (reading,) = read_products(project(page))
    product = reading.product
    assert (product.name, product.version, product.said) == expected


def test_a_source_of_what_is_built_here_has_the_contract_of_the_model(project: Project) -> None:
    page = yaml.safe_load(TWO_MAJORS)
    page["sources"] = {"orders.product.order_facts_v3": {"columns": {"order_id": []}}}
    page["models"] = {
        **page["models"],
        "sales.derived.lists": {
            "sql": "select order_id from {{ source('orders_product', 'order_facts_v3') }}"
        },
        "sales.derived.names": {"sql": "select order_id from orders_product.order_facts"},
    }
    found = [told(r) for r in read_products(project(yaml.safe_dump(page)))]
    assert [each for each in found if each[0] in ("lists", "names")] == [
        ("lists", "3.0.0", "^2.1", False, True),
        ("names", "2.4.0", "^2.1", True, True),
    ]


def test_a_hook_that_reads_a_product_is_a_reader(project: Project) -> None:
    page = yaml.safe_load(TWO_MAJORS)
    page["configuration"]["domain"] = "sales"
    page["hooks"] = {
        "on-run-end": ["create table x as select note from orders_product.order_facts"]
    }
    found = read_products(project(yaml.safe_dump(page)))
    hooks = [reading for reading in found if reading.reader.kind == "operation"]
    assert [(told(r)[1:], r.read.resource_id, r.read.past_dbt) for r in hooks] == [
        (("2.4.0", "^2.1", True, True), "", True)
    ]


def test_who_reads_through_an_ephemeral_model_is_no_reader_himself(project: Project) -> None:
    page = yaml.safe_load(TWO_MAJORS)
    page["models"]["sales.derived.between"] = {
        "sql": "{{ config(materialized='ephemeral') }} select * from {{ ref('order_facts', v=2) }}"
    }
    page["models"]["support.derived.list"] = {
        "sql": "with __dbt__cte__between as (select order_id from orders_product.order_facts) "
        "select order_id from __dbt__cte__between -- {{ ref('between') }}"
    }
    found = {reading.reader.name for reading in read_products(project(yaml.safe_dump(page)))}
    assert "between" in found
    assert "list" not in found
