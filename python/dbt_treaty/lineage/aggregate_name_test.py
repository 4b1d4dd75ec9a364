from __future__ import annotations

import pytest

from dbt_treaty.lineage.aggregate_name import is_aggregate


@pytest.mark.parametrize(
    "transform",
    ["sum", "sum over", "count", "count_distinct", "count_if", "max", "any_value", "group_concat"],
)
def test_one_value_of_many_rows(transform: str) -> None:
    assert is_aggregate(transform)


@pytest.mark.parametrize(
    "transform",
    ["lower", "cast", "lag over", "row_number over", "first_value over", "own_function", ""],
)
def test_a_value_of_one_row(transform: str) -> None:
    assert not is_aggregate(transform)
