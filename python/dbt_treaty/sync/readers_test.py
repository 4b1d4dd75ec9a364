"""Whom sync has dbt grant a product to, and what it says where it can't."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.sync.conftest import CONTRACT, Make, manifest_line
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.plan import Plan, finish, make_plan

StandIn = Callable[[str], DbtCommand]
PATH = "contracts/product/item.contract.yaml"
ROLES = CONTRACT + "access: {roles: [analyst, data-team, 1st]}\n"
PLAIN = {"grants": True, "quotes_grantees": False}


def planned(make: Make, contract: str, warehouse: Mapping[str, Any], adapter: str | None) -> Plan:
    tier = "derived" if "derived.item" in contract else "product"
    model = {"models/product/item.sql": None, f"models/{tier}/item.sql": "select 1 as id\n"}
    plan = make_plan(make({**model, PATH: contract}), adapter=adapter)
    (job,) = plan.jobs({})
    plan.take(job["key"], {"v": 1, **({"warehouse": warehouse} if warehouse else {})})
    assert plan.rendered == {"item.v1": {"v": 1}}
    return plan


def test_a_role_that_would_need_quotes_is_refused_where_dbt_sets_none(make: Make) -> None:
    plan = planned(make, ROLES, PLAIN, "postgres")
    with pytest.raises(TreatyError) as caught:
        finish(plan, DbtCommand(("never",)), check=True)
    help_ = (
        "\n    name a role of letters, digits and _ (at most 63, no digit first), and have it "
        "granted to the others"
    )
    assert str(caught.value) == "\n".join(
        f'{PATH}:1: shop.product.item may be read by "{role}", and on postgres dbt grants to plain '
        f"names only{help_}"
        for role in ("1st", "data-team")
    )


@pytest.mark.parametrize(
    ("contract", "warehouse", "adapter", "told"),
    [
        (ROLES, {"grants": True, "quotes_grantees": True}, "bigquery", None),
        (CONTRACT, PLAIN, "postgres", None),
        (
            ROLES,
            {"grants": False, "quotes_grantees": False},
            "duckdb",
            "shop.product.item are not kept: dbt knows no grants on duckdb",
        ),
        (
            ROLES,
            {"grants": False, "quotes_grantees": True},
            None,
            "shop.product.item are not kept: dbt knows no grants on this warehouse",
        ),
        (
            ROLES,
            {},
            "postgres",
            "shop.product.item are not kept: the installed dbt package is older, run `dbt deps "
            "--upgrade`",
        ),
        (
            ROLES.replace("product.item", "derived.item"),
            PLAIN,
            "postgres",
            "shop.derived.item are not kept: only products are granted to readers",
        ),
    ],
)
def test_what_is_not_kept_is_told(
    make: Make,
    stand_in: StandIn,
    contract: str,
    warehouse: dict[str, Any],
    adapter: str | None,
    told: str | None,
) -> None:
    plan = planned(make, contract, warehouse, adapter)
    said = finish(plan, stand_in(manifest_line({})), check=True).text
    lines = [line for line in said.splitlines() if "access.roles" in line]
    assert lines == ([] if told is None else [f"  warning: {PATH}:1: access.roles of {told}"])
