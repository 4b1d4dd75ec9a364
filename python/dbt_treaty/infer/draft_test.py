from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.contracts.logical_type import parse_type
from dbt_treaty.errors import TreatyError
from dbt_treaty.infer.draft import draft_contract
from dbt_treaty.infer.native_type import logical_type
from dbt_treaty.infer.profile import ColumnProfile, Profile

ANY = st.text(max_size=12)
NAMES = st.one_of(st.sampled_from(["id", "on", "email", "Order No", "b", "updated_at"]), ANY)
NATIVES = st.one_of(
    st.sampled_from(
        ["VARCHAR", "BIGINT", "DECIMAL(12,2)", "DOUBLE", "DATE", "TIMESTAMP", "STRUCT(a INTEGER)"]
    ),
    ANY,
)
NUMBERS = st.one_of(st.none(), ANY, st.integers().map(str), st.floats().map(str))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    rows = draw(st.integers(0, 40))
    names = draw(st.lists(NAMES, min_size=1, max_size=5, unique_by=str.casefold))
    columns = []
    for name in names:
        native = draw(NATIVES)
        filled = draw(st.integers(0, rows))
        columns.append(
            ColumnProfile(
                name,
                native,
                logical_type(native, "duckdb"),
                filled,
                draw(st.integers(0, filled)),
                draw(NUMBERS),
                draw(NUMBERS),
                draw(st.dictionaries(ANY, st.integers(1, 40), max_size=4)),
            )
        )
    cell = st.one_of(st.none(), ANY)
    sample = draw(st.lists(st.tuples(*(cell for _ in names)), max_size=rows))
    return Profile(draw(ANY), rows, tuple(columns), tuple(sample))


@given(profiles(), st.booleans())
def test_whatever_a_table_holds_its_draft_is_a_contract(profile: Profile, rules: bool) -> None:
    usable = [column.name for column in profile.columns if is_identifier(column.name)]
    if not usable:
        with pytest.raises(TreatyError, match="has no column whose name can stand in a contract"):
            draft_contract(profile, "shop.product.t", suggest_rules=rules)
        return

    contract = draft_contract(profile, "shop.product.t", suggest_rules=rules).contract

    assert [column.name for column in contract.columns] == usable
    assert {"owner.team", "owner.on_call", "description"} <= set(contract.todos)


SECRETS = ("maya@example.org", "+44 20 7946 0958", "DE89370400440532013000", "Maya Rivera")


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("where", ["sample", "counts"])
def test_no_personal_value_stands_in_a_draft(secret: str, where: str) -> None:
    """However rare it is, and wherever it was seen: none of the column's values is written."""
    counts = {"open": 50, "closed": 49, **({secret: 1} if where == "counts" else {})}
    sample = (("open",),) * 99 + (((secret,),) if where == "sample" else ())
    column = ColumnProfile("state", "VARCHAR", parse_type("string"), 100, 3, None, None, counts)

    text = draft_contract(Profile("t", 100, (column,), sample), "t").text

    assert secret not in text
    assert "accepted_values" not in text


def test_a_type_without_a_logical_name_is_to_be_decided() -> None:
    column = ColumnProfile("place", "GEOMETRY", None, 1)

    draft = draft_contract(Profile("t", 1, (column,), ((None,),)), "shop.derived.t")

    assert "    type: string  # GEOMETRY has no logical type; confidence low\n" in draft.text
    assert "schema.place.description" in draft.contract.todos


def test_a_private_table_needs_no_mask() -> None:
    column = ColumnProfile("email", "VARCHAR", parse_type("string"), 1, 1)
    profile = Profile("t", 1, (column,), (("a@b.com",),))

    masks = [
        "mask:" in draft_contract(profile, f"shop.{tier}.t").text for tier in ("derived", "product")
    ]

    assert masks == [False, True]
