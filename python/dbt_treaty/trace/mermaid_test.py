from __future__ import annotations

from dataclasses import replace

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Unresolved
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.trace.answer import downstream, upstream
from dbt_treaty.trace.mermaid import render_mermaid
from dbt_treaty.trace.model import Node, RowScan, Step, Trace

TOKEN = ColumnRef("model.mesh.customer_dim.v1", "token")
EXPECTED = """\
flowchart LR
  %% Lineage: 4 of 5 models analysed, 8 of 8 columns resolved.
  %% Not resolved: model.mesh.scored: python model
  subgraph t0["customer_dim.v1 (customer.product)"]
    t0c0["* (whole row) [PII masked inherited]"]
    t0c1["token [PII masked]"]
  end
  subgraph t1["leads.v1 (marketing.product)"]
    t1c0["token [PII masked]"]
    t1rows(["rows"])
  end
  subgraph t2["scored (marketing.derived)"]
    t2c0["* (columns not known) [PII masked perhaps]"]
  end
  t0c0 -. ? .-> t2c0
  t0c1 -->|"mod row"| t0c0
  t0c1 -->|"copy"| t1c0
  t0c1 -.-> t1rows
"""


HOSTILE = 'x"] %%{init: {}}%% <b>end</b> | `y` \\ #quot; \x1b[2J\n"; }'


def hostile(estate: Evidence) -> Trace:
    ref = ColumnRef(f"model.mesh.{HOSTILE}", HOSTILE)
    trace = upstream(estate, [TOKEN])
    return replace(
        trace,
        nodes=(Node(ref, "model", HOSTILE, HOSTILE), *trace.nodes),
        steps=(Step(ref, TOKEN, "mod", (HOSTILE,)), *trace.steps),
        row_scans=(RowScan(ref.relation, ref),),
        unresolved=(Unresolved(ref.relation, None, HOSTILE),),
    )


def test_a_subgraph_for_each_table(estate: Evidence) -> None:
    assert render_mermaid(downstream(estate, [TOKEN])) == EXPECTED


def test_names_stay_names(estate: Evidence) -> None:
    text = render_mermaid(hostile(estate))

    told = (
        "x#34;] #37;#37;{init: {}}#37;#37; #60;b#62;end#60;/b#62; #124; #96;y#96; #92; #35;quot; "
        "?[2J #34;; }"
    )
    assert f'["{told}"]' in text
    assert f'|"mod {told}"|' in text
    assert "%%{" not in text
    assert "\x1b" not in text
