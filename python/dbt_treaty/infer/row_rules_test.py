from __future__ import annotations

from datetime import date, timedelta

from dbt_treaty.contracts.logical_type import LogicalType, parse_type
from dbt_treaty.infer.profile import ColumnProfile, Profile
from dbt_treaty.infer.row_rules import RuleSuggestion, suggest_row_rules

DAY = date(2026, 1, 1)


def profile(types: dict[str, str], rows: list[tuple[str | None, ...]], total: int = 0) -> Profile:
    columns = tuple(ColumnProfile(name, kind, parse(kind)) for name, kind in types.items())
    return Profile("orders", total or len(rows), columns, tuple(rows))


def parse(kind: str) -> LogicalType:
    return parse_type(kind)


def test_one_moment_after_another() -> None:
    rows = [(str(DAY + timedelta(n)), str(DAY + timedelta(n + n % 3))) for n in range(100)]

    assert suggest_row_rules(profile({"placed": "date", "shipped": "date"}, rows)) == (
        RuleSuggestion(
            "placed_up_to_shipped",
            "placed <= shipped",
            "holds in 100 of 100 rows that have all its values",
            "medium",
        ),
    )


def test_times_of_one_second_in_order() -> None:
    rows = [(f"2026-01-01 10:00:{n:02d}", f"2026-01-01 10:00:{n:02d}.5") for n in range(30)]

    found = suggest_row_rules(profile({"a_at": "timestamp", "b_at": "timestamp"}, rows))

    assert [rule.sql for rule in found] == ["a_at <= b_at"]


def test_sums_are_exact() -> None:
    rows = [(f"{n}.10", f"{n % 7}.20", f"{n + n % 7}.30") for n in range(100)]
    kinds = dict.fromkeys(("net", "tax", "gross"), "decimal(12,2)")

    found = suggest_row_rules(profile(kinds, rows, total=1000))

    assert [(rule.sql, rule.evidence) for rule in found] == [
        ("net <= gross", "holds in 100 of 100 sampled rows that have all its values"),
        ("net + tax = gross", "holds in 100 of 100 sampled rows that have all its values"),
    ]


def test_one_row_breaks_a_rule() -> None:
    rows = [(str(DAY), str(DAY + timedelta(1)))] * 99 + [(str(DAY + timedelta(2)), str(DAY))]

    assert suggest_row_rules(profile({"placed": "date", "shipped": "date"}, rows)) == ()


def test_what_is_no_rule() -> None:
    few = [(str(DAY), str(DAY + timedelta(1)))] * 19
    same = [(str(DAY), str(DAY))] * 100
    odd = [(str(DAY), str(DAY + timedelta(1)))] * 99 + [("1 January", "2 January")]
    words = [(str(DAY), str(DAY + timedelta(1)))] * 100

    assert [
        suggest_row_rules(profile({"a_on": "date", name: "date"}, rows))
        for name, rows in (("b_on", few), ("b_on", same), ("b_on", odd), ("order", words))
    ] == [(), (), (), ()]
