"""What of a product's promise holds in a view of it."""

from dataclasses import replace

from dbt_treaty.contracts.formats import read_contracts
from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import Contract, ContractColumn, Quarantine, Sla, ViewOf
from dbt_treaty.contracts.plain import from_plain, to_plain
from dbt_treaty.contracts.view_contract import native_view
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import Place

CONTRACT = """\
name: orders.product.order_facts
version: "2.1.0"
owner: {team: "@orders-team", on_call: orders-pager}
tags: [customer_data]
region: EU
retention_days: 365
delivery: a table
schema:
  - {name: order_id, type: integer, primary_key: true}
  - {name: line, type: integer, primary_key: true}
  - {name: amount, type: "decimal(12,2)", min: 0, required: true, tags: [money]}
  - {name: email, type: string, unique: true, tags: [PII], pattern: "@", references: people.email}
  - {name: order_ts, type: timestamp}
sla: {freshness: {within: 15m, column: order_ts}, accuracy: "99%", severity: error}
semantics: {amount: Gross amount., email: Of the payer., grain: One row for each line.}
quality: {row_rules: [{sql: amount >= 0}], checks: [{metric: row_count, must_be_greater_than: 0}]}
quarantine: {enabled: true}
deprecation: {previous_version: 1.x, sunset_date: 2027-03-31}
consumers_intended: [everybody]
"""
PROMISED = (
    ContractColumn("order_id", "integer", required=True, line=23),
    ContractColumn("gross", "decimal(12,2)", required=True, min=0, tags=("money",), line=23),
)


def contracts(*views: str) -> tuple[Contract, ...]:
    listed = "".join(f"  - {view}\n" for view in views)
    document = parse(f"{CONTRACT}views:\n{listed}", "contracts/a.contract.yaml")
    return read_contracts(document, Home(None, None))


def view(columns: str, rest: str = "") -> Contract:
    _, contract = contracts(f"{{name: v, consumer: finance, columns: [{columns}]{rest}}}")
    return contract


def test_the_contract_of_a_view_whole() -> None:
    product, contract = contracts(
        "{name: v, consumer: finance,\n     where: amount > 1,\n"
        "     columns: [order_id, {name: amount, as: gross}]}"
    )
    assert contract == replace(
        product,
        table="v",
        place=Place("contracts/a.contract.yaml", 21),
        description="A view of orders.product.order_facts for finance.",
        columns=PROMISED,
        sla=Sla(),
        semantics=(("gross", "Gross amount."), ("grain", "One row for each line.")),
        row_rules=(),
        checks=(),
        quarantine=Quarantine(),
        consumers_intended=("finance",),
        views=(),
        view_of=ViewOf("orders.product.order_facts", product.views[0]),
        checksum=contract.checksum,
    )
    assert contract.checksum != product.checksum
    assert (contract.name, contract.version) == ("orders.product.v", "2.1.0")


def test_it_comes_back_from_its_plain_form() -> None:
    for contract in contracts("{name: v, consumer: f, columns: [{name: amount, as: gross}]}"):
        assert from_plain(to_plain(contract)) == contract


def test_behind_a_mask_a_column_is_a_text_of_which_little_is_known() -> None:
    shown = view(
        "{name: email, mask: sha256}, {name: email, as: look, mask: redact}, "
        "{name: amount, mask: tokenize}"
    )
    kept = ContractColumn("email", "string", unique=True, tags=("PII",), mask="sha256", line=21)
    assert shown.columns == (
        kept,
        replace(kept, name="look", unique=False, mask="redact"),
        ContractColumn("amount", "string", True, tags=("money",), mask="tokenize", line=21),
    )
    assert [key for key, _ in shown.semantics] == ["amount", "email", "look", "grain"]


def test_a_key_holds_where_all_of_it_is_shown_and_once() -> None:
    def keys(columns: str) -> list[str]:
        return [column.name for column in view(columns).columns if column.primary_key]

    assert keys("line, order_id") == ["line", "order_id"]
    assert keys("line, amount") == []
    assert keys("line, {name: order_id, mask: redact}") == []
    masked_twice = "line, {name: order_id, mask: redact}, {name: order_id, as: t, mask: tokenize}"
    assert keys(masked_twice) == ["line", "t"]
    assert keys("line, order_id, {name: order_id, as: again}") == ["line", "order_id"]


def test_freshness_holds_where_all_rows_and_its_column_are_shown() -> None:
    renamed = "amount, {name: order_ts, as: at}"
    fresh = Sla(freshness="15m", freshness_column="at", severity="error")
    assert view(renamed).sla == fresh
    assert view(renamed, ", where: amount > 1").sla == Sla()
    assert view("amount").sla == Sla()
    assert view("{name: order_ts, mask: sha256}").sla == Sla()


def test_a_view_in_the_words_of_the_native_format() -> None:
    said = {
        "name": "v",
        "consumer": "finance",
        "description": "Why.",
        "columns": [
            "order_id",
            {"name": "amount", "as": "gross"},
            {"name": "email", "mask": "redact"},
        ],
        "where": "amount > 1",
    }
    product, *_ = contracts(
        "{name: v, consumer: finance, description: Why., where: amount > 1, columns: "
        "[order_id, {name: amount, as: gross}, {name: email, mask: redact}]}"
    )
    assert [native_view(each) for each in product.views] == [said]
