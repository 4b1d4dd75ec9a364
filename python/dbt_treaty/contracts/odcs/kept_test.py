from typing import Any

import pytest

from dbt_treaty.contracts.odcs.kept import difference, restored

WRITTEN: dict[str, Any] = {
    "status": "active",
    "schema": [
        {
            "name": "orders",
            "properties": [
                {"name": "id", "logicalType": "string", "relationships": [{"to": "a.b"}]},
                {"name": "paid_on", "logicalType": "date"},
            ],
        }
    ],
    "roles": [{"role": "analyst", "access": "read"}],
}


@pytest.mark.parametrize(
    ("document", "kept"),
    [
        (WRITTEN, {}),
        ({"status": "active"}, {}),
        ({"status": "retired", "price": {"priceAmount": 1}}, None),
        (
            {"schema": [{"name": "orders", "properties": [{"name": "id", "tags": []}]}]},
            {"schema": {"orders": {"properties": {"id": {"tags": []}}}}},
        ),
        (
            {
                "schema": [
                    {"name": "orders", "properties": [{"name": "d", "physicalName": "paid_on"}]}
                ]
            },
            {
                "schema": {
                    "orders": {"properties": {"paid_on": {"name": "d", "physicalName": "paid_on"}}}
                }
            },
        ),
        (
            {"roles": [{"role": "loader"}, {"role": "analyst", "access": "read"}]},
            {"roles": {"loader": {"role": "loader"}}},
        ),
        # Two of one name can't be told apart: the list is kept whole.
        ({"roles": [{"role": "analyst"}, {"role": "analyst"}]}, None),
    ],
)
def test_what_is_kept_is_what_is_not_written(
    document: dict[str, Any], kept: dict[str, Any] | None
) -> None:
    assert difference(document, WRITTEN) == (document if kept is None else kept)


def test_true_is_not_one() -> None:
    assert difference({"a": True}, {"a": 1}) == {"a": True}


def test_what_was_kept_is_put_back_by_name() -> None:
    kept = {
        "price": {"priceAmount": 1},
        "schema": {"orders": {"id": "o", "properties": {"paid_on": {"name": "d"}}}},
        "roles": {"loader": {"role": "loader"}},
    }

    assert restored(WRITTEN, kept) == {
        "status": "active",
        "schema": [
            {
                "name": "orders",
                "properties": [
                    {"name": "id", "logicalType": "string", "relationships": [{"to": "a.b"}]},
                    {"name": "d", "logicalType": "date"},
                ],
                "id": "o",
            }
        ],
        "roles": [{"role": "analyst", "access": "read"}, {"role": "loader"}],
        "price": {"priceAmount": 1},
    }


@pytest.mark.parametrize(
    ("kept", "back"),
    [
        ([{"to": "schema/a/properties/b"}], [{"to": "a.b"}, {"to": "schema/a/properties/b"}]),
        ([{"to": "a.b", "customProperties": []}], [{"to": "a.b", "customProperties": []}]),
    ],
)
def test_the_relationship_that_counts_comes_first(kept: list[Any], back: list[Any]) -> None:
    assert restored({"relationships": [{"to": "a.b"}]}, {"relationships": kept}) == {
        "relationships": back
    }
