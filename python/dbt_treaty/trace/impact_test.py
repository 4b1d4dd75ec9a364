from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dbt_treaty.contracts.model import Owner
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Unresolved
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.pages.page_project import page_project
from dbt_treaty.trace.impact import impact
from dbt_treaty.trace.impact_json import render_json
from dbt_treaty.trace.impact_model import (
    Impact,
    TouchedColumn,
    TouchedDomain,
    TouchedResource,
    TouchedRows,
)
from dbt_treaty.trace.model import Node, Tag
from dbt_treaty.trace.target import find_target

DIM, LEADS = "model.mesh.customer_dim.v1", "model.mesh.leads.v1"
CUSTOMER, TEAM = Owner("@customer", "customer-pager"), Owner("@team", "team-pager")
MASKED = (Tag("PII", declared=True, inherited=True, masked=True),)


def touched(evidence: Evidence, name: str) -> Impact:
    return impact(evidence, find_target(evidence, name))


def test_values_conditions_rows_and_guesses_by_domain(estate: Evidence) -> None:
    token = Node(ColumnRef(DIM, "token"), "model", "customer", "product", MASKED, "tokenize")
    is_test = Node(ColumnRef(DIM, "is_test"), "model", "customer", "product")
    lead = Node(ColumnRef(LEADS, "token"), "model", "marketing", "product", MASKED, "tokenize")
    scored = Node(
        ColumnRef("model.mesh.scored", "*"),
        "model",
        "marketing",
        "derived",
        (Tag("PII", inherited=True, masked=True, uncertain=True),),
        reason="python model",
    )
    python = Unresolved("model.mesh.scored", None, "python model")

    assert touched(estate, "users_clean.email") == Impact(
        asked=Node(
            ColumnRef("model.mesh.users_clean", "email"),
            "model",
            "customer",
            "derived",
            (Tag("PII", declared=True, inherited=True),),
        ),
        domains=(
            TouchedDomain(
                "customer",
                (CUSTOMER,),
                (
                    TouchedResource(
                        DIM,
                        "model",
                        "product",
                        is_product=True,
                        owner=CUSTOMER,
                        consumers=("finance",),
                        columns=(
                            TouchedColumn(is_test, "condition", certain=True),
                            TouchedColumn(token, "value", certain=True),
                        ),
                        rows=None,
                    ),
                ),
            ),
            TouchedDomain(
                "marketing",
                (TEAM,),
                (
                    TouchedResource(
                        LEADS,
                        "model",
                        "product",
                        is_product=True,
                        owner=TEAM,
                        consumers=(),
                        columns=(TouchedColumn(lead, "value", certain=True),),
                        rows=TouchedRows((ColumnRef(DIM, "is_test"), ColumnRef(DIM, "token"))),
                    ),
                    TouchedResource(
                        "model.mesh.lead_sum",
                        "model",
                        "derived",
                        is_product=False,
                        owner=None,
                        consumers=(),
                        columns=(),
                        rows=TouchedRows(through=LEADS),
                    ),
                    TouchedResource(
                        "model.mesh.scored",
                        "model",
                        "derived",
                        is_product=False,
                        owner=None,
                        consumers=(),
                        columns=(TouchedColumn(scored, "value", certain=False),),
                        rows=None,
                    ),
                ),
            ),
        ),
        unresolved=(python,),
        unplaced=(),
        coverage=estate.graph.coverage,
    )


def test_a_column_that_only_chooses_rows(estate: Evidence) -> None:
    found = touched(estate, "customer_raw.users.active")

    rows = {each.id: each.rows for domain in found.domains for each in domain.resources}
    assert rows == {
        "model.mesh.users_clean": TouchedRows(
            (ColumnRef("source.mesh.customer_raw.users", "active"),)
        ),
        DIM: TouchedRows(through="model.mesh.users_clean"),
        LEADS: TouchedRows(through=DIM),
        "model.mesh.scored": TouchedRows(through=DIM),
        "model.mesh.lead_sum": TouchedRows(through=LEADS),
    }


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Evidence]:
    return lambda page: page_project(yaml.safe_load(page), tmp_path)


