from __future__ import annotations

import re

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.trace.impact import impact
from dbt_treaty.trace.impact_text import render_text
from dbt_treaty.trace.target import find_target

EXPECTED = """\
A change to customer_raw.users.email (customer.raw) [PII]
touches 5 columns (1 of them perhaps) and the rows of 2 models, 2 products among
them, in 2 domains.

customer (@customer, on call customer-pager)
  customer_dim.v1, product model (for finance)
    columns: is_test (by a condition), token [PII masked]
  users_clean, derived model
    columns: email [PII]

marketing (@team, on call team-pager)
  leads.v1, product model
    columns: token [PII masked]
    rows: chosen by customer_dim.v1.is_test, customer_dim.v1.token
  lead_sum, derived model
    rows: through leads.v1
  scored, derived model
    columns: * (columns not known) [PII masked perhaps] (perhaps)

Not resolved
  scored: python model

Readers that are not in this project's manifest (other projects, dashboards,
exports) are not known here.
Lineage: 4 of 5 models analysed, 8 of 8 columns resolved.
"""


def test_domain_by_domain_products_first(estate: Evidence) -> None:
    found = impact(estate, find_target(estate, "customer_raw.users.email"))

    text = render_text(found, width=80, color=False)

    assert text == EXPECTED
    assert max(map(len, text.splitlines())) <= 80
    assert re.sub(r"\x1b\[[0-9;]*m", "", render_text(found, width=80, color=True)) == EXPECTED


def test_nothing_touched_is_said_with_what_is_not_known(estate: Evidence) -> None:
    found = impact(estate, find_target(estate, "lead_sum.leads"))

    assert render_text(found, width=80, color=False) == (
        "A change to lead_sum.leads (marketing.derived)\n"
        "touches nothing else that this project's lineage knows of.\n"
        "\n"
        "Readers that are not in this project's manifest (other projects, dashboards,\n"
        "exports) are not known here.\n"
        "Lineage: 4 of 5 models analysed, 8 of 8 columns resolved.\n"
    )
