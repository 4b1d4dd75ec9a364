from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from msgspec import structs

from dbt_treaty.conftest import Found, Project
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.lineage.model import QueryLineage, TableRead
from dbt_treaty.policies.tier_boundary import judge
from dbt_treaty.project.model import Resource

PARENT, READER = "model.mesh.parent", "model.mesh.reader"


def evidence_of(project: Project, *resources: Resource, reads: str | None = None) -> Evidence:
    """The evidence of these resources alone; ``reads``: what the reader's SQL names past dbt."""
    evidence = project("models: {orders.derived.a: {sql: select 1 as a}}")
    named = {resource.id: resource for resource in resources}
    named_reads = (TableRead("w.s.parent", reads, 1),) if reads else ()
    graph = replace(evidence.graph, queries={READER: QueryLineage(reads=named_reads)})
    return replace(evidence, project=replace(evidence.project, resources=named), graph=graph)


def resource(id_: str, domain: str | None, tier: str | None, *parents: str) -> Resource:
    name = id_.rsplit(".", maxsplit=1)[-1]
    return Resource(
        id_, "model", name, "mesh", f"models/{name}.sql", domain=domain, tier=tier, parents=parents
    )


DOMAINS = ("orders", "customer", "platform", None)
TIERS = ("raw", "derived", "product", "curated", None)


@pytest.mark.parametrize("by_name", [False, True])
def test_every_pair_of_domains_and_tiers(project: Project, by_name: bool) -> None:
    """The rule once more, as a table: a public parent is free, and so is one's own."""
    refused = {}
    for mine, theirs, tier in product(DOMAINS, DOMAINS, TIERS):
        parent = resource(PARENT, theirs, tier)
        reader = resource(READER, mine, "derived", *(() if by_name else (PARENT,)))
        evidence = evidence_of(project, parent, reader, reads=PARENT if by_name else None)
        refused[mine, theirs, tier] = bool(list(judge(evidence, {})))

    public = {(theirs, "product") for theirs in DOMAINS} | {("platform", "curated")}
    assert refused == {
        (mine, theirs, tier): mine != theirs and (theirs, tier) not in public
        for mine, theirs, tier in product(DOMAINS, DOMAINS, TIERS)
    }


def test_a_finding_names_the_products_to_read_instead(found: Found) -> None:
    page = """
    models:
      customer.derived.users_clean: {sql: select 1 as user_id}
      customer.product.users:
        sql: select user_id from {{ ref('users_clean') }}
        contract: {schema: [{name: user_id, type: integer}]}
      marketing.derived.leads:
        sql: |
          select user_id
          from {{ ref('users_clean') }}
    """

    assert found("tier-boundary", page) == [
        Finding(
            policy="tier-boundary",
            severity=Severity.ERROR,
            resource="model.mesh.leads",
            message="leads of the marketing domain reads customer.derived.users_clean: it is in "
            "the derived tier of the customer domain, and only a product may be read across "
            "domains.",
            help="Read a product of the customer domain instead: customer.product.users.",
            path="models/marketing/derived/leads.sql",
            line=2,
        )
    ]


def test_what_is_read_past_dbt_is_said_to_be(found: Found) -> None:
    page = """
    models:
      customer.derived.users_clean: {sql: select 1 as user_id}
      marketing.derived.leads: {sql: "select user_id from customer_derived.users_clean"}
    """

    assert [finding.message for finding in found("tier-boundary", page)] == [
        "leads of the marketing domain reads customer.derived.users_clean by its name, past dbt: "
        "it is in the derived tier of the customer domain, and only a product may be read across "
        "domains."
    ]


def test_what_an_ephemeral_parent_reads_is_not_read_past_dbt(project: Project) -> None:
    origin = resource("model.mesh.origin", "customer", "raw")
    product_ = structs.replace(
        resource(PARENT, "customer", "product", origin.id), config={"materialized": "ephemeral"}
    )
    reader = resource(READER, "orders", "derived", PARENT)

    assert list(judge(evidence_of(project, origin, product_, reader, reads=origin.id), {})) == []


def test_what_another_parent_reads_is(project: Project) -> None:
    origin = resource("model.mesh.origin", "customer", "raw")
    product_ = resource(PARENT, "customer", "product", origin.id)
    reader = resource(READER, "orders", "derived", PARENT)
    evidence = evidence_of(project, origin, product_, reader, reads=origin.id)

    assert [finding.resource for finding in judge(evidence, {})] == [READER]


def test_a_parent_the_manifest_does_not_have_is_a_stranger(project: Project) -> None:
    reader = resource(READER, "orders", "derived", "source.mesh.crm.users")

    assert [finding.message for finding in judge(evidence_of(project, reader), {})] == [
        "reader of the orders domain reads the source crm.users: whose it is is not known, so it "
        "counts as another domain's private data."
    ]


def test_an_incremental_model_may_read_itself(project: Project) -> None:
    reader = resource(READER, "orders", "derived")

    assert list(judge(evidence_of(project, reader, reads=READER), {})) == []


def test_what_a_hook_reads_past_dbt(found: Found) -> None:
    page = """
    configuration: {domain: marketing}
    models:
      customer.derived.users_clean: {sql: select 1 as user_id}
      marketing.derived.leads:
        sql: |
          select 1 as user_id
          {{ config(pre_hook="delete from x where id in (select id from users_clean)") }}
    hooks:
      on-run-end:
        - insert into log select count(*) from {{ ref('users_clean') }}
        - select 1 from {{ ref('leads') }}
    """

    hook, model = found("tier-boundary", page)

    assert (hook.resource, hook.path, hook.message) == (
        "",
        "dbt_project.yml",
        "The on-run-end hook, of the marketing domain, reads customer.derived.users_clean: it is "
        "in the derived tier of the customer domain, and only a product may be read across "
        "domains.",
    )
    assert (model.resource, model.line, model.message) == (
        "model.mesh.leads",
        2,
        "The pre_hook of leads, of the marketing domain, reads customer.derived.users_clean: it is "
        "in the derived tier of the customer domain, and only a product may be read across "
        "domains.",
    )


def test_an_on_run_hook_of_nobody_reads_nothing_private(found: Found) -> None:
    page = """
    models:
      customer.derived.users_clean: {sql: select 1 as user_id}
    hooks: {on-run-end: ["select 1 from {{ ref('users_clean') }}"]}
    """

    (finding,) = found("tier-boundary", page)

    assert finding.help == (
        "Say in dbt_treaty.yml whose the project is (`domain:`), or read it in a model."
    )
