from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.conftest import Found, Project
from dbt_treaty.contracts.model import Contract, ContractColumn, Owner, Sla
from dbt_treaty.errors import Place
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Coverage, Finding, Severity
from dbt_treaty.lineage.model import OutputColumn, QueryLineage
from dbt_treaty.policies.contract_mismatch import judge
from dbt_treaty.project.model import Project as ProjectModel
from dbt_treaty.project.model import Resource
from dbt_treaty.tags.model import CarriedTags
from dbt_treaty.tags.transforms import classify

CONTRACT = "contracts/orders.product.order_facts.contract.yaml"
MODEL = "models/orders/product/order_facts.sql"
ID = "model.mesh.order_facts.v1"
PAGE = """
models:
  orders.product.order_facts:
    sql: |
      select
        1 as order_id,
        cast('2024-01-01' as date) as day,
        'x' as note
    contract:
      schema:
        - {name: order_id, type: integer}
        - {name: day, type: timestamp_tz}
        - {name: status, type: string}
"""


def mismatch(column: str, at: tuple[str, int], message: str, mend: str) -> Finding:
    return Finding(
        "contract-mismatch", Severity.ERROR, ID, message, mend, column, path=at[0], line=at[1]
    )


def test_each_kind_of_mismatch_points_to_where_it_is_mended(found: Found) -> None:
    assert found("contract-mismatch", PAGE) == [
        mismatch(
            "status",
            (CONTRACT, 9),
            "The contract promises status (string), and the SQL of order_facts makes no such "
            "column.",
            f"Select status in {MODEL}, or take it out of the contract (once published, that is a "
            "new major version).",
        ),
        mismatch(
            "day",
            (MODEL, 3),
            "order_facts.day is DATE, and the contract promises timestamp_tz (timestamptz on "
            "duckdb).",
            f"Cast it: `cast(… as timestamptz)`, or change its type in {CONTRACT}:8.",
        ),
        mismatch(
            "note",
            (MODEL, 4),
            "order_facts makes the column note, which its contract orders.product.order_facts does "
            "not promise.",
            f"Add note to {CONTRACT}:1, or leave it out of the model.",
        ),
    ]


def test_what_the_contract_on_disk_allows_waits_for_the_sync(found: Found) -> None:
    changed = """
    contract_on_disk:
      schema:
        - {name: order_id, type: integer}
        - {name: day, type: date}
        - {name: note, type: string}
"""

    assert found("contract-mismatch", PAGE + changed) == []


def test_what_it_does_not_allow_does_not_wait(found: Found) -> None:
    changed = "    contract_on_disk: {description: Facts.}\n"

    columns = [finding.column for finding in found("contract-mismatch", PAGE + changed)]

    assert columns == ["status", "day", "note"]


def test_columns_of_an_unknown_star_are_left_to_dbt(found: Found) -> None:
    page = """
    sources: {orders.raw.events: {}}
    models:
      orders.product.order_facts:
        sql: select *, 1 as extra from {{ source('orders_raw', 'events') }}
        contract: {schema: [{name: order_id, type: integer}]}
    """

    assert [finding.column for finding in found("contract-mismatch", page)] == ["extra"]


def test_types_that_the_sql_does_not_tell_are_left_to_dbt(found: Found) -> None:
    page = """
    sources: {orders.raw.events: {columns: {order_id: []}}}
    models:
      orders.product.order_facts:
        sql: select order_id from {{ source('orders_raw', 'events') }}
        contract: {schema: [{name: order_id, type: json}]}
    """

    assert found("contract-mismatch", page) == []


@pytest.mark.parametrize("sql", ["select from where (", "{{ config() }} not sql at all ("])
def test_sql_that_cannot_be_read_is_left_to_unknown_lineage(found: Found, sql: str) -> None:
    page = f"""
    models:
      orders.product.order_facts:
        sql: "{sql}"
        contract: {{schema: [{{name: order_id, type: integer}}]}}
    """

    assert found("contract-mismatch", page) == []


def test_a_contract_without_columns_is_left_to_incomplete_contract(project: Project) -> None:
    evidence = project(PAGE)
    model = evidence.project.resources[ID]
    assert model.contract is not None
    empty = structs.replace(model, contract=replace(model.contract, columns=()))

    named = replace(evidence.project, resources={ID: empty})

    assert list(judge(replace(evidence, project=named), {})) == []


def evidence_with(query: QueryLineage, promised: list[str]) -> Evidence:
    """A model whose query is known and whose contract promises these columns."""
    contract = Contract(
        "order_facts",
        "orders",
        "product",
        "1.0.0",
        Owner(),
        tuple(ContractColumn(name, "string") for name in promised),
        Sla(),
        (),
        Place(CONTRACT),
    )
    model = Resource(ID, "model", "order_facts", "mesh", MODEL, contract=contract)
    project = ProjectModel("mesh", "duckdb", {ID: model}, Configuration())
    graph = ColumnGraph({}, {ID: query}, {}, Coverage())
    return Evidence(project, graph, CarriedTags({}, {}, {}), classify(Configuration()))


NAMES = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(made=NAMES.filter(bool), promised=NAMES.filter(bool), data=st.data())
def test_names_differ_exactly_where_the_sets_do(
    made: list[str], promised: list[str], data: st.DataObject
) -> None:
    """Whatever the order and the case, what is on one side alone is found, and nothing else."""
    spelled = [data.draw(st.sampled_from((name, name.upper()))) for name in made]
    query = QueryLineage(tuple(OutputColumn(name) for name in spelled))

    found = [finding.column for finding in judge(evidence_with(query, promised), {})]

    assert sorted(str(name).lower() for name in found) == sorted(set(made) ^ set(promised))


QUOTED = """
models:
  orders.product.order_facts:
    sql: select 1 as id, 2 as "order"
    contract:
      schema: [{name: id, type: integer}, {name: order, type: integer}]
      quality:
        row_rules:
          - {name: few, sql: '"order" < 4'}
          - {sql: "\\"id\\" < 9 or id is null"}
          - {name: plain, sql: id > 0}
      views:
        - {name: small, consumer: sales, columns: [id], where: '"order" < 3'}
"""


def test_a_rule_that_was_synced_on_another_warehouse(project: Project) -> None:
    evidence = project(QUOTED)
    on_duckdb = [f for f in judge(evidence, {}) if f.column is None]
    elsewhere = replace(evidence, project=replace(evidence.project, adapter="spark"))
    on_spark = [f for f in judge(elsewhere, {}) if f.column is None]

    told = "which is a text on spark and no column: write `{0}` for the column, '{0}' for the text."
    subjects = (
        ("row rule few", "order"),
        ('row rule "\\"id\\" < 9 or id is null"', "id"),
        ("where of the view small", "order"),
    )
    assert on_duckdb == []
    assert [(f.resource, f.path, f.line, f.message) for f in on_spark] == [
        (
            ID,
            CONTRACT,
            1,
            f'The {subject} of orders.product.order_facts holds "{column}", {told.format(column)}',
        )
        for subject, column in subjects
    ]
    assert {f.help for f in on_spark} == {f"Write it as spark reads it in {CONTRACT}, and sync."}
