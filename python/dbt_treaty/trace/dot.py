"""A trace in Graphviz' language (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.reporters.line import printable
from dbt_treaty.trace.drawing import ROWS, Arrow, Box, draw
from dbt_treaty.trace.model import Trace

_STYLES = {
    "value": "",
    "read": ", style=dashed, color=gray50",
    "guess": ", style=dotted, color=red",
}


def render_dot(trace: Trace) -> str:
    """One digraph: a cluster for each table, a node for each column, an edge for each way.

    Names of nodes are dbt's unique ids with the column, so that other graphs can refer to them.
    """
    return "".join(f"{line}\n" for line in _lines(trace))


def _lines(trace: Trace) -> Iterator[str]:
    drawing = draw(trace)
    for note in drawing.notes:
        yield f"// {printable(note)}"
    yield "digraph lineage {"
    yield "  rankdir=LR;"
    yield "  node [shape=box, fontname=sans];"
    yield "  edge [fontname=sans, fontsize=10];"
    for at, box in enumerate(drawing.boxes):
        yield from _cluster(at, box)
    for arrow in drawing.arrows:
        yield f"  {_edge(arrow)}"
    yield "}"


def _cluster(at: int, box: Box) -> Iterator[str]:
    yield f"  subgraph cluster_{at} {{"
    yield f"    label={_quoted(box.title)};"
    for ref, label in box.columns:
        yield f"    {_node(ref)} [label={_quoted(label)}];"
    if box.rows:
        yield f"    {_node(box.resource)} [label={ROWS}, shape=plaintext];"
    yield "  }"


def _edge(arrow: Arrow) -> str:
    label = _quoted("" if arrow.label == ROWS else arrow.label)
    return f"{_node(arrow.start)} -> {_node(arrow.end)} [label={label}{_STYLES[arrow.style]}];"


def _node(end: ColumnRef | str) -> str:
    return _quoted(f"{end} {ROWS}" if isinstance(end, str) else f"{end.relation}.{end.column}")


def _quoted(text: str) -> str:
    escaped = printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
