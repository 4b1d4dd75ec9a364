import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.contracts.formats import format_of
from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import (
    Access,
    Contract,
    ContractColumn,
    Deprecation,
    Owner,
    Quarantine,
    RowRule,
    Sla,
)
from dbt_treaty.contracts.native import SCHEMA_FILE, read_native
from dbt_treaty.documents.judge import judge
from dbt_treaty.documents.read import parse
from dbt_treaty.documents.schema import load_schema
from dbt_treaty.errors import Place, TreatyError

FIXTURE = Path(__file__).with_name("fixtures") / "bad_contracts.yaml"
CASES = yaml.safe_load(FIXTURE.read_text(encoding="utf-8"))
HOME = Home("orders", "product")

EVERYTHING = """\
# the whole of it
name: orders.product.order_facts
version: "2.1.0"
owner: {team: "@orders-team", on_call: orders-pager, reviewers: ["@alice"], email: o@example.com}
description: One row for each order.
tags: [customer_data, customer_data, "region:EU"]
region: EU
retention_days: 730.0
schema:
  - {name: order_id, type: UUID, required: true, unique: true, primary_key: true}
  - name: customer_id
    type: string
    references: customer.product.customer_dim.customer_id
    description: Who ordered.
    tags: [PII]
    mask: sha256
    pattern: '^[0-9a-f]{64}$'
  - {name: amount, type: "Decimal( 12 , 2 )", default: 0, min: 0, max: "99999999999999999.99"}
  - {name: status, type: string, accepted_values: [placed, todo]}
  - {name: created_at, type: timestamp, min: 2020-01-01}
  - {name: order_ts, type: timestamp_tz}
  - {name: lines, type: "array<struct<sku:string,prices : array<decimal(9)>>>"}
sla:
  freshness: {within: 15 minutes, column: order_ts}
  completeness: {min: 99.9%, reference: orders.raw.orders}
  accuracy: "99%"
  late_arrival_window: 24h
semantics:
  amount: Gross amount in USD.
  null rule: Required means required.
quality:
  row_rules:
    - {name: not_negative, sql: amount >= 0, severity: warn, description: Why.}
    - {sql: "status <> 'todo'"}
quarantine: {enabled: true, target: quarantine.orders, include_error_reason: false}
deprecation:
  previous_version: 1.x
  sunset_date: 2027-03-31
  announced: 2026-12-01
  migration_notes: Rename amount.
access: {roles: [analyst], purposes: [billing]}
consumers_intended: [marketing]
delivery: table, appended every 15 minutes
"""


def read_one(text: str, home: Home = HOME) -> Contract:
    (contract,) = read_native(parse(text, "a.contract.yaml"), home)
    return contract


def complete(**parts: str) -> str:
    """A whole contract, with some of its parts written otherwise (empty: left out)."""
    written = {
        "name": "order_facts",
        "version": "1.0.0",
        "owner": "{team: orders, on_call: pager}",
        "schema": "[{name: order_id, type: string}]",
        "sla": "{freshness: 15m}",
        "semantics": "{order_id: The order.}",
        **parts,
    }
    return "".join(f"{key}: {value}\n" for key, value in written.items() if value)


