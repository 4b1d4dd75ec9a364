from pathlib import Path

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.load import load_contracts
from dbt_treaty.contracts.model import (
    Access,
    Check,
    Contract,
    ContractColumn,
    Deprecation,
    Owner,
    Quarantine,
    RowRule,
    Sla,
)
from dbt_treaty.contracts.odcs.read import read_odcs
from dbt_treaty.contracts.unacted import unacted
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import Place

FIXTURES = Path(__file__).with_name("fixtures")
ACCEPTANCE = Path(__file__).parents[4].parent / "shared" / "acceptance" / "contracts"
HOME = Home("seller", "product")


def of(name: str) -> tuple[Contract, ...]:
    path = FIXTURES / f"{name}.odcs.yaml"
    return read_odcs(parse(path.read_text(encoding="utf-8"), path.name), HOME)


def test_a_whole_contract_in_the_standards_words_and_ours() -> None:
    (contract,) = of("with_ours")

    assert contract == Contract(
        table="order_facts",
        domain="orders",
        tier="product",
        version="2.1.0",
        owner=Owner("@orders-team", "orders-pager", ("@alice",)),
        columns=(
            ContractColumn(
                "order_id",
                "string",
                required=True,
                references="sales.product.orders.order_id",
                tags=("PII",),
                mask="sha256",
                line=12,
            ),
            ContractColumn(
                "status",
                "string",
                default="placed",
                accepted_values=("placed", "shipped"),
                line=18,
            ),
            ContractColumn("amount", "decimal(12,2)", min="0.10", line=23),
            ContractColumn("placed_at", "timestamp_tz", line=24),
        ),
        sla=Sla("15m", "placed_at", "99.9%", "orders.raw.orders", "99%"),
        semantics=(("amount", "Gross amount in USD."),),
        place=Place("with_ours.odcs.yaml", 2),
        format="odcs",
        checksum=contract.checksum,
        region="EU",
        row_rules=(RowRule("amount >= 0", "not_negative", "warn"),),
        quarantine=Quarantine(enabled=True),
        deprecation=Deprecation("1.x", "2027-03-31"),
        access=Access(purposes=("billing",)),
        consumers_intended=("marketing",),
        delivery="table, appended every 15 minutes",
        kept=contract.kept,
    )


def test_each_object_is_a_contract_of_its_own() -> None:
    payments, sellers = of("every_section")

    assert [str(each.place) for each in (payments, sellers)] == [
        "every_section.odcs.yaml:31",
        "every_section.odcs.yaml:95",
    ]
    assert payments.sla == Sla("2d", "paid_on")
    assert (payments.retention_days, payments.tags) == (1095, ("transactions", "finance"))
    assert payments.columns[1].references == "sellers.id"
    assert payments.missing == ("owner.on_call", "semantics")
    assert (sellers.sla, sellers.retention_days) == (Sla(), None)
    assert [column.tags for column in sellers.columns] == [(), ("PII",)]


def test_every_data_type() -> None:
    (contract,) = of("data_types")

    assert {column.name: column.type for column in contract.columns} == {
        "by_word": "string",
        "a_uuid": "uuid",
        "a_date": "date",
        "a_timestamp": "timestamp",
        "with_zone": "timestamp_tz",
        "a_time": "time",
        "a_number": "double",
        "small_number": "float",
        "money": "decimal(12,2)",
        "loose_money": "double",
        "an_integer": "integer",
        "a_long": "bigint",
        "unsigned": "decimal(20,0)",
        "a_flag": "boolean",
        "texts": "array<string>",
        "some_list": "json",
        "anything": "json",
        "address": "struct<street: string, visitors: array<struct<id: string, zip: string>>>",
        "place": "json",
        "domain_of_postgres": "boolean",
        "key_of_postgres": "integer",
        "guessed": "string",
        "moment": "timestamp_tz",
        "payload": "binary",
        "odd_length": "string",
    }
    bounds = [(c.name, c.min, c.max, c.pattern) for c in contract.columns]
    assert [each for each in bounds if each[1:] != (None, None, None)] == [
        ("by_word", None, None, "^ACC[0-9]{8}$"),
        ("a_date", None, "2030-12-31", None),
        ("a_timestamp", "2020-01-01 00:00:00", None, None),
        ("a_time", "09:00:00", None, None),
        ("a_number", 0, None, None),
        ("money", None, 99.5, None),
        ("an_integer", 18, None, None),
    ]


def test_a_type_that_nobody_wrote_makes_a_draft() -> None:
    (contract,) = of("data_types")

    assert [part for part in contract.missing if part.startswith("schema.")] == [
        "schema.some_list.type",
        "schema.place.type",
        "schema.guessed.type",
    ]


def test_what_can_be_measured_becomes_a_check() -> None:
    (contract,) = of("quality")
    null, none = "null_values", "No order without an id."
    query = "SELECT COUNT(*) FROM {object} WHERE {property} IS NULL\n"

    assert contract.checks == (
        Check("must_be", (0,), null, column="order_id", description=none),
        Check("must_be_less_than", (1,), "duplicate_values", column="order_id", unit="percent"),
        Check(
            "must_be_less_or_equal_to",
            (100,),
            "missing_values",
            column="email",
            values=(None, "", "N/A"),
            name="few_gaps",
        ),
        Check("must_be_between", (0, 5), null, column="email", unit="percent"),
        Check(
            "must_be_less_than",
            (5,),
            "invalid_values",
            column="unit",
            values=("pounds", "kg"),
            severity="warn",
        ),
        Check("must_be", (0,), "invalid_values", column="unit", pattern="^[a-z]+$"),
        Check("must_be_less_than", (3600,), query=query, column="unit"),
        Check("must_be_between", (100, 120), "row_count"),
        Check("must_not_be", (113,), "row_count"),
        Check("must_be_greater_or_equal_to", (100,), "row_count"),
        Check("must_not_be_between", (1, 9), "row_count"),
        Check(
            "must_be",
            (0,),
            "duplicate_values",
            columns=("tenant_id", "order_id"),
            description="One order once.",
        ),
        Check(
            "must_be_greater_than",
            (90,),
            query="SELECT 100 * COUNT(email) / COUNT(*) FROM ${table}",
        ),
    )
    assert unacted(contract) == (
        "quality of type text",
        "quality of type library, not measured (3)",
        "quality of type custom (2)",
    )


