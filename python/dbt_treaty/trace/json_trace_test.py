from __future__ import annotations

import json

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.trace.answer import downstream, upstream
from dbt_treaty.trace.json_trace import by_line, render_json

DIM, USERS = "model.mesh.customer_dim.v1", "source.mesh.customer_raw.users"
COVERAGE = {
    "models": 5,
    "models_analysed": 4,
    "columns": 8,
    "columns_resolved": 8,
    "unresolved": [{"resource": "model.mesh.scored", "column": None, "reason": "python model"}],
    "checked_when_built": [],
}


def test_every_key_of_the_interface_and_no_other(estate: Evidence) -> None:
    trace = upstream(estate, [ColumnRef("model.mesh.users_clean", "email")], 1)

    declared = {"declared": True, "masked": False, "uncertain": False}
    assert json.loads(render_json(trace)) == {
        "schema_version": 1,
        "direction": "upstream",
        "depth": 1,
        "asked": [{"resource": "model.mesh.users_clean", "column": "email"}],
        "columns": [
            {
                "resource": "model.mesh.users_clean",
                "column": "email",
                "kind": "model",
                "domain": "customer",
                "tier": "derived",
                "tags": [{"name": "PII", **declared, "inherited": True}],
                "mask": None,
                "reason": None,
            },
            {
                "resource": USERS,
                "column": "active",
                "kind": "source",
                "domain": "customer",
                "tier": "raw",
                "tags": [],
                "mask": None,
                "reason": None,
            },
            {
                "resource": USERS,
                "column": "email",
                "kind": "source",
                "domain": "customer",
                "tier": "raw",
                "tags": [{"name": "PII", **declared, "inherited": False}],
                "mask": None,
                "reason": None,
            },
        ],
        "edges": [
            {
                "parent": {"resource": USERS, "column": "email"},
                "child": {"resource": "model.mesh.users_clean", "column": "email"},
                "evolution": "mod",
                "transforms": ["lower"],
                "mask": None,
                "unresolved": False,
            }
        ],
        "row_scans": [
            {"model": "model.mesh.users_clean", "reads": {"resource": USERS, "column": "active"}}
        ],
        "unresolved": [],
        "cut": [],
        "coverage": COVERAGE,
    }


def test_what_is_not_known_is_part_of_the_answer(estate: Evidence) -> None:
    told = json.loads(render_json(downstream(estate, [ColumnRef(DIM, "token")])))

    guess = {
        "parent": {"resource": DIM, "column": "* (whole row)"},
        "child": {"resource": "model.mesh.scored", "column": "*"},
        "evolution": "mod",
        "transforms": ["unresolved"],
        "mask": None,
        "unresolved": True,
    }
    assert guess in told["edges"]
    assert told["unresolved"] == COVERAGE["unresolved"]


def test_text_stays_readable(estate: Evidence) -> None:
    text = render_json(upstream(estate, [ColumnRef(DIM, "größe")]))

    assert '"column": "größe"' in text
    assert text.endswith("}\n")


def test_an_item_a_line() -> None:
    plain = {"n": 1, "items": [{"a": [1, 2]}, "ü"], "none": [], "more": {"x": []}}

    assert by_line(plain) == (
        '{\n  "n": 1,\n  "items": [\n    {"a": [1, 2]},\n    "ü"\n  ],\n  "none": [],\n'
        '  "more": {"x": []}\n}\n'
    )
    assert (by_line([]), by_line({}), by_line([1])) == ("[]\n", "{}\n", "[\n  1\n]\n")
