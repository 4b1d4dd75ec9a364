import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.documents.scalar import UnfitNumberError, resolve


@settings(max_examples=100, derandomize=True)
@given(st.integers(-(10**99), 10**99))
def test_whole_numbers_are_kept(number: int) -> None:
    assert resolve(str(number)) == number


@settings(max_examples=100, derandomize=True)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_kept(number: float) -> None:
    assert resolve(repr(number)) == number


@pytest.mark.parametrize("word", ["1e999", "-1e999", "1e-999", "1e-99999999999999999999", ".inf"])
def test_numbers_that_would_change_are_refused(word: str) -> None:
    with pytest.raises(UnfitNumberError):
        resolve(word)


def test_zero_is_exact_in_every_spelling() -> None:
    assert [resolve(word) for word in ("0", "-0", "0.0", "0.", ".0", "0e5")] == [0] * 6
