from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dbt_treaty.errors import TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.pages.page_project import page_project
from dbt_treaty.trace.target import Target, find_target

DIM, USERS = "model.mesh.customer_dim.v1", "source.mesh.customer_raw.users"
FORMS = (
    "name it as model.column, domain.tier.table.column, source.table.column or by dbt's unique id; "
    "a version as model.v2"
)
TOKEN = Target(DIM, "token", (ColumnRef(DIM, "token"),))
EMAIL = Target(USERS, "email", (ColumnRef(USERS, "email"),))

Project = Callable[[str], Evidence]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return lambda page: page_project(yaml.safe_load(page), tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "customer_dim.token",
        "customer_dim.v1.token",
        "customer_dim.TOKEN",
        "customer.product.customer_dim.token",
        "customer.product.customer_dim.v1.token",
        "model.mesh.customer_dim.v1.token",
        " Customer_Dim.token ",
    ],
)
def test_every_name_of_a_column(estate: Evidence, text: str) -> None:
    assert find_target(estate, text) == TOKEN


@pytest.mark.parametrize(
    "text",
    [
        "customer_raw.users.email",
        "customer.raw.users.EMAIL",
        "source.mesh.customer_raw.users.email",
    ],
)
def test_every_name_of_a_sources_column(estate: Evidence, text: str) -> None:
    assert find_target(estate, text) == EMAIL


@pytest.mark.parametrize("text", ["customer_dim", "customer_dim.v1", DIM])
def test_a_model_is_all_its_columns(estate: Evidence, text: str) -> None:
    columns = tuple(ColumnRef(DIM, name) for name in ("id", "token", "is_test"))

    assert find_target(estate, text) == Target(DIM, None, columns)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "custmer_dim.token",
            "there is no model, seed, snapshot or source 'custmer_dim.token'\n"
            '    did you mean "customer_dim"?\n'
            f"    {FORMS}",
        ),
        (
            "customer_dim.tokne",
            "customer_dim.tokne: model.mesh.customer_dim.v1 has no column 'tokne'\n"
            '    did you mean "token"?\n'
            "    columns: id, token, is_test",
        ),
        (
            "customer_dim.v2",
            "customer_dim.v2: model.mesh.customer_dim.v1 has no column 'v2'\n"
            "    columns: id, token, is_test",
        ),
        (
            "users",
            "there is no model, seed, snapshot or source 'users'\n"
            '    did you mean "users_clean"?\n'
            f"    {FORMS}",
        ),
        (
            "",
            f"there is no model, seed, snapshot or source ''\n    {FORMS}",
        ),
    ],
)
def test_what_is_not_there(estate: Evidence, text: str, told: str) -> None:
    with pytest.raises(TreatyError) as raised:
        find_target(estate, text)

    assert (str(raised.value), raised.value.exit_code) == (told, 2)


def test_two_things_of_one_name(project: Project) -> None:
    page = "models: {a.derived.orders: {sql: select 1 as v1}, a.derived.v1: {sql: select 1 as id}}"
    seeds = "seeds: {b.raw.orders: {columns: {id: []}}}"
    evidence = project(f"{page}\n{seeds}")

    with pytest.raises(TreatyError) as raised:
        find_target(evidence, "orders")

    assert str(raised.value) == (
        "orders names more than one thing\n    name one of: model.mesh.orders, seed.mesh.orders"
    )
    assert find_target(evidence, "orders.id").resource == "seed.mesh.orders"
    assert find_target(evidence, "a.derived.orders.V1").column == "v1"


def test_a_source_that_names_what_the_project_builds_is_that_model(project: Project) -> None:
    evidence = project(
        """
        sources: {a.product.dim: {columns: {id: []}}}
        models: {a.product.dim: {sql: select 1 as id}}
        """
    )

    assert find_target(evidence, "a.product.dim.id").resource == "model.mesh.dim"


def test_columns_that_are_read_though_nobody_declares_them(project: Project) -> None:
    evidence = project(
        """
        sources: {a.raw.users: {columns: {id: []}}}
        models:
          a.derived.clean:
            sql: select email from {{ source('a_raw', 'users') }} where active
        """
    )

    names = [ref.column for ref in find_target(evidence, "a.raw.users").columns]

    assert names == ["id", "active", "email"]
    assert find_target(evidence, "a.raw.users.ACTIVE").column == "active"


def test_a_column_among_those_that_nobody_can_list(project: Project) -> None:
    evidence = project(
        """
        sources: {a.raw.users: {}}
        models:
          a.derived.clean: {sql: "select * from {{ source('a_raw', 'users') }}"}
        """
    )

    assert find_target(evidence, "clean.email") == Target(
        "model.mesh.clean", "email", (ColumnRef("model.mesh.clean", "*"),)
    )
    assert find_target(evidence, "a.raw.users.email").columns == (
        ColumnRef("source.mesh.a_raw.users", "* (whole row)"),
    )
