from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from dbt_treaty.conftest import Found, Project
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.contract_overridden import judge
from dbt_treaty.project.model import Column, Generated, RelationName, Resource

PAGE = """
models:
  orders.product.order_facts:
    sql: select 1 as order_id
    contract: {schema: [{name: order_id, type: integer, required: true}]}
"""
ID = "model.mesh.order_facts.v1"
LOST = (
    "The properties of order_facts were generated, but its `meta.dbt_treaty` is gone or is not "
    "what sync wrote: nobody can tell what its contract promises."
)


def with_model(evidence: Evidence, **changes: Any) -> Evidence:
    model = structs.replace(evidence.project.resources[ID], **changes)
    return replace(evidence, project=replace(evidence.project, resources={ID: model}))


def messages(evidence: Evidence) -> list[str]:
    return [finding.message for finding in judge(evidence, {})]


def test_what_sync_generated_is_kept(project: Project) -> None:
    assert messages(project(PAGE)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contract_enforced": False}, ("enforced: true", "enforced: false")),
        ({"access": "private"}, ("access: public", "access: private")),
        ({"group": None}, ("group: orders", "group: none")),
        ({"config": {"materialized": "view"}}, ("materialized: table", "materialized: view")),
        (
            {"relation": RelationName("warehouse", "orders_product", "facts")},
            ("alias: order_facts", "alias: facts"),
        ),
        ({"tier": "derived"}, ("tier: product", "tier: derived")),
        ({"domain": "sales"}, ("domain: orders", "domain: sales")),
    ],
)
def test_each_setting_is_compared(
    project: Project, changes: dict[str, Any], said: tuple[str, str]
) -> None:
    assert messages(with_model(project(PAGE), **changes)) == [
        f"The contract of order_facts gives it `{said[0]}`, and the model resolves to `{said[1]}`."
    ]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            {"order_id": Column("order_id", "bigint", constraints=("not_null",))},
            "order_id (order_id is integer not_null in the contract and bigint not_null here)",
        ),
        (
            {"order_id": Column("order_id", "integer")},
            "order_id (order_id is integer not_null in the contract and integer here)",
        ),
        ({}, "order_id (order_id is integer not_null in the contract and absent here)"),
        (
            {
                "Order_ID": Column("Order_ID", "INTEGER", constraints=("not_null",)),
                "b": Column("b"),
            },
            "b (b is absent in the contract and untyped here)",
        ),
    ],
)
def test_columns_are_compared_with_types_and_constraints(
    project: Project, columns: dict[str, Column], told: str
) -> None:
    assert messages(with_model(project(PAGE), columns=columns)) == [
        f"The columns of order_facts are not declared as its contract has them: {told}."
    ]


def test_the_finding_points_into_config(found: Found) -> None:
    page = """
    models:
      orders.product.order_facts:
        sql: |
          -- config(access='public') in a comment is no call that counts for access
          {{ config(
              tags=['a'],
              group='sales',
          ) }}
          select 1 as order_id
        contract: {schema: [{name: order_id, type: integer}]}
    """

    assert found("contract-overridden", page) == [
        Finding(
            policy="contract-overridden",
            severity=Severity.ERROR,
            resource=ID,
            message="The contract of order_facts gives it `group: orders`, and the model resolves "
            "to `group: sales`.",
            help="Take `group` out of `config()` at models/orders/product/order_facts.sql:4.",
            path="models/orders/product/order_facts.sql",
            line=4,
        )
    ]


def test_what_no_config_call_sets_is_looked_for_elsewhere(project: Project) -> None:
    (finding,) = judge(with_model(project(PAGE), access="private"), {})

    assert (finding.line, finding.help) == (
        0,
        "Look for what sets it: a macro that calls `config()` in "
        "models/orders/product/order_facts.sql, the generated "
        "models/orders/product/_treaty/order_facts.yml, or the folder the model lies in. Then run "
        "`dbt run-operation sync_contracts`.",
    )


@pytest.mark.parametrize("key", ["enforced", "access", "group", "materialized", "alias", "columns"])
def test_a_promise_that_is_gone_is_no_promise_kept(project: Project, key: str) -> None:
    evidence = project(PAGE)
    generated = evidence.project.resources[ID].generated
    assert generated is not None
    rest = {name: value for name, value in generated.config.items() if name != key}

    assert messages(with_model(evidence, generated=replace(generated, config=rest))) == [
        f"`meta.dbt_treaty` of order_facts is not what sync wrote: it promises no {key}."
    ]


@pytest.mark.parametrize("columns", ["order_id", [["order_id"]], [1], None])
def test_malformed_columns_are_no_promise(project: Project, columns: object) -> None:
    evidence = project(PAGE)
    generated = evidence.project.resources[ID].generated
    assert generated is not None
    config = {**generated.config, "columns": columns}

    assert messages(with_model(evidence, generated=replace(generated, config=config))) == [
        "`meta.dbt_treaty` of order_facts is not what sync wrote: it promises no columns."
    ]


