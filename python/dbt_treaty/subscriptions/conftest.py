"""A product in two majors and its readers, as a page."""

TWO_MAJORS = """
configuration:
  consumers:
    - {domain: marketing, source: orders.product.order_facts, pin: "^2.1"}
    - {domain: finance, source: Orders.Product.order_facts, pin: "^3.0", on_breaking: warn}
    - {domain: sales, source: orders.product.order_facts, pin: "^2.1"}
models:
  orders.derived.all_orders: {sql: "select 'a' as order_id, 1 as amount, 'x' as note"}
  orders.product.order_facts:
    sql: "select order_id, amount, note from {{ ref('all_orders') }}"
    contract:
      version: "2.4.0"
      schema:
        - {name: order_id, type: string}
        - {name: amount, type: integer}
        - {name: note, type: string}
  orders.product.order_facts_v3:
    sql: "select order_id, amount as gross_amount, note from {{ ref('all_orders') }}"
    contract:
      name: orders.product.order_facts
      version: "3.0.0"
      schema:
        - {name: order_id, type: string}
        - {name: gross_amount, type: integer}
        - {name: note, type: string}
      deprecation:
        previous_version: 2.x
        sunset_date: "2027-03-31"
        migration_notes: Rename amount.
  orders.derived.order_list:
    sql: "select order_id from {{ ref('order_facts') }}"
  marketing.derived.leads:
    sql: |
      select order_id
      from {{ ref('order_facts', v=2) }}
      where amount > 1
  finance.derived.books:
    sql: "select * from {{ ref('order_facts', v=3) }}"
  support.derived.tickets:
    sql: "select gross_amount from {{ ref('order_facts', v=3) }}"
  support.derived.guesses:
    language: python
    sql: "def model(dbt, session): ..."
    reads: [model.mesh.order_facts.v2]
"""
