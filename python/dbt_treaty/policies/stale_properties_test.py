from __future__ import annotations

from dataclasses import replace

from dbt_treaty.conftest import Found, Project
from dbt_treaty.errors import Place, Problem
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.policies.stale_properties import judge
from dbt_treaty.project.workspace import GeneratedFile, Workspace

SYNCED = """
models:
  orders.product.order_facts:
    sql: select 1 as order_id
    contract: {schema: [{name: order_id, type: integer}]}
"""
CONTRACT = "contracts/orders.product.order_facts.contract.yaml"
GENERATED = "models/orders/product/_treaty/order_facts.yml"
SYNC = "Run `dbt run-operation sync_contracts` and commit what it writes."


def stale(path: str, message: str, mend: str, line: int = 1, resource: str = "") -> Finding:
    return Finding(
        "stale-properties", Severity.ERROR, resource, message, mend, path=path, line=line
    )


def test_a_changed_contract(found: Found) -> None:
    page = SYNCED + "    contract_on_disk: {description: Facts.}\n"

    assert found("stale-properties", page) == [
        stale(
            CONTRACT,
            "The contract orders.product.order_facts 1.0.0 has changed since its model's "
            "properties were generated: dbt still enforces what it said before.",
            SYNC,
            resource="model.mesh.order_facts.v1",
        )
    ]


def test_a_manifest_that_is_older_than_the_sync(project: Project) -> None:
    evidence = project(SYNCED + "    contract_on_disk: {description: Facts.}\n")
    assert evidence.workspace is not None
    contracts = evidence.workspace.contracts
    written = GeneratedFile(GENERATED, intact=True, contract_checksums=(contracts[0].checksum,))
    resynced = replace(evidence, workspace=Workspace(contracts, {GENERATED: written}))

    assert list(judge(resynced, {})) == [
        stale(
            CONTRACT,
            "The contract orders.product.order_facts 1.0.0 is synced, but the manifest judged here "
            "is older than that.",
            "Run `dbt compile` to write a new manifest.",
            resource="model.mesh.order_facts.v1",
        )
    ]


def test_a_contract_that_is_not_synced_names_the_model_it_is_meant_for(found: Found) -> None:
    page = """
    models:
      orders.product.order_facts: {sql: select 1 as order_id}
    contracts:
      orders.product.order_facts: {schema: [{name: order_id, type: integer}]}
    """

    assert found("stale-properties", page) == [
        stale(
            CONTRACT,
            "The contract orders.product.order_facts 1.0.0 is not synced: "
            "no model of this project is held to it.",
            SYNC,
            resource="model.mesh.order_facts",
        )
    ]


def test_a_contract_that_is_gone(found: Found) -> None:
    assert found("stale-properties", SYNCED + "    contract_on_disk: null\n") == [
        stale(
            "models/orders/product/order_facts.sql",
            "The properties of order_facts were generated from the contract "
            f"orders.product.order_facts 1.0.0, and {CONTRACT} no longer has it.",
            "Bring the contract back, or run `dbt run-operation sync_contracts` to take the "
            "promise away.",
            line=0,
            resource="model.mesh.order_facts.v1",
        )
    ]


def test_a_file_that_nothing_stands_behind(project: Project) -> None:
    evidence = project("models: {orders.derived.a: {sql: select 1 as a}}")
    left = GeneratedFile(GENERATED, intact=True, contract_checksums=("0" * 64,))

    assert list(judge(replace(evidence, workspace=Workspace((), {GENERATED: left})), {})) == [
        stale(
            GENERATED,
            "No contract has what this file was generated from, and no model is held to it.",
            SYNC,
            line=0,
        )
    ]


def test_a_synced_contract_that_no_longer_loads_is_told_once(project: Project) -> None:
    evidence = project(SYNCED)
    broken = Problem(Place(CONTRACT, 3), "the version is no version", "write 1.0.0")
    workspace = Workspace((), evidence.workspace.generated if evidence.workspace else {}, (broken,))

    assert list(judge(replace(evidence, workspace=workspace), {})) == [
        stale(
            CONTRACT,
            "This contract does not load: the version is no version",
            "Write 1.0.0. Then run `dbt run-operation sync_contracts`.",
            line=3,
        )
    ]


RULE = GlobalRule("whole", Place("rules.yaml", 2), ("integer",), sql="{column} % 1 = 0")


def test_the_platforms_rules_are_others_than_at_sync(project: Project) -> None:
    evidence = project(SYNCED)
    assert evidence.workspace is not None
    workspace = replace(evidence.workspace, global_rules=(RULE,))
    assert list(judge(replace(evidence, workspace=workspace), {})) == [
        stale(
            "models/orders/product/order_facts.sql",
            "The platform's rules for order_facts have changed since its properties were generated "
            "(platform.whole.order_id): dbt still tests what they said before.",
            SYNC,
            line=0,
            resource="model.mesh.order_facts.v1",
        )
    ]


def test_a_type_that_the_platform_wants_by_now(project: Project) -> None:
    evidence = project(SYNCED)
    assert evidence.workspace is not None
    typed = replace(RULE, sql=None, type="bigint")
    workspace = replace(evidence.workspace, global_rules=(typed,))
    (found,) = judge(replace(evidence, workspace=workspace), {})
    assert (found.path, found.message) == (
        CONTRACT,
        "The column order_id is integer, and the platform's rule whole (rules.yaml:2) wants "
        "bigint.",
    )


def test_the_platforms_rules_do_not_load(project: Project) -> None:
    evidence = project(SYNCED)
    assert evidence.workspace is not None
    broken = Problem(Place("rules.yaml", 3), "rules.a: wants sql or type", "add `sql:`")
    workspace = replace(evidence.workspace, rule_problems=(broken,))
    assert list(judge(replace(evidence, workspace=workspace), {})) == [
        stale(
            "rules.yaml",
            "The platform's rules do not load: rules.a: wants sql or type",
            "Add `sql:`.",
            line=3,
        )
    ]


def test_without_a_project_folder_there_is_nothing_to_compare(project: Project) -> None:
    assert list(judge(replace(project(SYNCED), workspace=None), {})) == []


def test_lost_facts_are_not_ours_to_tell(found: Found) -> None:
    page = """
    models:
      orders.product.order_facts:
        sql: |
          {{ config(meta={"dbt_treaty": none}) }}
          select 1 as order_id
        contract: {schema: [{name: order_id, type: integer}]}
    """

    assert found("stale-properties", page) == []
