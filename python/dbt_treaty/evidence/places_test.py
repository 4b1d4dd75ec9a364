from __future__ import annotations

from dbt_treaty.contracts.model import Contract, ContractColumn, Owner, Sla
from dbt_treaty.errors import Place
from dbt_treaty.evidence.places import (
    column_place,
    contract_place,
    promised_column,
    read_place,
    reference_place,
    resource_place,
)
from dbt_treaty.lineage.model import OutputColumn, TableRead
from dbt_treaty.project.model import Resource

EMAIL = ContractColumn("email", "string", line=7)
CONTRACT = Contract(
    "users",
    "customer",
    "product",
    "1.0.0",
    Owner(),
    (EMAIL, ContractColumn("id", "string")),
    Sla(),
    (),
    Place("contracts/users.contract.yaml", 1),
)
RAW = """{{ config(tags=['x']) }}
select
  id,
  {{ mask('email') }} as email
from {{ ref('users') }}
join {{ source('crm', 'people') }} using (id)
join {{ ref('tools', 'days') }} on true
join past.dbt.table_x on true
"""
COMPILED = """
select
  id,
  dbt_treaty_redact(email) as email
from "w"."s"."users"
join "w"."crm"."people" using (id)
join "w"."s"."days" on true
join past.dbt.table_x on true
"""
MODEL = Resource(
    "model.p.dim",
    "model",
    "dim",
    "p",
    "models/dim.sql",
    raw=RAW,
    compiled=COMPILED,
    contract=CONTRACT,
)
PACKAGED = Resource("model.q.dim", "model", "dim", "q", "models/dim.sql", in_root=False)


def test_a_resource_of_a_package_lies_where_dbt_puts_it() -> None:
    assert resource_place(MODEL) == Place("models/dim.sql")
    assert resource_place(PACKAGED, 3) == Place("dbt_packages/q/models/dim.sql", 3)


def test_a_column_is_where_the_file_makes_it() -> None:
    assert column_place(MODEL, "email", OutputColumn("email", line=4)) == Place("models/dim.sql", 4)
    assert column_place(MODEL, "email", OutputColumn("email")) == Place("models/dim.sql", 0)


def test_a_column_that_no_query_makes_is_where_it_is_promised() -> None:
    assert column_place(MODEL, "EMAIL", None) == Place("contracts/users.contract.yaml", 7)
    assert column_place(MODEL, "other", None) == Place("models/dim.sql")


def test_a_reference_is_where_it_is_written() -> None:
    users = Resource("model.p.users", "model", "users", "p", "models/users.sql")
    people = Resource("source.p.crm.people", "source", "people", "p", "models/s.yml")
    days = Resource("seed.tools.days", "seed", "days", "tools", "seeds/days.csv", in_root=False)
    hidden = Resource("model.p.hidden", "model", "hidden", "p", "models/hidden.sql")

    lines = [reference_place(MODEL, parent).line for parent in (users, people, days, hidden)]

    assert lines == [5, 6, 7, 0]


def test_a_table_named_past_dbt_is_where_it_is_named() -> None:
    read = TableRead("past.dbt.table_x", "model.p.x", 8)

    assert read_place(MODEL, read) == Place("models/dim.sql", 8)


def test_a_contract_is_at_its_columns_line() -> None:
    path = CONTRACT.place.path

    assert contract_place(CONTRACT, MODEL, "Email") == Place(path, 7)
    assert contract_place(CONTRACT, None, "id") == Place(path, 1)
    assert contract_place(CONTRACT, None, "unknown") == Place(path, 1)
    assert contract_place(CONTRACT, PACKAGED) == Place(f"dbt_packages/q/{path}", 1)


def test_names_of_columns_have_no_case() -> None:
    assert promised_column(CONTRACT, "EMAIL") == EMAIL
    assert promised_column(CONTRACT, "phone") is None
    assert promised_column(None, "email") is None
