"""The consumers of a product for people and for programs."""

from __future__ import annotations

import json

from dbt_treaty.conftest import Project
from dbt_treaty.subscriptions.conftest import TWO_MAJORS
from dbt_treaty.subscriptions.consumers import consumers_of
from dbt_treaty.trace.consumers_json import render_json
from dbt_treaty.trace.consumers_text import render_text

TEXT = """\
orders.product.order_facts (@team, on call team-pager)
published: 2.4.0 (ends on 2027-03-31), 3.0.0

finance (no contract says who answers for it)
  books reads 3.0.0, with the pin "^3.0" (dbt_treaty.yml:5, on_breaking: warn)
    columns: order_id, gross_amount, note

marketing (no contract says who answers for it)
  leads reads 2.4.0, with the pin "^2.1" (dbt_treaty.yml:2)
    columns: order_id, amount

support (no contract says who answers for it)
  guesses reads 2.4.0, with no pin
    columns: perhaps any: nobody can tell
  tickets reads 3.0.0, with no pin
    columns: gross_amount

orders, the product's own (@team, on call team-pager)
  order_list reads 2.4.0, as its own product
    columns: order_id

sales has the pin "^2.1" (dbt_treaty.yml:9) and reads nothing.

Readers that are not in this project's manifest (other projects, dashboards, exports) are not known
here.
Lineage: 7 of 8 models analysed, 15 of 15 columns resolved.
"""


def test_consumers_as_text(project: Project) -> None:
    found = consumers_of(project(TWO_MAJORS), "order_facts")
    assert render_text(found, width=100, color=False) == TEXT


def test_consumers_as_json(project: Project) -> None:
    told = json.loads(render_json(consumers_of(project(TWO_MAJORS), "order_facts")))
    assert told.pop("coverage")["models"] == 8
    consumers = told.pop("consumers")
    owner = {"team": "@team", "on_call": "team-pager", "reviewers": [], "email": None}
    place = {"path": "dbt_treaty.yml"}
    assert told == {
        "schema_version": 1,
        "product": "orders.product.order_facts",
        "owners": [owner],
        "versions": [
            {"version": "2.4.0", "sunset_date": "2027-03-31"},
            {"version": "3.0.0", "sunset_date": None},
        ],
        "unread": [
            {"pin": "^2.1", "domain": "sales", "on_breaking": "fail_ci", **place, "line": 9}
        ],
        "summary": {"domains": 3, "readers": 4, "unpinned": 2},
    }
    assert [each["resource"].split(".")[-1] for each in consumers] == [
        "books",
        "leads",
        "guesses",
        "tickets",
        "order_list",
    ]
    assert consumers[1] == {
        "resource": "model.mesh.leads",
        "kind": "model",
        "domain": "marketing",
        "tier": "derived",
        "owners": [],
        "own_domain": False,
        "reads": "model.mesh.order_facts.v2",
        "version": "2.4.0",
        "pin": {
            "pin": "^2.1",
            "domain": "marketing",
            "on_breaking": "fail_ci",
            **place,
            "line": 2,
        },
        "meets_pin": True,
        "columns": ["order_id", "amount"],
        "perhaps_more_columns": False,
        "path": "models/marketing/derived/leads.sql",
        "line": 2,
    }
