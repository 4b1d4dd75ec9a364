from __future__ import annotations

from typing import Any

import pytest

from dbt_treaty.project.declared_lineage import read_declared_lineage
from dbt_treaty.project.model import DeclaredEdge, DeclaredLineage


def test_every_form() -> None:
    lineage = {
        "customer_id": "users.customer_id",
        "score": [
            {"parent": "users.email", "transforms": ["Score", "round "]},
            {"parent": "crm.calls.length", "evolution": "scan"},
            "users.age",
        ],
        "one": {"parent": "users.a", "evolution": "mod", "transforms": "lower"},
        "made_at": [],
        "*": [],
    }

    assert read_declared_lineage({"lineage": lineage}) == DeclaredLineage(
        columns={
            "customer_id": (DeclaredEdge("users.customer_id", "copy"),),
            "score": (
                DeclaredEdge("users.email", "mod", ("score", "round")),
                DeclaredEdge("crm.calls.length", "scan"),
                DeclaredEdge("users.age", "copy"),
            ),
            "one": (DeclaredEdge("users.a", "mod", ("lower",)),),
            "made_at": (),
        },
        complete=True,
    )


def test_no_lineage_is_none() -> None:
    assert read_declared_lineage({"domain": "orders"}) is None


@pytest.mark.parametrize("told", [None, [], "users.email", 1])
def test_what_is_no_mapping(told: Any) -> None:
    assert read_declared_lineage({"lineage": told}) == DeclaredLineage(
        problem="its declared lineage is no mapping of columns"
    )


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        (None, "None is neither `parent.column` nor a mapping with `parent`"),
        ([["users.a"]], "['users.a'] is neither `parent.column` nor a mapping with `parent`"),
        ("users", "`parent: users` is not written as `model.column` or `source.table.column`"),
        ("users.", "`parent: users.` is not written as `model.column` or `source.table.column`"),
        ({}, "`parent: None` is not written as `model.column` or `source.table.column`"),
        ({"parent": "u.a", "kind": "copy"}, "'kind' is none of parent, evolution, transforms"),
        ({"parent": "u.a", "evolution": "move"}, "`evolution: move` is none of copy, mod, scan"),
        ({"parent": "u.a", "evolution": []}, "`evolution: []` is none of copy, mod, scan"),
        (
            {"parent": "u.a", "transforms": [1]},
            "`transforms: [1]` is no list of functions' names",
        ),
        (
            {"parent": "u.a", "evolution": "copy", "transforms": ["lower"]},
            "a `copy` passes no transforms; it is `mod`",
        ),
        (["u.a", "b"], "`parent: b` is not written as `model.column` or `source.table.column`"),
    ],
)
def test_half_a_lineage_is_none(told: Any, problem: str) -> None:
    assert read_declared_lineage({"lineage": {"a": told, "b": "u.b"}}) == DeclaredLineage(
        {"b": (DeclaredEdge("u.b", "copy"),)}, {"a": problem}
    )


@pytest.mark.parametrize("told", ["u.a", None, [{"parent": "u.a"}]])
def test_other_columns_may_only_be_none(told: Any) -> None:
    assert read_declared_lineage({"lineage": {"*": told}}) == DeclaredLineage(
        problems={"*": '"*" stands for all other columns: it may say `[]`, that there are none'}
    )