def test_every_part_is_read() -> None:
    contract = read_one(EVERYTHING)
    assert contract == Contract(
        table="order_facts",
        domain="orders",
        tier="product",
        version="2.1.0",
        owner=Owner("@orders-team", "orders-pager", ("@alice",), "o@example.com"),
        columns=(
            ContractColumn(
                "order_id", "uuid", required=True, unique=True, primary_key=True, line=10
            ),
            ContractColumn(
                "customer_id",
                "string",
                references="customer.product.customer_dim.customer_id",
                description="Who ordered.",
                tags=("PII",),
                mask="sha256",
                pattern="^[0-9a-f]{64}$",
                line=11,
            ),
            ContractColumn(
                "amount", "decimal(12,2)", default=0, min=0, max="99999999999999999.99", line=18
            ),
            ContractColumn("status", "string", accepted_values=("placed", "todo"), line=19),
            ContractColumn("created_at", "timestamp", min="2020-01-01", line=20),
            ContractColumn("order_ts", "timestamp_tz", line=21),
            ContractColumn(
                "lines", "array<struct<sku: string, prices: array<decimal(9,0)>>>", line=22
            ),
        ),
        sla=Sla("15 minutes", "order_ts", "99.9%", "orders.raw.orders", "99%", "24h"),
        semantics=(
            ("amount", "Gross amount in USD."),
            ("null rule", "Required means required."),
        ),
        place=Place("a.contract.yaml", 2),
        checksum=contract.checksum,
        description="One row for each order.",
        tags=("customer_data", "region:EU"),
        region="EU",
        retention_days=730,
        row_rules=(
            RowRule("amount >= 0", "not_negative", "warn", "Why."),
            RowRule("status <> 'todo'"),
        ),
        quarantine=Quarantine(True, "quarantine.orders", False),
        deprecation=Deprecation("1.x", "2027-03-31", "2026-12-01", "Rename amount."),
        access=Access(("analyst",), ("billing",)),
        consumers_intended=("marketing",),
        delivery="table, appended every 15 minutes",
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_bad_contracts_are_told_in_plain_words(case: dict[str, str]) -> None:
    document = parse(case["file"], "orders.contract.yaml")
    with pytest.raises(TreatyError) as caught:
        format_of(document).read(document, HOME)
    assert str(caught.value) == case["says"].rstrip("\n")


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        ({}, ()),
        ({"version": "", "owner": "", "schema": "", "sla": "", "semantics": ""}, None),
        ({"version": "~", "owner": "~", "schema": "~", "sla": "~", "semantics": "~"}, None),
        ({"version": '""', "owner": "{}", "schema": "[]", "sla": "{}", "semantics": "{}"}, None),
        ({"owner": '"@orders-team"'}, ("owner.on_call",)),
        ({"owner": "{on_call: pager}"}, ("owner.team",)),
        ({"owner": "{team: , on_call: '  '}"}, ("owner.team", "owner.on_call")),
        ({"owner": "{email: o@example.com}"}, ("owner.team", "owner.on_call")),
        ({"sla": "{freshness: , accuracy: ''}"}, ("sla",)),
        ({"semantics": "{amount: , status: '', currency: USD}"}, None),
    ],
)
def test_what_lacks_a_required_part_is_a_draft(
    parts: dict[str, str], missing: tuple[str, ...] | None
) -> None:
    nothing = ("version", "owner", "schema", "sla", "semantics")
    unsaid = ("semantics.amount", "semantics.status")
    expected = missing if missing is not None else unsaid if len(parts) == 1 else nothing
    assert read_one(complete(**parts)).missing == expected


def test_a_draft_without_a_version_has_the_least_one() -> None:
    assert read_one("name: a.raw.b").version == "0.0.0"


def test_what_is_still_to_be_written_is_named_and_not_read() -> None:
    text = complete(
        version="TODO",
        owner="{team: <team>, on_call: tbd}",
        description="One row for each order. FIXME",
        schema="[{name: todo, type: string, description: 'todo: say', accepted_values: [TODO]}]",
        sla="{freshness: {within: TODO}, completeness: {min: '<share>'}, late_arrival_window: TBD}",
        semantics="{todo: TODO, amount: 'legacy < 2.2 and > 1'}",
        deprecation="{previous_version: TODO, sunset_date: TODO, migration_notes: TODO}",
        quality="{row_rules: [{sql: \"status <> 'TODO'\"}, {sql: TODO}]}",
    )
    contract = read_one(text)
    assert (contract.version, contract.sla, contract.missing, contract.todos) == (
        "0.0.0",
        Sla(),
        (),
        (
            "version",
            "sla.freshness.within",
            "sla.completeness.min",
            "sla.late_arrival_window",
            "deprecation.sunset_date",
            "owner.team",
            "owner.on_call",
            "schema.todo.description",
            "semantics.todo",
            "description",
            "quality.row_rules[1].sql",
            "deprecation.previous_version",
            "deprecation.migration_notes",
        ),
    )


def test_the_checksum_is_of_the_meaning_alone() -> None:
    text = complete()
    moved = "# a comment\n" + "".join(reversed(text.splitlines(keepends=True)))
    defaults = text.replace("type: string", "type: STRING, required: false, tags: []")
    changed = text.replace("15m", "16m")
    sums = [read_one(each).checksum for each in (text, moved, defaults, changed)]
    assert ([each == sums[0] for each in sums], len(sums[0])) == ([True, True, True, False], 64)


SCHEMA = load_schema(SCHEMA_FILE)
KEYS = ("name", "type", "team", "sql", "owner", "schema", "sla", "tags", "quality", "typo")
keys = st.sampled_from(KEYS)
anything = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "a", "string", "15m"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.dictionaries(keys, anything, min_size=1))
def test_problems_are_told_exactly_where_the_published_schema_refuses(data: dict[str, Any]) -> None:
    document = parse(json.dumps(data), "a.contract.yaml")
    problems = judge(document, SCHEMA).problems
    words = " ".join(str(problem) for problem in problems)
    raw = [error.message for error in SCHEMA.iter_errors(data) if error.message in words]
    assert (bool(problems), raw) == (not SCHEMA.is_valid(data), [])


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.data())
def test_a_damaged_contract_raises_nothing_but_treaty_error(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(EVERYTHING)))
    length = data.draw(st.integers(0, 12))
    put = data.draw(st.text(alphabet="a1 :-[]{},'\"\n.%<>()~", max_size=8))
    try:
        read_one(EVERYTHING[:at] + put + EVERYTHING[at + length :])
    except TreatyError as error:
        assert error.problems
