from __future__ import annotations

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.infer.table_name import product_name


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("customers", "customers"),
        ("Order facts-2", "order_facts_2"),
        ("2026 größe", "t_2026_gr_e"),
        ("…", "unnamed_table"),
    ],
)
def test_a_name_that_fits(table: str, name: str) -> None:
    assert product_name(table, Configuration()) == name
    assert product_name(table, Configuration(domain="orders")) == f"orders.product.{name}"
