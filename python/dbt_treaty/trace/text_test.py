from __future__ import annotations

import re
from pathlib import Path

import yaml

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.pages.page_project import page_project
from dbt_treaty.trace.answer import both, downstream, upstream
from dbt_treaty.trace.target import find_target
from dbt_treaty.trace.text import render_text

EMAIL = ColumnRef("model.mesh.users_clean", "email")
BOTH = """\
users_clean.email (customer.derived) [PII]
  ← customer_raw.users.email (customer.raw): mod lower [PII]
  → customer_dim.v1.is_test (customer.product): scan
    → customer_dim.v1.* (whole row) (customer.product): mod row [PII masked
        inherited]
      → scored.* (columns not known) (marketing.derived): not resolved [PII
          masked perhaps]
  → customer_dim.v1.token (customer.product): mod cast, dbt_treaty_tokenize
      (mask: tokenize) [PII masked]
    → customer_dim.v1.* (whole row) (customer.product): mod row [PII masked
        inherited] (see above)
    → leads.v1.token (marketing.product): copy [PII masked]

Rows chosen by what is only read
  leads.v1: customer_dim.v1.is_test, customer_dim.v1.token
  users_clean: customer_raw.users.active

Not resolved
  scored: python model

Lineage: 4 of 5 models analysed, 8 of 8 columns resolved.
"""
CUT = """\
customer_raw.users.email (customer.raw) [PII]
  → users_clean.email (customer.derived): mod lower [PII]

Cut off at depth 1, and goes on: users_clean.email.

Lineage: 4 of 5 models analysed, 8 of 8 columns resolved.
"""


def test_a_tree_each_way(estate: Evidence) -> None:
    text = render_text(both(estate, [EMAIL]), width=80, color=False)

    assert text == BOTH
    assert max(map(len, text.splitlines())) <= 80


def test_colours_change_no_character(estate: Evidence) -> None:
    text = render_text(both(estate, [EMAIL]), width=80, color=True)

    assert "\x1b[36m←\x1b[0m" in text
    assert re.sub(r"\x1b\[[0-9;]*m", "", text) == BOTH


def test_what_a_depth_cuts_off_is_said(estate: Evidence) -> None:
    asked = find_target(estate, "customer_raw.users.email").columns

    assert render_text(downstream(estate, asked, 1), width=80, color=False) == CUT


def test_a_chain_longer_than_a_line_is_wide(tmp_path: Path) -> None:
    models = {
        f"a.derived.m{at}": {"sql": f"select c from {{{{ ref('m{at + 1}') }}}}"}
        for at in range(1_200)
    }
    page = {"models": {**models, "a.derived.m1200": {"sql": "select 1 as c"}}}
    evidence = page_project(yaml.safe_load(yaml.safe_dump(page)), tmp_path)
    trace = upstream(evidence, find_target(evidence, "m0.c").columns)

    lines = render_text(trace, width=80, color=False).splitlines()

    assert lines[14:16] == [
        f"{' ' * 28}← m14.c (a.derived): copy",
        f"{' ' * 28}← [15] m15.c (a.derived): copy",
    ]
    assert lines[1_200] == f"{' ' * 28}← [1200] m1200.c (a.derived): copy"
    assert max(map(len, lines)) <= 80


def test_a_model_without_columns(tmp_path: Path) -> None:
    evidence = page_project({"sources": {"a.raw.users": {}}}, tmp_path)
    trace = both(evidence, find_target(evidence, "a.raw.users").columns)

    assert render_text(trace, width=80, color=False) == (
        "No column of it is known.\nLineage: 0 of 0 models analysed, 0 of 0 columns resolved.\n"
    )
