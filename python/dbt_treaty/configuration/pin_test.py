"""Pins: what each form lets in, and what is no pin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbt_treaty.configuration.pin import Pin, parse_pin

VERSIONS = (
    "0.2.5",
    "2.0.9",
    "2.1.0",
    "2.1.7",
    "2.2.0-rc.1",
    "2.4.0",
    "3.0.0-rc.1",
    "3.0.0",
    "3.1.0+build",
)


@pytest.mark.parametrize(
    ("pin", "allowed"),
    [
        ("^2.1", ["2.1.0", "2.1.7", "2.4.0"]),
        ("~2.1", ["2.1.0", "2.1.7"]),
        (">=2.1,<3", ["2.1.0", "2.1.7", "2.4.0"]),
        (" >= 2.1 , < 3 ", ["2.1.0", "2.1.7", "2.4.0"]),
        (">=2.1 <3", ["2.1.0", "2.1.7", "2.4.0"]),
        ("2.1.0", ["2.1.0"]),
        ("=2.1.0", ["2.1.0"]),
        ("2.1", ["2.1.0", "2.1.7"]),
        ("2.x", ["2.0.9", "2.1.0", "2.1.7", "2.4.0"]),
        ("^2.4 || ^3.0", ["2.4.0", "3.0.0", "3.1.0+build"]),
        (">=3.0.0-rc.1", ["3.0.0-rc.1", "3.0.0", "3.1.0+build"]),
        ("^0.2", ["0.2.5"]),
        (">3,<2", []),
        ("*", ["0.2.5", "2.0.9", "2.1.0", "2.1.7", "2.4.0", "3.0.0", "3.1.0+build"]),
    ],
)
def test_the_versions_that_a_pin_lets_in(pin: str, allowed: list[str]) -> None:
    """No pre-release comes in unasked."""
    assert [version for version in VERSIONS if parse_pin(pin).allows(version)] == allowed


NUMBERS = st.integers(0, 12)


@given(st.integers(1, 5), NUMBERS, st.tuples(st.integers(0, 6), NUMBERS, NUMBERS))
def test_caret_and_tilde_by_their_definition(
    major: int, minor: int, version: tuple[int, int, int]
) -> None:
    text = ".".join(map(str, version))
    same = version[0] == major
    assert parse_pin(f"^{major}.{minor}").allows(text) == (same and version[1] >= minor)
    assert parse_pin(f"~{major}.{minor}").allows(text) == (same and version[1] == minor)


NONE = ["", " ", "latest", "^", "2.1.0.0", "^02.1", ",", "^2.1,", "~=2.1", "==2.1", "!=2"]
NONE += ["^\uff12.1", "^2.1" * 30, "^2.1\n^3; drop"]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_pin(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(is no range of versions|has a comma with nothing)"):
        parse_pin(text)


@given(st.text(max_size=40))
def test_any_text_is_a_pin_or_a_value_error(text: str) -> None:
    try:
        pin = parse_pin(text)
    except ValueError:
        return
    assert pin.allows("2.1.0") in (True, False)


def test_a_pin_is_known_by_its_text() -> None:
    assert parse_pin("^2.1") == parse_pin("^2.1")
    assert parse_pin("^2.1") != parse_pin("^2.2")
    assert repr(parse_pin("^2.1")) == "Pin(text='^2.1')"
    assert isinstance(parse_pin("^2.1"), Pin)
