from __future__ import annotations

from typing import Any

import pytest

from dbt_treaty.project.model import SideSql
from dbt_treaty.project.side_sql import read_side_sql
from dbt_treaty.project.wire import Config


@pytest.mark.parametrize(
    ("told", "texts"),
    [
        ("a", ["a"]),
        ({"sql": "a", "transaction": True, "index": None}, ["a"]),
        ([{"sql": "a"}, "b", "a"], ["a", "b"]),
        (({"sql": None}, None, " "), []),
        (None, []),
        (7, ["7"]),
    ],
)
def test_every_form_of_a_hook(told: Any, texts: list[str]) -> None:
    assert read_side_sql(Config(post_hook_=told)) == tuple(SideSql("post_hook", t) for t in texts)


def test_every_place() -> None:
    config = Config(pre_hook="a", pre_hook_=["b"], post_hook="c", sql_header="d")

    assert read_side_sql(config) == (
        SideSql("pre_hook", "a"),
        SideSql("pre_hook", "b"),
        SideSql("post_hook", "c"),
        SideSql("sql_header", "d"),
    )
