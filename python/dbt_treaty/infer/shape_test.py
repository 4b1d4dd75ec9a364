from __future__ import annotations

import re
from uuid import UUID

import pytest

from dbt_treaty.infer.shape import find_shape

NUMBERS = range(100)


@pytest.mark.parametrize(
    ("values", "pattern"),
    [
        ([f"LC-{number:05d}" for number in NUMBERS], "^[A-Z]{2}\\-[0-9]{5}$"),
        ([f"a{number}" for number in NUMBERS], "^[a-z][0-9]{1,2}$"),
        ([f"{number:03d}.x" for number in NUMBERS], "^[0-9]{3}\\.[a-z]$"),
        (
            [str(UUID(int=number)) for number in NUMBERS],
            "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        ),
    ],
)
def test_a_form_in_common(values: list[str], pattern: str) -> None:
    assert find_shape(values) == pattern
    assert all(re.search(pattern, value) for value in values)


@pytest.mark.parametrize(
    "values",
    [
        [],
        [f"{number:02d}" for number in range(19)],  # too few to be more than chance
        ["a" * (1 + number) for number in NUMBERS],  # words
        [f"{number} " + "a 1 " * 10 for number in NUMBERS],  # texts
        [*(f"{number:02d}" for number in NUMBERS), "x"],
        [*(f"{number:02d}" for number in NUMBERS), ""],
    ],
)
def test_no_form_in_common(values: list[str]) -> None:
    assert find_shape(values) is None
