from __future__ import annotations

from dataclasses import replace

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract, Owner, Sla
from dbt_treaty.errors import Place
from dbt_treaty.project.model import RelationName
from dbt_treaty.project.ownership import Claim, Owned, Ownership

CONTRACT = Contract(
    table="order_facts",
    domain="orders",
    tier="product",
    version="2.1.0",
    owner=Owner(),
    columns=(),
    sla=Sla(),
    semantics=(),
    place=Place("contracts/order_facts.contract.yaml"),
    region="EU",
)


def model(path: str, in_root: bool = True) -> Claim:
    return Claim(path, in_root, None, {}, None, frozenset())


def source(database: str | None, schema: str | None) -> Claim:
    return replace(model("models/sources.yml"), relation=RelationName(database, schema, "users"))


@pytest.mark.parametrize(
    ("path", "owned"),
    [
        ("models/customer/product/customer_dim.sql", Owned("customer", "product")),
        ("models/customer/derived/deep/down/users_clean.sql", Owned("customer", "derived")),
        ("models/product/customer_dim.sql", Owned("orders", "product")),
        ("models/platform/curated/dates.sql", Owned("platform", "curated")),
        ("models/staging/users.sql", Owned("orders", None)),
        ("models/customer_dim.sql", Owned("orders", None)),
        ("models/customer/gold/customer_dim.sql", Owned("orders", None)),
        ("models/customer/products/customer_dim.sql", Owned("orders", None)),
        ("seeds/raw/countries.csv", Owned("orders", "raw")),
        ("snapshots/customer/raw/users.yml", Owned("customer", "raw")),
        ("./models/raw/users.sql", Owned("orders", "raw")),
        (r"models\customer\raw\users.sql", Owned("customer", "raw")),
        ("models/Customer/product/x.sql", Owned("Customer", "product")),
        ("transform/models/raw/users.sql", Owned("orders", None)),
    ],
)
def test_the_default_layout(path: str, owned: Owned) -> None:
    assert Ownership(Configuration(domain="orders")).of(model(path)) == owned


def test_without_a_domain_the_layout_alone_speaks() -> None:
    ownership = Ownership(Configuration())

    assert ownership.of(model("models/product/customer_dim.sql")) == Owned(None, "product")
    assert ownership.of(model("models/customer_dim.sql")) == Owned()


def test_the_domain_of_the_project_is_not_that_of_its_packages() -> None:
    ownership = Ownership(Configuration(domain="orders"))

    assert ownership.of(model("models/x.sql", in_root=False)) == Owned()
    assert ownership.of(model("models/raw/x.sql", in_root=False)) == Owned(None, "raw")


@pytest.mark.parametrize(
    ("pattern", "path", "owned"),
    [
        ("models/**/{tier}/*.sql", "models/a/b/raw/x.sql", Owned(None, "raw")),
        ("models/**/{tier}/*.sql", "models/raw/x.sql", Owned(None, "raw")),
        ("models/**/{tier}/*.sql", "models/raw/deep/x.sql", Owned()),
        ("models/{tier}_{domain}/**", "models/raw_customer/x.sql", Owned("customer", "raw")),
        ("**/{tier}/**", "any/where/product/x.sql", Owned(None, "product")),
        ("models/*_{domain}/x.sql", "models/dept_customer/x.sql", Owned("customer", None)),
        ("models/{domain}/**", "models/customer", Owned()),
        ("models/a+b/{tier}/**", "models/a+b/raw/x.sql", Owned(None, "raw")),
        ("models/a+b/{tier}/**", "models/aab/raw/x.sql", Owned()),
    ],
)
def test_patterns(pattern: str, path: str, owned: Owned) -> None:
    assert Ownership(Configuration(layout=(pattern,))).of(model(path)) == owned


def test_the_first_pattern_that_matches_wins() -> None:
    layout = ("models/special/{domain}/**", "models/{domain}/{tier}/**")
    ownership = Ownership(Configuration(domain="orders", layout=layout))

    assert ownership.of(model("models/special/raw/x.sql")) == Owned("raw", None)
    assert ownership.of(model("models/customer/raw/x.sql")) == Owned("customer", "raw")


@pytest.mark.parametrize(
    ("database", "schema", "owned"),
    [
        ("customer", "raw", Owned("customer", "raw")),
        ("CUSTOMER", "PRODUCT", Owned("customer", "product")),
        ("warehouse", "customer_raw", Owned("customer", "raw")),
        ("warehouse", "web_shop_derived", Owned("web_shop", "derived")),
        (None, "customer_raw", Owned("customer", "raw")),
        ("warehouse", "raw", Owned("warehouse", "raw")),
        ("warehouse", "landing", Owned()),
        (None, "raw", Owned()),
        (None, None, Owned()),
    ],
)
def test_a_source_by_its_relation(database: str | None, schema: str | None, owned: Owned) -> None:
    assert Ownership(Configuration(domain="orders")).of(source(database, schema)) == owned


def test_a_pattern_without_a_dot_is_the_schema_alone() -> None:
    ownership = Ownership(Configuration(relations=("{domain}_{tier}",)))

    assert ownership.of(source("any", "customer_raw")) == Owned("customer", "raw")


def test_an_override_wins() -> None:
    claim = replace(
        source("warehouse", "customer_raw"),
        override={"domain": "billing", "tier": "product", "region": "US"},
        tags=frozenset({"region:EU"}),
    )

    assert Ownership(Configuration()).of(claim) == Owned("billing", "product", "US")


def test_an_override_of_one_part_leaves_the_other() -> None:
    claim = replace(model("models/customer/raw/x.sql"), override={"tier": "derived"})

    assert Ownership(Configuration()).of(claim) == Owned("customer", "derived")


def test_a_tier_that_does_not_exist_is_no_tier() -> None:
    claim = replace(model("models/customer/raw/x.sql"), override={"tier": "gold"})

    assert Ownership(Configuration()).of(claim) == Owned("customer", None)


def test_a_contract_speaks_where_neither_place_nor_project_does() -> None:
    unplaced = replace(model("models/x.sql", in_root=False), contract=CONTRACT)
    placed = replace(unplaced, path="models/customer/raw/x.sql")
    in_project = replace(unplaced, in_root=True)
    ownership = Ownership(Configuration(domain="customer"))

    assert ownership.of(unplaced) == Owned("orders", "product", "EU")
    assert ownership.of(placed) == Owned("customer", "raw", "EU")
    assert ownership.of(in_project) == Owned("customer", "product", "EU")


def test_a_region_is_the_overrides_else_the_contracts_else_a_tags() -> None:
    tagged = replace(model("models/x.sql"), tags=frozenset({"region:US", "nightly"}))
    ownership = Ownership(Configuration())

    assert ownership.of(tagged).region == "US"
    assert ownership.of(replace(tagged, contract=CONTRACT)).region == "EU"
    assert ownership.of(replace(tagged, override={"region": "CH"})).region == "CH"
