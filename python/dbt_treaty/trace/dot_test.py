from __future__ import annotations

from dataclasses import replace

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Unresolved
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.trace.answer import downstream, upstream
from dbt_treaty.trace.dot import render_dot
from dbt_treaty.trace.model import Node, RowScan, Step, Trace

TOKEN = ColumnRef("model.mesh.customer_dim.v1", "token")
EXPECTED = """\
// Lineage: 4 of 5 models analysed, 8 of 8 columns resolved.
// Not resolved: model.mesh.scored: python model
digraph lineage {
  rankdir=LR;
  node [shape=box, fontname=sans];
  edge [fontname=sans, fontsize=10];
  subgraph cluster_0 {
    label="customer_dim.v1 (customer.product)";
    "model.mesh.customer_dim.v1.* (whole row)" [label="* (whole row) [PII masked inherited]"];
    "model.mesh.customer_dim.v1.token" [label="token [PII masked]"];
  }
  subgraph cluster_1 {
    label="leads.v1 (marketing.product)";
    "model.mesh.leads.v1.token" [label="token [PII masked]"];
    "model.mesh.leads.v1 rows" [label=rows, shape=plaintext];
  }
  subgraph cluster_2 {
    label="scored (marketing.derived)";
    "model.mesh.scored.*" [label="* (columns not known) [PII masked perhaps]"];
  }
  "model.mesh.customer_dim.v1.* (whole row)" -> "model.mesh.scored.*" [label="not resolved", style=dotted, color=red];
  "model.mesh.customer_dim.v1.token" -> "model.mesh.customer_dim.v1.* (whole row)" [label="mod row"];
  "model.mesh.customer_dim.v1.token" -> "model.mesh.leads.v1.token" [label="copy"];
  "model.mesh.customer_dim.v1.token" -> "model.mesh.leads.v1 rows" [label="", style=dashed, color=gray50];
}
"""  # noqa: E501 - as it is written


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


def test_a_cluster_for_each_table(estate: Evidence) -> None:
    assert render_dot(downstream(estate, [TOKEN])) == EXPECTED


def test_names_stay_names(estate: Evidence) -> None:
    lines = render_dot(hostile(estate)).splitlines()

    told = r"x\"] %%{init: {}}%% <b>end</b> | `y` \\ #quot; ?[2J \"; }"
    assert f'    label="{told} ({told}.{told})";' in lines
    assert f'    "model.mesh.{told}.{told}" [label="{told}"];' in lines
    assert not {"\x1b"} & set("".join(lines))
    assert sum(line == "}" for line in lines) == 1
