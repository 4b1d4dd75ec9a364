"""Tests of name_pattern."""

from __future__ import annotations

import pytest

from dbt_treaty.lineage.name_pattern import by_regex, by_wildcards


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("%", ["email", "e", "", "id_1"]),
        ("e%", ["email", "e"]),
        ("%a_l", ["email"]),
        ("_", ["e"]),
        ("%i%", ["email", "id_1"]),
        ("", [""]),
    ],
)
def test_like(pattern: str, wanted: list[str]) -> None:
    fits = by_wildcards(pattern, "%", "_", fold=False)
    assert [name for name in ("email", "e", "", "id_1") if fits(name)] == wanted


def test_case_counts_unless_it_is_folded() -> None:
    assert not by_wildcards("E*", "*", "?", fold=False)("email")
    assert by_wildcards("E*", "*", "?", fold=True)("email")


def test_many_wildcards_take_no_time() -> None:
    assert not by_wildcards("%a" * 50 + "b", "%", "_", fold=False)("a" * 10_000)


def test_a_regular_expression_is_searched_for() -> None:
    wanted = by_regex("^(id|e.*l)$")
    assert wanted is not None
    assert [name for name in ("id", "email", "idx") if wanted(name)] == ["id", "email"]


@pytest.mark.parametrize(
    "pattern", ["^(a+)+$", "(a|b)*", r"(.)\1", "(", "a" * 201, ".*.*.*.*x", "(?P<a>x)(?P=a)"]
)
def test_what_may_take_too_long_is_not_followed(pattern: str) -> None:
    assert by_regex(pattern) is None


def test_a_name_too_long_to_try_is_wanted() -> None:
    wanted = by_regex("^x.*y$")
    assert wanted is not None
    assert wanted("z" * 200)
