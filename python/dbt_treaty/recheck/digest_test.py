from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

import pytest

from dbt_treaty.recheck.digest import digest


def test_equal_values_have_one_digest() -> None:
    assert digest({"a": 1, "b": {2, 3}}) == digest({"b": {3, 2}, "a": 1})
    assert digest(MappingProxyType({("x", 1): "y"})) == digest(MappingProxyType({("x", 1): "y"}))
    others = [{"a": 1}, {"a": 2}, {"b": 1}, [1], (1, 2), Path("a"), frozenset({"a"}), None]
    assert len({digest(each) for each in others}) == len(others)


@pytest.mark.parametrize("value", [object(), {"a": object()}, re.compile("a")])
def test_what_can_not_be_told_apart_has_none(value: object) -> None:
    with pytest.raises(TypeError, match="has no digest"):
        digest(value)
