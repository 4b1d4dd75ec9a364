"""What holds of every two contracts: nothing that counts goes unseen, and levels only add up."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.contracts.checksum import checksum
from dbt_treaty.contracts.model import (
    Access,
    ConsumerView,
    Contract,
    ContractColumn,
    Deprecation,
    Owner,
    Quarantine,
    RowRule,
    Sla,
    ViewColumn,
    ViewOf,
)
from dbt_treaty.contracts.version import Version
from dbt_treaty.errors import Place
from dbt_treaty.evolution.bump import allowed
from dbt_treaty.evolution.compare import compare
from dbt_treaty.evolution.conftest import FULL
from dbt_treaty.evolution.level import Level
from dbt_treaty.evolution.rules import RULES

LEVELS = {rule.name: rule.level for rule in RULES}
bounded = settings(max_examples=150, derandomize=True, deadline=None)

words = st.sampled_from(["", "a", "A", "a b", "a  b", "status", "-> x", "no | `code`"])
maybe = st.none() | words
texts = st.lists(words, max_size=3).map(tuple)
numbers = st.sampled_from([None, 0, 0.0, 1, 1.5, "1.50", "2027-01-01", "x"])
values = st.lists(st.sampled_from(["a", "b", 1, 1.0, True]), max_size=3).map(tuple)
types = st.sampled_from(
    ["", "string", "integer", "bigint", "decimal(9,2)", "decimal(12,2)", "struct<a: date>"]
)
columns = st.builds(
    ContractColumn,
    name=st.sampled_from(["a", "B", "status", "net_a"]),
    type=types,
    required=st.booleans(),
    unique=st.booleans(),
    primary_key=st.booleans(),
    references=maybe,
    description=words,
    default=numbers,
    tags=texts,
    mask=maybe,
    accepted_values=values,
    min=numbers,
    max=numbers,
    pattern=maybe,
    line=st.integers(0, 3),
)
levels = st.sampled_from([None, "15m", "900s", "1h", "99%", "99.0%", "soon"])
rules = st.builds(RowRule, words, maybe, st.sampled_from(["error", "warn"]), words)
view_columns = st.builds(
    ViewColumn,
    name=st.sampled_from(["a", "b"]),
    shown_as=maybe,
    mask=maybe,
    line=st.integers(0, 3),
)
views = st.builds(
    ConsumerView,
    name=st.sampled_from(["v", "V", "w"]),
    consumer=words,
    columns=st.lists(view_columns, max_size=2).map(tuple),
    where=maybe,
    description=words,
    line=st.integers(0, 3),
)
contracts = st.builds(
    lambda **parts: replace(FULL, **parts),
    table=st.sampled_from(["order_facts", "Order_Facts"]),
    owner=st.builds(Owner, maybe, maybe, texts, maybe),
    columns=st.lists(columns, max_size=3, unique_by=lambda c: c.name.lower()).map(tuple),
    sla=st.builds(Sla, levels, maybe, levels, maybe, levels, levels),
    semantics=st.dictionaries(st.sampled_from(["a", "grain", "status"]), words).map(
        lambda told: tuple(told.items())
    ),
    description=words,
    tags=texts,
    region=maybe,
    retention_days=st.none() | st.integers(1, 3),
    row_rules=st.lists(rules, max_size=3).map(tuple),
    quarantine=st.builds(
        Quarantine,
        st.booleans(),
        maybe,
        st.booleans(),
        st.none() | st.just("5%") | st.integers(0, 3),
        st.none() | st.integers(1, 3),
    ),
    deprecation=st.none() | st.builds(Deprecation, maybe, maybe, maybe, words),
    access=st.builds(Access, texts, texts),
    consumers_intended=texts,
    delivery=maybe,
    views=st.lists(views, max_size=2, unique_by=lambda view: view.name.lower()).map(tuple),
    view_of=st.none() | st.builds(ViewOf, st.sampled_from(["a.b.c", "a.b.C"]), views),
)


@bounded
@given(contracts)
def test_a_contract_and_itself_have_no_change(contract: Contract) -> None:
    moved = replace(contract, place=Place("x", 9), version="9.9.9", format="odcs")
    assert compare(contract, moved, LEVELS) == ()


@bounded
@given(contracts, contracts)
def test_two_contracts_of_other_meaning_have_a_change(one: Contract, other: Contract) -> None:
    """The checksum knows everything that a contract means, so nothing of it changes unseen."""
    is_same = checksum(replace(one, todos=(), missing=())) == checksum(
        replace(other, todos=(), missing=())
    )
    assert (compare(one, other, LEVELS) == ()) == is_same


@bounded
@given(contracts, st.data())
def test_every_change_of_a_field_of_a_column_is_seen(contract: Contract, data: Any) -> None:
    if not contract.columns:
        return
    column = data.draw(st.sampled_from(contract.columns))
    field = data.draw(st.sampled_from(dataclasses.fields(ContractColumn)[1:-1])).name
    other = data.draw(columns)
    heir = replace(column, **{field: getattr(other, field)})
    after = replace(contract, columns=tuple(heir if c is column else c for c in contract.columns))

    found = compare(contract, after, LEVELS)

    assert (found == ()) == (repr(getattr(column, field)) == repr(getattr(heir, field)))
    assert {change.column for change in found} <= {column.name}


@bounded
@given(contracts, contracts, st.sampled_from(sorted(LEVELS)))
def test_a_heavier_rule_never_makes_a_change_lighter(
    one: Contract, other: Contract, rule: str
) -> None:
    heavier = {**LEVELS, rule: Level.MAJOR}
    before, after = (
        max((change.level for change in compare(one, other, told)), default=Level.PATCH)
        for told in (LEVELS, heavier)
    )
    assert after >= before


numbers_of_versions = st.builds(
    Version,
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from([(), ("rc", "1"), ("rc", "2")]),
)


@bounded
@given(numbers_of_versions, numbers_of_versions, numbers_of_versions)
def test_a_higher_version_never_allows_less(one: Version, two: Version, three: Version) -> None:
    before, lower, higher = sorted((one, two, three), key=lambda v: v.precedence)
    assert (allowed(before, higher) or 0) >= (allowed(before, lower) or 0)


def test_the_generator_knows_every_field() -> None:
    """But those that are no part of the meaning, and the two that only other formats fill."""
    told = {"table", "columns", "owner", "sla", "semantics", "description", "tags", "region"}
    told |= {"retention_days", "row_rules", "quarantine", "deprecation", "access", "delivery"}
    told |= {"consumers_intended", "domain", "tier", "version", "place", "format", "checksum"}
    told |= {"missing", "todos", "checks", "kept", "views", "view_of"}
    assert set(typing.get_type_hints(Contract)) == told
