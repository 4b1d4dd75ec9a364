from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.pages.page_project import page_project
from dbt_treaty.trace.answer import both, downstream, upstream, whole_project
from dbt_treaty.trace.openlineage import PRODUCER, render_openlineage
from dbt_treaty.trace.target import find_target

SCHEMA = json.loads(
    (Path(__file__).parent / "fixtures" / "column_lineage_facet.schema.json").read_text("utf-8")
)
NS = "duckdb"
IDENTITY = {"type": "DIRECT", "subtype": "IDENTITY", "masking": False}
READ = {"type": "INDIRECT", "masking": False}
Facets = dict[str, dict[str, Any]]


def facets(evidence: Evidence, name: str | None = None) -> Facets:
    """The column lineage of each dataset, by its name."""
    trace = both(evidence, find_target(evidence, name).columns) if name else whole_project(evidence)
    told = json.loads(render_openlineage(trace, evidence))
    assert list(Draft202012Validator(SCHEMA).iter_errors(told)) == []
    return {each["name"]: each["facets"]["columnLineage"] for each in told}


def read(name: str, field: str, *transformations: dict[str, Any]) -> dict[str, Any]:
    return {
        "namespace": NS,
        "name": f"warehouse.{name}",
        "field": field,
        "transformations": list(transformations),
    }


def mod(*functions: str, subtype: str = "TRANSFORMATION", masking: bool = False) -> dict[str, Any]:
    told = ", ".join(functions)
    return {"type": "DIRECT", "subtype": subtype, "description": told, "masking": masking}


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Evidence]:
    return lambda page: page_project(yaml.safe_load(page), tmp_path)


def test_the_whole_project(estate: Evidence) -> None:
    url = "https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json"
    told = facets(estate)

    assert {(each["_producer"], each["_schemaURL"]) for each in told.values()} == {(PRODUCER, url)}
    assert {name: (each["fields"], each["dataset"]) for name, each in told.items()} == {
        "warehouse.customer_derived.users_clean": (
            {
                "id": {"inputFields": [read("customer_raw.users", "id", IDENTITY)]},
                "email": {"inputFields": [read("customer_raw.users", "email", mod("lower"))]},
            },
            [read("customer_raw.users", "active", READ)],
        ),
        "warehouse.customer_product.customer_dim": (
            {
                "id": {"inputFields": [read("customer_derived.users_clean", "id", IDENTITY)]},
                "token": {
                    "inputFields": [
                        read(
                            "customer_derived.users_clean",
                            "email",
                            mod("cast", "dbt_treaty_tokenize", masking=True),
                        )
                    ]
                },
                "is_test": {"inputFields": [read("customer_derived.users_clean", "email", READ)]},
            },
            [],
        ),
        "warehouse.marketing_derived.scored": ({}, [_suspected("id"), *_suspected_others()]),
        "warehouse.marketing_product.leads": (
            {
                "token": {
                    "inputFields": [read("customer_product.customer_dim", "token", IDENTITY)]
                },
                "leads": {"inputFields": []},
            },
            [
                read("customer_product.customer_dim", "is_test", READ),
                read("customer_product.customer_dim", "token", READ),
            ],
        ),
        "warehouse.marketing_derived.lead_sum": (
            {
                "leads": {
                    "inputFields": [
                        read("marketing_product.leads", "leads", mod("sum", subtype="AGGREGATION"))
                    ]
                }
            },
            [],
        ),
    }


def _suspected(field: str) -> dict[str, Any]:
    told = "not resolved: python model"
    doubt = {"type": "DIRECT", "description": told, "masking": False}
    return read("customer_product.customer_dim", field, doubt)


def _suspected_others() -> list[dict[str, Any]]:
    return [_suspected("is_test"), _suspected("token")]


def test_a_facet_is_whole_whatever_was_asked(estate: Evidence) -> None:
    whole = facets(estate)

    told = facets(estate, "users_clean.email")

    assert told == {name: each for name, each in whole.items() if not name.endswith("lead_sum")}


@pytest.mark.parametrize("answer", [upstream, downstream])
def test_a_source_has_no_facet(estate: Evidence, answer: Any) -> None:
    asked: Sequence[Any] = find_target(estate, "customer_raw.users.email").columns

    told = json.loads(render_openlineage(answer(estate, asked), estate))

    assert "warehouse.customer_raw.users" not in {each["name"] for each in told}


def test_the_warehouse_has_the_name_that_is_asked_for(estate: Evidence) -> None:
    text = render_openlineage(whole_project(estate), estate, "snowflake://acme")

    assert {each["namespace"] for each in json.loads(text)} == {"snowflake://acme"}
    assert '"namespace": "duckdb"' not in text


def test_several_ways_from_one_column_are_one_input(project: Callable[[str], Evidence]) -> None:
    evidence = project(
        """
        sources: {a.raw.users: {columns: {email: []}}}
        models:
          a.derived.m:
            sql: |
              select coalesce(sha256(email), email) as e, max(email) over (order by email) as top
              from {{ source('a_raw', 'users') }}
        """
    )

    assert facets(evidence)["warehouse.a_derived.m"]["fields"] == {
        "e": {
            "inputFields": [
                read(
                    "a_raw.users", "email", mod("coalesce"), mod("sha256", "coalesce", masking=True)
                )
            ]
        },
        "top": {
            "inputFields": [
                read("a_raw.users", "email", mod("max over", subtype="AGGREGATION"), READ)
            ]
        },
    }


def test_a_source_may_have_columns_that_nobody_declares(
    project: Callable[[str], Evidence],
) -> None:
    evidence = project(
        """
        sources: {a.raw.users: {columns: {email: []}}}
        models: {a.derived.m: {sql: "select * from {{ source('a_raw', 'users') }}"}}
        """
    )
    doubt = {"type": "DIRECT", "description": "not resolved: unknown schema", "masking": False}

    facet = facets(evidence)["warehouse.a_derived.m"]

    assert facet["dataset"] == [
        read("a_raw.users", "*", doubt),
        read("a_raw.users", "email", doubt),
    ]


def test_a_table_under_two_names_does_not_feed_itself(project: Callable[[str], Evidence]) -> None:
    evidence = project(
        """
        sources: {a.product.dim: {columns: {id: []}}, a.raw.users: {columns: {id: []}}}
        models:
          a.product.dim: {sql: "select id from {{ source('a_raw', 'users') }}"}
        """
    )

    assert facets(evidence)["warehouse.a_product.dim"]["fields"] == {
        "id": {"inputFields": [read("a_raw.users", "id", IDENTITY)]}
    }


def test_the_schema_refuses_what_is_no_facet(estate: Evidence) -> None:
    told = json.loads(render_openlineage(whole_project(estate), estate))
    facet = told[0]["facets"]["columnLineage"]
    del facet["_producer"]
    facet["fields"]["id"]["inputFields"][0]["transformations"][0]["subtype"] = "FILTER"

    assert len(list(Draft202012Validator(SCHEMA).iter_errors(told))) == 2
