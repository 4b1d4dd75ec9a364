from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from dbt_treaty.check import judged
from dbt_treaty.conftest import Project
from dbt_treaty.contracts.model import ConsumerView, ViewOf
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.mend import fixes
from dbt_treaty.mend.column_tags import ContractTags, PropertyTags
from dbt_treaty.mend.fixes import Fix, Fixes, Unfixed, find_fixes
from dbt_treaty.mend.pin import Pin

SOURCE = "sources: {customer.raw.users: {columns: {email: [PII, contact], phone: [PII]}}}\n"


def found(project: Project, page: str) -> Fixes:
    evidence = project(page)
    return find_fixes(evidence, judged(evidence).report)


def test_tags_of_a_column_are_written_in_one_place(project: Project) -> None:
    page = """
sources: {customer.raw.users: {columns: {email: [contact], name: [PII]}}}
models:
  customer.derived.users_clean:
    sql: select email || name as label from {{ source('customer_raw', 'users') }}
"""

    (fix,) = found(project, page).fixes

    assert fix.edit == PropertyTags("models", "users_clean", "label", ("PII", "contact"))


def test_where_there_is_a_contract_it_is_written_there(project: Project) -> None:
    page = (
        SOURCE
        + """
models:
  customer.product.customer_dim:
    sql: select sha256(phone) as phone from {{ source('customer_raw', 'users') }}
    contract: {schema: [{name: phone, type: string, mask: sha256}]}
"""
    )
    path = "contracts/customer.product.customer_dim.contract.yaml"

    (fix,) = (each for each in found(project, page).fixes)

    assert fix == Fix(
        path,
        ContractTags("phone", ("PII",)),
        f"{path}: a tag that is added is a change: raise the version, then run "
        "`dbt run-operation sync_contracts`",
    )


def test_a_view_has_the_tags_of_its_product(project: Project) -> None:
    page = (
        SOURCE
        + """
models:
  customer.product.phones:
    sql: select sha256(phone) as phone from {{ source('customer_raw', 'users') }}
    contract: {schema: [{name: phone, type: string, mask: sha256}]}
"""
    )
    resources = project(page).project.resources.values()
    (resource,) = (each for each in resources if each.contract is not None)
    made_from = ViewOf("customer.product.customer_dim", ConsumerView("phones", "sales", ()))
    assert resource.contract is not None
    contract = replace(resource.contract, view_of=made_from)
    view = msgspec.structs.replace(resource, contract=contract)

    told = "it is a view of customer.product.customer_dim: declare it on that product's column"
    assert [fixes._hindrance(each) for each in (resource, view)] == ["", told]


def test_a_tag_on_a_column_that_is_not_made_stays(project: Project) -> None:
    page = """
models:
  customer.derived.users_clean:
    sql: select 'x' as email
    columns: {e_mail: [PII]}
"""

    result = found(project, page)

    assert result.fixes == ()
    assert [(each.policy, each.reason) for each in result.unfixed] == [
        ("undeclared-tag", "which column is meant, nobody but you can say")
    ]


READS = """
models:
  orders.product.order_facts:
    sql: select 1 as order_id
    contract: {version: "2.3.1", schema: [{name: order_id, type: integer}]}
  marketing.derived.leads:
    sql: select order_id from {{ ref('order_facts') }}
"""


@pytest.mark.parametrize(("own", "domain"), [("marketing", None), ("orders", "marketing")])
def test_a_missing_pin(project: Project, own: str, domain: str | None) -> None:
    result = found(project, f"configuration: {{domain: {own}}}\n{READS}")

    assert result == Fixes(
        (Fix("dbt_treaty.yml", Pin("orders.product.order_facts", "^2.3", domain)),), ()
    )


def test_a_pin_wants_a_configuration(project: Project) -> None:
    result = found(project, READS)

    assert result == Fixes(
        (),
        (
            Unfixed(
                "models/marketing/derived/leads.sql:1",
                "unpinned-subscription",
                "there is no dbt_treaty.yml: `dbt-treaty init --here` makes it",
            ),
        ),
    )


def test_reasons_are_of_policies_there_are() -> None:
    assert set(fixes._REASONS) - {policy.name for policy in POLICIES} == set()
