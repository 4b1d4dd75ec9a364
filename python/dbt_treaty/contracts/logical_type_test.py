import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.contracts.logical_type import (
    SIMPLE_TYPES,
    LogicalType,
    LogicalTypeError,
    parse_type,
)

names = st.from_regex(r"[a-z_][a-z0-9_]{0,9}", fullmatch=True)
decimals = st.integers(1, 38).flatmap(
    lambda p: st.integers(0, p).map(lambda s: LogicalType("decimal", p, s))
)
kinds = st.recursive(
    st.sampled_from(SIMPLE_TYPES).map(LogicalType) | decimals,
    lambda inner: (
        inner.map(lambda element: LogicalType("array", element=element))
        | st.dictionaries(names, inner, min_size=1, max_size=3).map(
            lambda found: LogicalType("struct", fields=tuple(found.items()))
        )
    ),
    max_leaves=6,
)


@settings(max_examples=200, derandomize=True)
@given(kinds, st.sampled_from(["", " ", "\t \n"]))
def test_a_type_is_read_back_from_its_spelling(kind: LogicalType, blank: str) -> None:
    text = str(kind)
    for mark in "<>(),:":
        text = text.replace(mark, f"{blank}{mark}{blank}")
    assert (parse_type(str(kind)), parse_type(blank + text.upper() + blank)) == (kind, kind)


@settings(max_examples=300, derandomize=True)
@given(st.text(max_size=20) | st.text(alphabet="aray<>struct(decimal),:1 ", max_size=40))
def test_no_text_raises_anything_but_its_error(text: str) -> None:
    try:
        assert parse_type(str(parse_type(text))) == parse_type(text)
    except LogicalTypeError as error:
        assert str(error)


def test_a_type_of_every_shape() -> None:
    assert parse_type("struct<a: array<Decimal(12)>, B: json>") == LogicalType(
        "struct",
        fields=(
            ("a", LogicalType("array", element=LogicalType("decimal", 12, 0))),
            ("b", LogicalType("json")),
        ),
    )


@pytest.mark.parametrize(
    "text", ["decimal(39,0)", "decimal(2,3)", "decimal(0)", "decimal(-1)", "array<" * 17]
)
def test_limits(text: str) -> None:
    with pytest.raises(LogicalTypeError):
        parse_type(text)
