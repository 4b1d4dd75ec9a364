import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.contracts.model import Contract, ContractColumn, Owner, Sla
from dbt_treaty.contracts.plain import from_plain, to_plain
from dbt_treaty.errors import Place, TreatyError

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
NESTED = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that the model uses, nested dataclasses included."""
    if hint == Mapping[str, Any]:
        return st.dictionaries(st.text(max_size=5), NESTED, max_size=3)
    if hint == tuple[tuple[str, str], ...]:
        pairs = st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3)
        return pairs.map(lambda found: tuple(found.items()))
    if typing.get_origin(hint) is tuple:
        return st.lists(of_type(typing.get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, types.UnionType):
        return st.one_of([of_type(option) for option in typing.get_args(hint)])
    if is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return st.builds(hint, **{field.name: of_type(hints[field.name]) for field in fields(hint)})
    simple = {
        str: st.text(max_size=8),
        int: st.integers(),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        types.NoneType: st.none(),
    }
    return simple[hint]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(of_type(Contract))
def test_what_is_made_plain_is_read_back_through_json(contract: Contract) -> None:
    back = from_plain(json.loads(json.dumps(to_plain(contract))))
    assert (back, repr(back)) == (contract, repr(contract))


SMALL = Contract(
    table="order_facts",
    domain="orders",
    tier="product",
    version="1.0.0",
    owner=Owner(team="@orders-team"),
    columns=(ContractColumn("order_id", "string", required=True, default=0, line=4),),
    sla=Sla(freshness="15m"),
    semantics=(("order_id", "The order."),),
    place=Place("contracts/order_facts.contract.yaml", 1),
    checksum="abc",
)


def test_the_plain_form_holds_what_is_not_default_in_the_models_order() -> None:
    plain = to_plain(SMALL)
    assert (list(plain), plain) == (
        [
            *("table", "domain", "tier", "version", "owner", "columns"),
            *("sla", "semantics", "place", "checksum"),
        ],
        {
            "table": "order_facts",
            "domain": "orders",
            "tier": "product",
            "version": "1.0.0",
            "owner": {"team": "@orders-team"},
            "columns": [
                {"name": "order_id", "type": "string", "required": True, "default": 0, "line": 4}
            ],
            "sla": {"freshness": "15m"},
            "semantics": {"order_id": "The order."},
            "place": {"path": "contracts/order_facts.contract.yaml", "line": 1},
            "checksum": "abc",
        },
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"table": None}, "contract.table is of the wrong type"),
        ({"tabel": "a"}, "contract has the unknown key tabel"),
        ({"columns": {}}, "contract.columns is no list"),
        ({"columns": [1]}, "contract.columns[0] is no mapping"),
        ({"columns": [{"name": "a"}]}, "contract.columns[0] lacks type"),
        ({"columns": [{"name": "a", "type": "b", "line": True}]}, None),
        ({"semantics": []}, "contract.semantics is no mapping"),
        ({"semantics": {"a": 1}}, "contract.semantics is of the wrong type"),
        ({"deprecation": "soon"}, "contract.deprecation is no mapping"),
        ({1: 2}, "contract has the unknown key 1"),
    ],
)
def test_data_of_another_shape_is_refused(change: dict[Any, Any], why: str | None) -> None:
    with pytest.raises(TreatyError) as caught:
        from_plain({**to_plain(SMALL), **change})
    assert str(caught.value) == (
        f"a generated contract can't be read back: "
        f"{why or 'contract.columns[0].line is of the wrong type'}\n"
        "    generate it again: sync the contracts"
    )