def test_a_contract_that_was_rewritten_in_meta(project: Project) -> None:
    evidence = project(PAGE)
    contract = evidence.project.resources[ID].contract
    assert contract is not None
    unmasked = replace(contract, tags=("harmless",))

    assert messages(with_model(evidence, contract=unmasked)) == [
        "The contract in `meta.dbt_treaty` of order_facts is not what sync wrote: it does not fit "
        "its own checksum."
    ]


def test_a_checksum_that_was_rewritten_in_meta(project: Project) -> None:
    evidence = project(PAGE)
    generated = evidence.project.resources[ID].generated
    assert generated is not None

    other = replace(generated, checksum="0" * 64)

    assert len(messages(with_model(evidence, generated=other))) == 1


@pytest.mark.parametrize(
    "lost",
    [
        {"contract": None, "generated": None, "meta": {}},
        {"contract": None, "generated": None, "meta": {"dbt_treaty": 1}, "patch_path": None},
        {"contract": None, "generated": Generated("", "")},
    ],
)
def test_facts_that_are_lost_or_malformed(project: Project, lost: dict[str, Any]) -> None:
    assert messages(with_model(project(PAGE), **lost)) == [LOST]


def test_a_model_that_sync_never_touched_has_nothing_to_lose(project: Project) -> None:
    evidence = project("models: {orders.derived.a: {sql: select 1 as a}}")

    assert messages(evidence) == []


def test_other_kinds_have_no_generated_properties(project: Project) -> None:
    evidence = project(PAGE)
    seed = Resource("seed.mesh.a", "seed", "a", "mesh", "seeds/a.csv", meta={"dbt_treaty": 1})
    only = replace(evidence.project, resources={seed.id: seed})

    assert messages(replace(evidence, project=only)) == []


READERS = PAGE.replace("required: true}]", "required: true}], access: {roles: [analyst, Auditor]}")
NOBODY_ELSE = (
    "The contract of order_facts lets analyst, Auditor read and nobody else, and the model's"
)


@pytest.mark.parametrize(
    ("grants", "told"),
    [
        ({"select": ["auditor", "ANALYST"]}, None),
        ({"select": ["analyst", "auditor", "intern"]}, "also grant select to intern"),
        ({"select": "analyst"}, "leave out select to auditor"),
        ({"select": ["intern"]}, "also grant select to intern and leave out select to analyst, "
         "select to auditor"),
        ({"select": ["analyst", "auditor"], "insert": ["analyst"]}, "also grant insert to analyst"),
        ({}, "leave out select to analyst, select to auditor"),
    ],
)  # fmt: skip
def test_who_may_read_is_compared(
    project: Project, grants: dict[str, object], told: str | None
) -> None:
    changed = with_model(project(READERS), config={"materialized": "table", "grants": grants})
    assert messages(changed) == ([] if told is None else [f"{NOBODY_ELSE} `grants` {told}."])


@pytest.mark.parametrize(
    ("grants", "told"),
    [
        (None, None),
        ({"select": ["analyst"]}, None),
        ({"select": ["analyst", "intern"]}, "also grant select to intern"),
    ],
)
def test_where_the_warehouse_has_no_grants_a_model_lets_in_nobody_else(
    project: Project, grants: object, told: str | None
) -> None:
    evidence = project(READERS)
    generated = evidence.project.resources[ID].generated
    assert generated is not None
    nothing = replace(generated, config={**generated.config, "grants": {}})
    config = {"materialized": "table", "grants": grants}
    changed = with_model(evidence, generated=nothing, config=config)
    assert messages(changed) == ([] if told is None else [f"{NOBODY_ELSE} `grants` {told}."])


def test_readers_that_sync_wrote_nothing_of_are_a_promise_lost(project: Project) -> None:
    evidence = project(READERS)
    generated = evidence.project.resources[ID].generated
    assert generated is not None
    rest = {name: value for name, value in generated.config.items() if name != "grants"}
    assert messages(with_model(evidence, generated=replace(generated, config=rest))) == [
        "`meta.dbt_treaty` of order_facts is not what sync wrote: it promises no grants."
    ]


def test_a_contract_without_readers_leaves_grants_to_the_model(project: Project) -> None:
    config = {"materialized": "table", "grants": {"select": ["intern"]}}
    assert messages(with_model(project(PAGE), config=config)) == []


def test_an_sql_model_that_was_a_python_model_when_it_was_synced(project: Project) -> None:
    evidence = project(PAGE)
    generated = evidence.project.resources[ID].generated
    assert generated is not None
    unenforced = replace(generated, config={**generated.config, "enforced": False})
    changes = {"generated": unenforced, "contract_enforced": False}
    assert messages(with_model(evidence, **changes, language="python")) == []
    assert messages(with_model(evidence, **changes)) == [
        "The contract of order_facts gives it `enforced: true`, and the model resolves to "
        "`enforced: false`."
    ]
