from __future__ import annotations

from typing import Any

import pytest
import yaml

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.subscriptions.conftest import TWO_MAJORS

NAME = "pin-unsatisfied"


def page(pin: str, version: int | None, on_breaking: str = "fail_ci", **more: Any) -> str:
    """The two majors of order_facts with one reader, marketing's leads."""
    told = yaml.safe_load(TWO_MAJORS)
    subscription = {
        "domain": "marketing",
        "source": "orders.product.order_facts",
        "pin": pin,
        "on_breaking": on_breaking,
    }
    told["configuration"] = {"consumers": [subscription], **more}
    reference = "ref('order_facts')" if version is None else f"ref('order_facts', v={version})"
    models = {name: told["models"][name] for name in told["models"] if "orders" in name}
    models["marketing.derived.leads"] = {"sql": f"select order_id from {{{{ {reference} }}}}"}
    return yaml.safe_dump({**told, "models": models}, sort_keys=False)


@pytest.mark.parametrize(
    ("pin", "version", "fits"),
    [
        ("^2.1", 2, True),
        ("^2.1", None, True),
        ("^2.1", 3, False),
        ("~2.4", 2, True),
        ("~2.3", 2, False),
        (">=2.1,<3", 3, False),
        ("2.4.0", 2, True),
        ("2.4.1", 2, False),
        ("^3.0", None, False),
        ("^2.4 || ^3.0", 3, True),
    ],
)
def test_versions_and_pins(found: Found, pin: str, version: int | None, fits: bool) -> None:
    assert [each.resource for each in found(NAME, page(pin, version))] == (
        [] if fits else ["model.mesh.leads"]
    )


def test_a_reference_outside_its_pin_is_shown_the_one_inside(found: Found) -> None:
    assert found(NAME, page("^3.0", None)) == [
        Finding(
            policy=NAME,
            severity=Severity.ERROR,
            resource="model.mesh.leads",
            message='leads of the marketing domain accepts orders.product.order_facts "^3.0" '
            "(dbt_treaty.yml:2), and reads 2.4.0.",
            help="Read `{{ ref('order_facts', v=3) }}`, which is 3.0.0 and meets the pin.",
            path="models/marketing/derived/leads.sql",
            line=1,
        )
    ]


def test_where_nothing_meets_the_pin(found: Found) -> None:
    (finding,) = found(NAME, page("^4.0", 3))
    assert finding.help == (
        "Change the pin in dbt_treaty.yml:2 once leads is ready for 3.0.0, or ask the orders "
        "domain for a version that meets it (published: 2.4.0, 3.0.0)."
    )


def test_the_subscription_says_how_much_it_weighs_unless_the_policy_does(found: Found) -> None:
    assert [f.severity for f in found(NAME, page("^4", 3, "warn"))] == [Severity.WARN]
    louder = page("^4", 3, "warn", policies={NAME: "error"})
    assert [f.severity for f in found(NAME, louder)] == [Severity.ERROR]


UNREAD = """
configuration:
  domain: marketing
  consumers:
    - {{domain: marketing, pin: "{pin}", source: {source}}}
models:
  orders.product.order_facts:
    sql: select 'a' as order_id
    contract: {{version: "2.1.0", schema: [{{name: order_id, type: string}}]}}
"""


@pytest.mark.parametrize(
    ("pin", "source", "expected"),
    [
        ("^2.1", "orders.product.order_facts", []),
        (
            "^3.0",
            "orders.product.order_facts",
            [
                (
                    Severity.ERROR,
                    'No version of orders.product.order_facts meets the pin "^3.0": it is '
                    "published as 2.1.0.",
                    "Change the pin, or ask the product's domain for such a version.",
                )
            ],
        ),
        (
            "^2.1",
            "orders.product.order_fact",
            [
                (
                    Severity.WARN,
                    "The pin on orders.product.order_fact is for a product that this project "
                    "neither has nor reads: whether anything meets it is not known.",
                    'did you mean "orders.product.order_facts"? Mend the name, or take the '
                    "subscription out.",
                )
            ],
        ),
    ],
)
def test_a_pin_under_which_nothing_is_read(
    found: Found, pin: str, source: str, expected: list[tuple[Severity, str, str]]
) -> None:
    findings = found(NAME, UNREAD.format(pin=pin, source=source))
    assert [(f.severity, f.message, f.help) for f in findings] == expected
    assert {(f.resource, f.path, f.line) for f in findings} <= {("", "dbt_treaty.yml", 2)}


SOURCE = """
configuration:
  domain: marketing
  consumers: [{{source: orders.product.order_facts, pin: "^2.1"}}]
sources:
  orders.product.order_facts:
    columns: {{order_id: []}}
    meta: {meta}
models:
  derived.leads: {{sql: "select order_id from {{{{ source('orders_product', 'order_facts') }}}}"}}
"""


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ({"version": "2.4.0"}, None),
        ({"version": "3.0.0"}, 'accepts orders.product.order_facts "^2.1" (dbt_treaty.yml:2), and'),
        ({}, "and nothing tells its version: whether it meets the pin"),
        ({"version": 2.1}, "and '2.1' is no MAJOR.MINOR.PATCH: whether it meets the pin"),
    ],
)
def test_another_projects_product(found: Found, override: dict[str, Any], says: str | None) -> None:
    meta = {"dbt_treaty_override": override}
    findings = found(NAME, SOURCE.format(meta=meta))
    assert [f.severity for f in findings] == ([] if says is None else [Severity.ERROR])
    assert all(says in f.message for f in findings if says)


def test_of_a_model_without_a_contract_missing_contract_speaks(found: Found) -> None:
    text = """
    configuration:
      consumers: [{domain: marketing, source: orders.product.order_facts, pin: "^2.1"}]
    models:
      orders.product.order_facts: {sql: select 'a' as order_id}
      marketing.derived.leads: {sql: "select order_id from {{ ref('order_facts') }}"}
    """
    assert found(NAME, text) == []
    assert [f.resource for f in found("missing-contract", text)] == ["model.mesh.order_facts"]
