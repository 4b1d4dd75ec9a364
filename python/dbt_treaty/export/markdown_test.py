from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.native import read_native
from dbt_treaty.contracts.odcs.read import read_odcs
from dbt_treaty.documents.read import parse
from dbt_treaty.export.markdown import markdown_page

NATIVE = """\
name: orders.product.order_facts
version: "3.0.0"
owner: {team: "@orders-team", on_call: orders-pager}
description: One row | each order.
schema:
  - {name: order_id, type: string, primary_key: true, tags: [PII], mask: sha256}
  - {name: amount, type: "decimal(12,2)", required: true, min: 0, description: "In <USD>."}
  - {name: status, type: string, accepted_values: [placed, "a`b"]}
sla: {freshness: 15m, completeness: {min: 99.9%, reference: orders.raw.orders}}
semantics: {amount: Gross amount., null rule: NULL is refused.}
quality:
  row_rules: [{sql: "amount >= 0\\nor status = 'x'", severity: warn, description: Refunds.}]
  checks: [{metric: null_values, column: status, must_be_between: [0, 1], unit: percent}]
deprecation: {previous_version: 2.x, sunset_date: 2027-03-31, migration_notes: Rename it.}
"""
PAGE = """\
# orders.product.order_facts 3.0.0

One row | each order.

|  |  |
| --- | --- |
| owner | @orders-team |
| on call | orders-pager |

## Columns

| column | type | promises | meaning |
| --- | --- | --- | --- |
| `order_id` | `string` | key, `PII`, masked by `sha256` |  |
| `amount` | `decimal(12,2)` | required, at least `0` | In &lt;USD>. Gross amount. |
| `status` | `string` | one of `placed`, `` a`b `` |  |

## Service levels

| level | promise |
| --- | --- |
| freshness | 15m |
| completeness | 99.9%, against `orders.raw.orders` |

## Meaning

|  |  |
| --- | --- |
| `amount` | Gross amount. |
| `null rule` | NULL is refused. |

## Rules

| rule | severity | why |
| --- | --- | --- |
| each row: `amount >= 0 or status = 'x'` | warn | Refunds. |
| null values of `status`: must be between 0 and 1 % | error |  |

## Deprecation

|  |  |
| --- | --- |
| ends | 2.x |
| on | 2027-03-31 |
| to do | Rename it. |
"""
ODCS = """\
apiVersion: v3.1.0
kind: DataContract
version: 1.0.0
schema:
  - name: payments
    properties:
      - {name: id, logicalType: string, quality: [{type: text, description: Checked by hand.}]}
    quality: [{type: text, description: Reconciled with the bank.}]
support: [{channel: help}]
"""


def test_a_page_says_all_of_a_contract() -> None:
    (contract,) = read_native(parse(NATIVE, "a.contract.yaml"), Home(None, None))

    assert markdown_page(contract) == PAGE


def test_a_page_says_what_is_missing_and_what_is_only_kept() -> None:
    (contract,) = read_odcs(parse(ODCS, "a.odcs.yaml"), Home("seller", "product"))

    assert markdown_page(contract) == (
        "# seller.product.payments 1.0.0\n\n"
        "A draft: still to be written are `owner`, `sla`, `semantics`.\n\n"
        "## Columns\n\n"
        "| column | type | promises | meaning |\n| --- | --- | --- | --- |\n"
        "| `id` | `string` |  |  |\n\n"
        "## Quality\n\n- id: Checked by hand.\n- Reconciled with the bank.\n\n"
        "## Kept\n\nSaid in the contract's file, acted on by nothing: "
        "`quality of type text (2)`, `support`.\n"
    )
