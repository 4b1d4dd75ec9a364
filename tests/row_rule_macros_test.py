"""A contract's rules as the macros spell them for each warehouse, without dbt."""

from __future__ import annotations

import hashlib
import re
from types import SimpleNamespace
from typing import Any

import pytest
from macro_files import Macros

COLUMNS: list[dict[str, Any]] = [
    {"name": "id", "type": "bigint", "primary_key": True},
    {"name": "order", "type": "string", "required": True, "unique": True, "pattern": r"^\d+'$"},
    {"name": "rate", "type": "decimal(8,3)", "accepted_values": ["0.500", 1.25], "min": 0},
    {"name": "tenth", "type": "float", "accepted_values": [0.1]},
    {"name": "day", "type": "date", "max": "2027-12-31"},
    {"name": "paid", "type": "boolean", "accepted_values": [True]},
    {"name": "shop", "type": "bigint"},
]
RULES: list[dict[str, Any]] = [
    {"sql": " rate > 1 ", "severity": "warn"},
    {"sql": "rate > 2", "name": "big", "description": "Why.", "error_if": "0.5%"},
]
GLOBAL = {"name": "platform.short.order", "column": "order", "sql": "length({column}) < 9"}


def macros(warehouse: str) -> Macros:
    shops = {
        "unique_id": "model.m.shops.v2", "resource_type": "model", "name": "shops",
        "package_name": "m", "version": 2, "latest_version": 2, "relation_name": "w.s.shops_v2",
    }  # fmt: skip
    old = {**shops, "unique_id": "model.m.shops.v1", "version": 1, "relation_name": "w.s.shops"}
    nodes = {each["unique_id"]: each for each in (old, shops)}
    dbt = SimpleNamespace(
        string_literal=lambda text: f"'{text}'",
        escape_single_quotes=lambda text: text.replace("'", "''"),
        type_string=lambda: "text",
    )
    return Macros(
        warehouse,
        execute=True,
        dbt=dbt,
        graph={"nodes": nodes},
        modules=SimpleNamespace(re=re),
        local_md5=lambda text: hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
    )


def node(types: dict[str, str], **said: Any) -> dict[str, Any]:
    contract = {"columns": COLUMNS, "row_rules": RULES}
    ours = {
        "contract": {"v1": contract},
        "promised": {"columns": [[name, kind, []] for name, kind in types.items()]},
        "references": {"shop": {"model": "shops", "column": "group", "version": None}},
        "global_rules": [{**GLOBAL, "severity": "error", "origin": "rules.yaml", "why": "Short."}],
    }
    return {
        "unique_id": "model.m.sale.v1",
        "name": "sale",
        "package_name": "m",
        "config": {"meta": {"dbt_treaty": ours}},
        **said,
    }


TYPES = {"tenth": "real", "day": "date", "rate": "numeric"}
PATTERN = {
    "duckdb": "regexp_matches(\"order\", '^\\d+''$')",
    "postgres": "(\"order\" ~ '^\\d+''$')",
    "spark": "(`order` rlike '^\\\\d+''$')",
    "snowflake": "(regexp_instr(\"order\", '^\\\\d+''$') > 0)",
    "bigquery": "regexp_contains(`order`, '^\\\\d+''$')",
}


@pytest.mark.parametrize("warehouse", PATTERN)
def test_the_rules_in_their_order(warehouse: str) -> None:
    order = "`order`" if warehouse in ("spark", "bigquery") else '"order"'
    rules = macros(warehouse).contract_rules(node(TYPES))
    asked = [
        (rule["name"], rule["kind"], rule["severity"], rule["predicate"] or rule["columns"])
        for rule in rules
    ]
    assert asked == [
        ("id.required", "row", "error", "id is not null"),
        ("order.required", "row", "error", f"{order} is not null"),
        ("order.unique", "unique", "error", [order]),
        ("order.pattern", "row", "error", PATTERN[warehouse]),
        ("rate.accepted_values", "row", "error", "rate in (0.500, 1.25)"),
        ("rate.min", "row", "error", "rate >= 0"),
        ("tenth.accepted_values", "row", "error", "tenth in (cast(0.1 as real))"),
        ("day.max", "row", "error", "day <= cast('2027-12-31' as date)"),
        ("paid.accepted_values", "row", "error", "paid in (true)"),
        ("shop.references", "reference", "error", ["shop"]),
        ("primary_key", "unique", "error", ["id"]),
        ("rule_6c195cec", "row", "warn", "rate > 1"),
        ("big", "row", "error", "rate > 2"),
        ("platform.short.order", "row", "error", f"length({order}) < 9"),
    ]
    by_name = {rule["name"]: rule for rule in rules}
    assert by_name["shop.references"]["to"] == "w.s.shops_v2"
    assert by_name["big"]["threshold"] == 0.5
    assert by_name["big"]["description"] == "Why."
    assert by_name["platform.short.order"]["origin"] == "rules.yaml"


def test_what_a_tables_constraints_hold_is_not_tested() -> None:
    columns = {
        "id": {"name": "id", "constraints": [{"type": "primary_key"}, {"type": "not_null"}]},
        "order": {"name": "order", "constraints": [{"type": "unique"}, {"type": "not_null"}]},
    }
    held = {"id.required", "order.required", "order.unique", "primary_key"}
    for warehouse, materialized, left_out in (
        ("duckdb", "table", held),
        ("duckdb", "view", set()),
        ("snowflake", "table", {"id.required", "order.required"}),
        ("spark", "table", set()),
    ):
        spelled = macros(warehouse)
        said = node(TYPES, columns=columns, constraints=[])
        said["config"]["materialized"] = materialized
        every = {rule["name"] for rule in spelled.contract_rules(said)}
        assert every - {rule["name"] for rule in spelled.tested_rules(said)} == left_out


@pytest.mark.parametrize(
    ("rule", "sql"),
    [
        ({"severity": "warn", "threshold": None}, "0"),
        ({"severity": "error", "threshold": None}, "1"),
        (
            {"severity": "error", "threshold": 0.5},
            "case when 100 * n > 0.5 * all_rows then 1 else 0 end",
        ),
    ],
)
def test_when_a_broken_rule_fails(rule: dict[str, Any], sql: str) -> None:
    assert macros("duckdb").rule_fails(rule, "n") == sql


def test_what_is_shown_of_a_row() -> None:
    spelled = macros("duckdb")
    assert spelled.shown_key({"columns": COLUMNS}) == "'id=' || coalesce(cast(id as text), 'NULL')"
    for secret in ({"tags": ["PII"]}, {"mask": "sha256"}):
        columns = [{**COLUMNS[0], **secret}, {"name": "part", "primary_key": True}]
        assert spelled.shown_key({"columns": columns}) == (
            "'id=***' || ', ' || 'part=' || coalesce(cast(part as text), 'NULL')"
        )
    assert spelled.shown_key({"columns": COLUMNS[2:]}) is None
    assert spelled.printable("a\x1b[31m\n\u202eb") == "a [31m b"
    assert spelled.printable("x" * 200) == "x" * 119 + "…"


def test_shares_for_a_person() -> None:
    shares = ((1, 1), (2, 3), (1, 19), (1, 40_000), (1, 10_000_000))
    assert [macros("duckdb").share_text(*each) for each in shares] == [
        "100", "67", "5.3", "0.0025", "under 0.0001",
    ]  # fmt: skip