def test_foreign_keys_in_both_notations() -> None:
    users, accounts = of("relationships")

    assert {column.name: column.references for column in users.columns} == {
        "id": "accounts.usr_id",
        "account_number": None,
        "team_id": "teams.id",
        "profile_id": None,
        "type_code": "user_types.code",
    }
    assert [column.name for column in accounts.columns] == ["usr_id", "number", "address"]
    assert unacted(users) == (
        "schema.relationships of several columns",
        "schema.properties.relationships (3)",
    )


def test_what_3_0_wrote_otherwise() -> None:
    (contract,) = of("version_3_0")

    assert {column.name: column.type for column in contract.columns} == {
        "departmentid": "integer",
        "name": "string",
        "rate": "double",
        "modified": "timestamp",
        "seen": "timestamp",
        "opens": "time",
        "kind": "string",
    }
    assert contract.owner == Owner("daustin")
    assert contract.sla == Sla("4hours", None, "99.5%")
    assert contract.retention_days == 548
    assert [(each.metric, each.operator, each.bounds) for each in contract.checks] == [
        ("null_values", "must_be", (0,)),
        ("invalid_values", "must_be", (0,)),
        ("duplicate_values", "must_be_less_than", (10,)),
        ("row_count", "must_be_between", (100, 120)),
        (None, "must_be", (True,)),
    ]


def test_what_nothing_acts_on_is_told() -> None:
    (contract,) = of("version_3_0")

    assert unacted(contract) == (
        "schema.properties.partitioned",
        'physicalType "numeric" of rate, read as double',
        "schema.properties.logicalTypeOptions.exclusiveMaximum",
        "schema.properties.logicalTypeOptions.format (2)",
        "quality of type library, not measured",
        "team members",
    )


def test_a_document_without_a_schema_is_a_draft_of_its_name() -> None:
    text = "apiVersion: v3.1.0\nkind: DataContract\nname: payments\ndomain: seller\n"
    (contract,) = read_odcs(parse(text, "a.odcs.yaml"), HOME)

    assert (contract.name, contract.missing) == (
        "seller.product.payments",
        ("version", "owner", "schema", "sla", "semantics"),
    )


def test_a_change_to_what_is_only_kept_is_a_change_of_the_contract() -> None:
    text = (FIXTURES / "with_ours.odcs.yaml").read_text(encoding="utf-8")
    (before,) = read_odcs(parse(text, "a.odcs.yaml"), HOME)
    (after,) = read_odcs(parse(text + "price: {priceAmount: 1}\n", "a.odcs.yaml"), HOME)

    assert before.checksum != after.checksum


def test_a_file_of_ten_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "contracts" / "big.odcs.yaml"
    path.parent.mkdir()
    path.write_text("apiVersion: v3.1.0\n" + "# much\n" * 1_500_000, encoding="utf-8")

    loaded = load_contracts(tmp_path, Configuration(domain="orders"))

    assert [str(problem) for problem in loaded.problems] == [
        "contracts/big.odcs.yaml: the file has 10,500,019 bytes; at most 1,048,576 (1 MiB) are read"
        "\n    split it"
    ]


@pytest.mark.skipif(not ACCEPTANCE.is_dir(), reason="../shared is not there")
def test_the_acceptance_contracts_of_other_formats_load_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "contracts").mkdir()
    for name in ("orders_silver.lakelogic.yaml", "website_events.simplified-odcs.yaml"):
        text = (ACCEPTANCE / name).read_text(encoding="utf-8")
        (tmp_path / "contracts" / name).write_text(text, encoding="utf-8")

    loaded = load_contracts(tmp_path, Configuration(domain="orders"))

    assert loaded.problems == ()
    told = [(each.name, each.version, each.format, each.missing) for each in loaded.contracts]
    assert told == [
        (
            "crm.product.orders_silver",
            "1.0.0",
            "lakelogic",
            ("owner.on_call", "sla", "semantics"),
        ),
        (
            "customer_experience.product.website_events",
            "1.0.0",
            "simplified-odcs",
            ("owner", "semantics"),
        ),
    ]
    silver, events = loaded.contracts
    assert [rule.sql for rule in silver.row_rules] == [
        "order_amount >= 0",
        "order_status IN ('pending', 'shipped', 'delivered', 'returned')",
        "order_id IS NOT NULL",
        "customer_id IS NOT NULL",
    ]
    assert silver.quarantine == Quarantine(enabled=True, target="quarantine/crm/orders")
    assert unacted(silver) == ("info.system", "lineage")
    assert events.sla == Sla("15 minutes", completeness="99.9%")


def test_a_role_that_is_no_name_is_kept_and_told() -> None:
    text = (
        "apiVersion: v3.1.0\nkind: DataContract\nname: payments\ndomain: seller\n"
        "roles: [{role: Data Consumer, access: read}, {role: analyst, access: read}]\n"
    )
    (contract,) = read_odcs(parse(text, "a.odcs.yaml"), HOME)

    assert contract.access.roles == ("analyst",)
    assert unacted(contract) == ("role Data Consumer",)
