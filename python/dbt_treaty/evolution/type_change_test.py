from __future__ import annotations

import pytest

from dbt_treaty.evolution.type_change import type_change


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("integer", "bigint"),
        ("float", "double"),
        ("decimal(12,2)", "decimal(14,2)"),
        ("decimal(12,2)", "decimal(13,3)"),
        ("array<integer>", "array<bigint>"),
        ("struct<a: integer>", "struct<a: integer, b: string>"),
        ("struct<a: integer>", "struct<a: bigint>"),
        ("array<struct<a: float>>", "array<struct<a: double, b: date>>"),
    ],
)
def test_what_holds_more_is_wider(narrow: str, wide: str) -> None:
    assert (type_change(narrow, wide), type_change(wide, narrow)) == ("widened", "narrowed")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("integer", "string"),
        ("integer", "decimal(10,0)"),
        ("integer", "double"),
        ("date", "timestamp"),
        ("timestamp", "timestamp_tz"),
        ("decimal(12,2)", "decimal(12,3)"),
        ("array<string>", "string"),
        ("struct<a: integer, b: string>", "struct<b: string, a: integer>"),
        ("struct<a: integer>", "struct<b: integer, c: integer>"),
        ("", "string"),
    ],
)
def test_what_holds_neither_more_nor_less_is_another_type(one: str, other: str) -> None:
    assert (type_change(one, other), type_change(other, one)) == ("changed", "changed")
