"""A contract in which every part says something, for the tests of what changes."""

from __future__ import annotations

import dataclasses
from typing import Any

from dbt_treaty.contracts.model import (
    Access,
    Check,
    ConsumerView,
    Contract,
    ContractColumn,
    Deprecation,
    Owner,
    Quarantine,
    RowRule,
    Sla,
    ViewColumn,
    ViewOf,
)
from dbt_treaty.errors import Place

ID = ContractColumn("order_id", "string", required=True, primary_key=True, line=4)
AMOUNT = ContractColumn(
    "amount",
    "decimal(12,2)",
    description="Gross amount.",
    default=1,
    tags=("money", "finance"),
    mask="sha256",
    references="payment_facts.amount",
    unique=True,
    min=0,
    max=100,
    line=5,
)
STATUS = ContractColumn(
    "status", "string", accepted_values=("placed", "paid"), pattern="^p", line=6
)
RULE = RowRule("amount >= 0", "not_negative", "error", "No refunds.")
CHECK = Check("must_be", (0,), metric="null_values", column="status", name="no_nulls")
SHOWN = (ViewColumn("order_id"), ViewColumn("amount", "gross_amount", "sha256"))
VIEW = ConsumerView("for_finance", "finance", SHOWN, "status = 'paid'", "What was paid.", line=8)
FULL = Contract(
    table="order_facts",
    domain="orders",
    tier="product",
    version="2.1.0",
    owner=Owner("@orders-team", "orders-pager", ("@alice",), "orders@example.com"),
    columns=(ID, AMOUNT, STATUS),
    sla=Sla("15m", "order_ts", "99.9%", "orders.raw.orders", "99%", "24h"),
    semantics=(("amount", "Before discount."), ("grain", "One row for each order.")),
    place=Place("contracts/order_facts.contract.yaml", 1),
    description="Orders.",
    tags=("customer_data", "finance"),
    region="EU",
    retention_days=730,
    row_rules=(RULE,),
    checks=(CHECK,),
    quarantine=Quarantine(True, "quarantine.orders", True, "5%", 90),
    deprecation=Deprecation("1.x", "2026-01-31", "2025-09-01", "Read amount."),
    access=Access(("analyst", "auditor"), ("billing", "tax")),
    consumers_intended=("marketing",),
    delivery="appended every 15 minutes",
    kept={"status": "active"},
    views=(VIEW,),
    view_of=ViewOf(
        "orders.product.sales", VIEW
    ),  # which no product has; its parts are judged alike
)


def with_column(column: ContractColumn, **changes: Any) -> Contract:
    """The full contract with one of its columns changed."""
    columns = tuple(
        dataclasses.replace(each, **changes) if each is column else each for each in FULL.columns
    )
    return dataclasses.replace(FULL, columns=columns)


def changed(**changes: Any) -> Contract:
    """The full contract with some of its parts changed; a part of a part is ``sla__freshness``."""
    contract = FULL
    for name, value in changes.items():
        part, _, field = name.partition("__")
        told = dataclasses.replace(getattr(contract, part), **{field: value}) if field else value
        contract = dataclasses.replace(contract, **{part: told})
    return contract
