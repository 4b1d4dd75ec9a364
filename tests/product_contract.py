"""The contract of a product of the shop that tests build, all of it but its columns."""

HEAD = """\
name: shop.product.{name}
version: "1.0.0"
owner: {{team: "@shop-team", on_call: shop-pager}}
sla: {{freshness: 1d, completeness: "99%", accuracy: "99%"}}
semantics: {{grain: one row}}
schema:
"""
