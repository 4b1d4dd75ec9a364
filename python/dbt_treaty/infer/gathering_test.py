from __future__ import annotations

from decimal import Decimal

from dbt_treaty.contracts.logical_type import parse_type
from dbt_treaty.infer.gathering import Gathering
from dbt_treaty.infer.profile import ColumnProfile, Profile


def test_a_profile_from_a_warehouses_answers() -> None:
    gathering = Gathering("orders", "snowflake")
    gathering.take_column("ID", "NUMBER(38,0)")
    gathering.take_column("Kind", "VARCHAR(16777216)")
    gathering.take_column("TAGS", "ARRAY")

    assert gathering.measured == [
        {"name": "ID", "counted": True, "ordered": True},
        {"name": "Kind", "counted": True, "ordered": False},
        {"name": "TAGS", "counted": False, "ordered": False},
    ]
    assert gathering.listed == []
    gathering.take_totals([Decimal(30), 30, 30, "1", "30", 29, 2, None, None, 30, None, None, None])
    assert gathering.listed == [{"name": "Kind", "at": 1}]
    gathering.take_row(["1", "a", None])
    gathering.take_count([1, "a", Decimal(20)])
    gathering.take_count([1, None, 9])

    assert gathering.profile() == Profile(
        "orders",
        30,
        (
            ColumnProfile("id", "NUMBER(38,0)", parse_type("bigint"), 30, 30, "1", "30"),
            ColumnProfile(
                "Kind", "VARCHAR(16777216)", parse_type("string"), 29, 2, counts={"a": 20, "": 9}
            ),
            ColumnProfile("tags", "ARRAY", None, 30),
        ),
        (("1", "a", None),),
    )
