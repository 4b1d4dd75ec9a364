"""A trace as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.reporters.line import printable
from dbt_treaty.trace.drawing import ROWS, Arrow, Box, Drawing, draw
from dbt_treaty.trace.model import Trace

_LINES = {"value": "-->", "read": "-.->", "guess": "-. ? .->"}
# What a label must not hold as it is: it would end the label, be read as markup or as an entity, or
# (percent signs) as a directive to Mermaid.
_ENTITIES = str.maketrans({each: f"#{ord(each)};" for each in '"#%&<>\\`|'})
Ids = Mapping[ColumnRef | str, str]


def render_mermaid(trace: Trace) -> str:
    """One flowchart: a subgraph for each table, a node for each column, an arrow for each way."""
    return "".join(f"{line}\n" for line in _lines(draw(trace)))


def _lines(drawing: Drawing) -> Iterator[str]:
    ids = dict(_ids(drawing))
    yield "flowchart LR"
    for note in drawing.notes:
        yield f"  %% {printable(note).translate(_ENTITIES)}"
    for at, box in enumerate(drawing.boxes):
        yield from _subgraph(at, box, ids)
    for arrow in drawing.arrows:
        yield f"  {_arrow(arrow, ids)}"


def _ids(drawing: Drawing) -> Iterator[tuple[ColumnRef | str, str]]:
    """Short ids: a name may be a word of Mermaid's own, such as ``end``."""
    for at, box in enumerate(drawing.boxes):
        for number, (ref, _) in enumerate(box.columns):
            yield ref, f"t{at}c{number}"
        yield box.resource, f"t{at}rows"


def _subgraph(at: int, box: Box, ids: Ids) -> Iterator[str]:
    yield f"  subgraph t{at}[{_label(box.title)}]"
    for ref, label in box.columns:
        yield f"    {ids[ref]}[{_label(label)}]"
    if box.rows:
        yield f"    {ids[box.resource]}([{_label(ROWS)}])"
    yield "  end"


def _arrow(arrow: Arrow, ids: Ids) -> str:
    start, end, line = ids[arrow.start], ids[arrow.end], _LINES[arrow.style]
    # A guess has its question mark in the line itself.
    label = "" if arrow.style == "guess" or arrow.label == ROWS else f"|{_label(arrow.label)}|"
    return f"{start} {line}{label} {end}"


def _label(text: str) -> str:
    return f'"{printable(text).translate(_ENTITIES)}"'
