"""Quarantines that can't be kept are told with their place before anything is written."""

from pathlib import Path

import pytest

from dbt_treaty.contracts.native_quarantine import quarantine_table
from dbt_treaty.errors import TreatyError
from dbt_treaty.sync.conftest import CONTRACT, Make
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.job import ModelFacts
from dbt_treaty.sync.plan import finish, make_plan

FILE = "models/product/item.sql"


def refused(root: Path, materialized: str | None) -> str:
    plan = make_plan(root)
    plan.jobs({FILE: ModelFacts(materialized), "models/product/other.sql": ModelFacts("table")})
    with pytest.raises(TreatyError) as caught:
        finish(plan, DbtCommand(("never",)), check=True)
    return str(caught.value)


def test_only_tables_have_a_quarantine(make: Make) -> None:
    path = "contracts/product/item.contract.yaml"
    root = make({path: CONTRACT + "quarantine: {enabled: true}\n"})
    assert refused(root, "view") == (
        f"{path}:1: contract shop.product.item has a quarantine, and {FILE} is materialized as "
        "view: rows are set aside where a table is built (allowed: table, incremental)\n"
        "    materialize the model as a table, or take `quarantine` out of the contract"
    )
    for fine in ("table", "incremental", None):
        plan = make_plan(root)
        plan.jobs({FILE: ModelFacts(fine)})
        assert plan.hindrances == ()
    make({path: CONTRACT + "quarantine: {enabled: false}\n"})
    plan = make_plan(root)
    plan.jobs({FILE: ModelFacts("view")})
    assert plan.hindrances == ()


def test_a_python_model_sets_no_rows_aside(make: Make) -> None:
    path, file = "contracts/product/item.contract.yaml", "models/product/item.py"
    root = make({path: CONTRACT + "quarantine: {enabled: true}\n", FILE: None, file: ""})
    plan = make_plan(root)
    plan.jobs({file: ModelFacts("table")})
    assert [str(problem) for problem in plan.hindrances] == [
        f"{path}:1: contract shop.product.item has a quarantine, and {file} is a Python model: "
        "rows are set aside by the query that builds a table, and it has none\n"
        "    publish it through an SQL model that selects from it, and give that one the contract; "
        "or take `quarantine` out"
    ]


def test_a_quarantine_is_one_contracts(make: Make) -> None:
    kept = "quarantine: {{enabled: true, target: {}}}\n"
    other = CONTRACT.replace("product.item", "product.other")
    root = make(
        {
            "contracts/product/item.contract.yaml": CONTRACT + kept.format("quarantine/crm/it"),
            "contracts/product/other.contract.yaml": other + kept.format("Quarantine_crm.it"),
            "models/product/other.sql": "select 1 as id, 'one' as label\n",
        }
    )
    assert refused(root, "table") == (
        "contracts/product/other.contract.yaml:1: quarantine.target Quarantine_crm.it of contract "
        "shop.product.other 1.2.0 is that of shop.product.item 1.2.0 in "
        "contracts/product/item.contract.yaml already\n"
        "    a quarantine keeps the rows of one table: name another"
    )


@pytest.mark.parametrize(
    ("target", "table"),
    [
        ("quarantine/crm/orders", ("quarantine_crm", "orders")),
        ("/refused/orders/", ("refused", "orders")),
        ("refused.orders", ("refused", "orders")),
        ("orders", ("orders",)),
    ],
)
def test_a_target_as_schema_and_table(target: str, table: tuple[str, ...]) -> None:
    assert quarantine_table(target) == table