def test_what_may_read_anything_is_named(project: Callable[[str], Evidence]) -> None:
    evidence = project(
        """
        models:
          a.derived.m: {sql: select 1 as id}
          a.derived.file: {sql: "select * from read_csv('x.csv')"}
        """
    )

    found = touched(evidence, "m.id")

    assert (found.domains, found.unresolved) == ((), ())
    assert found.unplaced == (Unresolved("model.mesh.file", "*", "table function read_csv"),)


def test_rows_that_only_a_guess_chooses(project: Callable[[str], Evidence]) -> None:
    evidence = project(
        """
        sources: {a.raw.users: {columns: {id: []}}}
        models:
          a.derived.scored:
            language: python
            sql: "def model(dbt, session): ..."
            reads: [source.mesh.a_raw.users]
            columns: {score: []}
          a.derived.good: {sql: "select 1 as one from {{ ref('scored') }} where score > 1"}
          a.derived.better: {sql: "select one from {{ ref('good') }}"}
        """
    )

    found = touched(evidence, "a.raw.users.id")

    assert {each.id: each.rows for each in found.domains[0].resources} == {
        "model.mesh.scored": None,
        "model.mesh.good": TouchedRows((ColumnRef("model.mesh.scored", "score"),), certain=False),
        "model.mesh.better": TouchedRows(through="model.mesh.good", certain=False),
    }


def test_a_column_that_nobody_can_list_touches_who_reads_one(
    project: Callable[[str], Evidence],
) -> None:
    evidence = project(
        """
        sources: {a.raw.users: {}}
        models:
          a.derived.all: {sql: "select * from {{ source('a_raw', 'users') }}"}
          a.derived.some: {sql: "select zip as code from {{ ref('all') }} where active"}
        """
    )

    found = touched(evidence, "a.raw.users.anything")

    columns = {
        (column.node.ref.relation, column.node.ref.column, column.certain)
        for resource in found.domains[0].resources
        for column in resource.columns
    }
    assert columns == {
        ("model.mesh.all", "*", False),
        ("model.mesh.all", "zip", False),
        ("model.mesh.some", "code", False),
    }
    assert found.domains[0].resources[1].rows == TouchedRows(
        (ColumnRef("model.mesh.all", "*"),), certain=False
    )


def test_a_table_under_two_names_is_one(project: Callable[[str], Evidence]) -> None:
    evidence = project(
        """
        sources: {a.product.dim: {columns: {id: [], active: []}}}
        models:
          a.product.dim: {sql: select 1 as id, true as active}
          b.derived.reader: {sql: "select 1 from {{ source('a_product', 'dim') }} where active"}
        """
    )

    found = touched(evidence, "model.mesh.dim.active")

    reader = found.domains[-1].resources[0]
    source = ColumnRef("source.mesh.a_product.dim", "active")
    assert (reader.id, reader.rows) == ("model.mesh.reader", TouchedRows((source,)))


def test_as_json(estate: Evidence) -> None:
    told = json.loads(render_json(touched(estate, "leads.leads")))

    lead_sum = {"resource": "model.mesh.lead_sum", "kind": "model", "tier": "derived"}
    column = {"resource": "model.mesh.lead_sum", "column": "leads", "kind": "model"}
    nobody = {"domain": "marketing", "tier": "derived", "tags": [], "mask": None, "reason": None}
    owner = {"team": "@team", "on_call": "team-pager", "reviewers": [], "email": None}
    assert told == {
        "schema_version": 1,
        "asked": {
            "resource": LEADS,
            "column": "leads",
            "kind": "model",
            **{**nobody, "tier": "product"},
        },
        "domains": [
            {
                "domain": "marketing",
                "owners": [owner],
                "resources": [
                    {
                        **lead_sum,
                        "product": False,
                        "owner": None,
                        "consumers_intended": [],
                        "columns": [{**column, **nobody, "how": "value", "certain": True}],
                        "rows": None,
                    }
                ],
            }
        ],
        "unresolved": [],
        "unplaced": [],
        "coverage": {
            "models": 5,
            "models_analysed": 4,
            "columns": 8,
            "columns_resolved": 8,
            "unresolved": [
                {"resource": "model.mesh.scored", "column": None, "reason": "python model"}
            ],
            "checked_when_built": [],
        },
        "summary": {"domains": 1, "products": 0, "columns": 1, "models_with_other_rows": 0},
    }
