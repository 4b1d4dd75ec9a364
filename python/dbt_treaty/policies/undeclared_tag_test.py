from __future__ import annotations

from dbt_treaty.conftest import Found
from dbt_treaty.findings import Finding, Severity

SOURCE = "sources: {customer.raw.users: {columns: {id: [], email: [PII, contact], phone: [PII]}}}\n"


def test_tags_that_came_one_way_are_told_together(found: Found) -> None:
    page = (
        SOURCE
        + """
models:
  customer.derived.users_clean:
    sql: |
      select
        id,
        lower(email) as email,
        phone
      from {{ source('customer_raw', 'users') }}
    columns: {phone: [PII]}
"""
    )

    assert found("undeclared-tag", page) == [
        Finding(
            policy="undeclared-tag",
            severity=Severity.ERROR,
            resource="model.mesh.users_clean",
            message="users_clean.email inherits PII and contact from upstream and does not declare "
            "it.",
            help="Write `tags: [PII, contact]` on the column email of users_clean in a properties "
            "file.",
            column="email",
            path="models/customer/derived/users_clean.sql",
            line=3,
            trail=("source.mesh.customer_raw.users.email", "model.mesh.users_clean.email"),
        )
    ]


def test_tags_that_came_different_ways_are_told_apart(found: Found) -> None:
    page = """
sources: {customer.raw.users: {columns: {email: [contact], name: [PII]}}}
models:
  customer.derived.users_clean:
    sql: select email || name as label from {{ source('customer_raw', 'users') }}
"""

    trails = [finding.trail[0] for finding in found("undeclared-tag", page)]

    assert sorted(trails) == [
        "source.mesh.customer_raw.users.email",
        "source.mesh.customer_raw.users.name",
    ]


def test_where_there_is_a_contract_the_contract_declares(found: Found) -> None:
    page = (
        SOURCE
        + """
models:
  customer.product.customer_dim:
    sql: |
      select
        sha256(phone) as phone,
        email as extra
      from {{ source('customer_raw', 'users') }}
    contract: {schema: [{name: phone, type: string, mask: sha256}]}
"""
    )
    contract = "contracts/customer.product.customer_dim.contract.yaml"

    assert [(f.column, f.line, f.help) for f in found("undeclared-tag", page)] == [
        (
            "phone",
            2,
            f"Write `tags: [PII]` on phone in {contract}:7 and run "
            "`dbt run-operation sync_contracts`.",
        ),
        (
            "extra",
            3,
            f"Add extra with its tags in {contract}:1 and run `dbt run-operation sync_contracts`.",
        ),
    ]


def test_declared_in_another_case_of_the_name_is_declared(found: Found) -> None:
    page = (
        SOURCE
        + """
models:
  customer.derived.users_clean:
    sql: select phone as PHONE from {{ source('customer_raw', 'users') }}
    columns: {phone: [PII]}
"""
    )

    assert found("undeclared-tag", page) == []


def test_an_unresolved_column_is_left_to_unknown_lineage(found: Found) -> None:
    page = (
        SOURCE
        + """
models:
  customer.derived.users_clean:
    sql: select nobody_has_this from {{ source('customer_raw', 'users') }}
"""
    )

    assert found("undeclared-tag", page) == []


def test_a_tag_on_a_column_that_is_not_made_marks_nothing(found: Found) -> None:
    page = """
    sources: {customer.raw.users: {columns: {email: []}}}
    models:
      customer.derived.users_clean:
        sql: select lower(email) as email from {{ source('customer_raw', 'users') }}
        columns: {e_mail: [PII], country: []}
    """

    assert found("undeclared-tag", page) == [
        Finding(
            policy="undeclared-tag",
            severity=Severity.ERROR,
            resource="model.mesh.users_clean",
            message="PII is declared on users_clean.e_mail, a column that users_clean does not "
            "make: it marks nothing.",
            help='Did you mean "email"? Correct the name in its properties file, or take it out.',
            column="e_mail",
            path="models/customer/derived/users_clean.sql",
        )
    ]


def test_columns_that_nobody_can_list_may_have_any_name(found: Found) -> None:
    page = """
    sources: {customer.raw.users: {}}
    models:
      customer.derived.users_clean:
        sql: select * from {{ source('customer_raw', 'users') }}
        columns: {e_mail: [PII]}
    """

    assert found("undeclared-tag", page) == []


def test_upper_and_lower_case_are_one_tag(found: Found) -> None:
    page = """
    sources: {customer.raw.users: {columns: {email: [pii]}}}
    models:
      customer.derived.users_clean:
        sql: select email from {{ source('customer_raw', 'users') }}
        columns: {email: [PII]}
    """

    assert found("undeclared-tag", page) == []


def test_what_a_records_field_declares_the_record_declares(found: Found) -> None:
    page = """
    sources: {customer.raw.users: {columns: {address: [], address.email: [PII]}}}
    models:
      customer.derived.users_clean:
        sql: select address from {{ source('customer_raw', 'users') }}
        columns: {address: [], address.email: [PII]}
      customer.derived.users_lost:
        sql: select address.city from {{ ref('users_clean') }}
    """

    assert [(each.resource, each.column, each.trail) for each in found("undeclared-tag", page)] == [
        (
            "model.mesh.users_lost",
            "city",
            (
                "model.mesh.users_clean.address.email",
                "model.mesh.users_clean.address",
                "model.mesh.users_lost.city",
            ),
        )
    ]
