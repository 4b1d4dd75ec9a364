"""What a drawing of a trace shows: the tables as boxes, their columns, and the arrows between."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.reporters.text import coverage_sentence, short_name
from dbt_treaty.trace.model import Node, Trace
from dbt_treaty.trace.wording import bare_name, owner_name, tag_names, way_name

ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Box:
    """A table: its title, its columns, and whether its rows are chosen by what it only reads."""

    resource: str
    title: str
    columns: tuple[tuple[ColumnRef, str], ...]
    rows: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a column to a column or (``end`` is a unique id) to the rows of a table.

    ``style`` is ``value``, ``read`` (nothing is carried along) or ``guess``.
    """

    start: ColumnRef
    end: ColumnRef | str
    label: str
    style: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and arrows in order, and sentences that belong to the drawing."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[str, ...]


def draw(trace: Trace) -> Drawing:
    """The drawing of a trace; several ways between two columns are one arrow for each style."""
    return Drawing(_boxes(trace), tuple(_arrows(trace)), tuple(_notes(trace)))


def _boxes(trace: Trace) -> tuple[Box, ...]:
    with_rows = {scan.model for scan in trace.row_scans}
    by_table = {
        table: list(nodes) for table, nodes in groupby(trace.nodes, key=lambda n: n.ref.relation)
    }
    return tuple(
        Box(
            resource=table,
            title=_title(table, by_table.get(table, [])),
            columns=tuple((node.ref, _label(node)) for node in by_table.get(table, [])),
            rows=table in with_rows,
        )
        for table in sorted({*by_table, *with_rows})
    )


def _title(table: str, nodes: list[Node]) -> str:
    owner = owner_name(nodes[0].domain, nodes[0].tier) if nodes else ""
    return f"{short_name(table)} ({owner})" if owner else short_name(table)


def _label(node: Node) -> str:
    return f"{bare_name(node.ref)} {tag_names(node)}".rstrip()


def _arrows(trace: Trace) -> list[Arrow]:
    ways: dict[tuple[ColumnRef, ColumnRef, str], list[str]] = {}
    for step in trace.steps:
        style = "guess" if step.guess else "read" if step.evolution == "scan" else "value"
        ways.setdefault((step.parent, step.child, style), []).append(way_name(step))
    arrows = [
        Arrow(parent, child, "; ".join(names), style)
        for (parent, child, style), names in ways.items()
    ]
    return arrows + [Arrow(scan.reads, scan.model, ROWS, "read") for scan in trace.row_scans]


def _notes(trace: Trace) -> list[str]:
    notes = [coverage_sentence(trace.coverage)]
    for each in trace.unresolved:
        name = f"{short_name(each.resource)}.{each.column}" if each.column else each.resource
        notes.append(f"Not resolved: {name}: {each.reason}")
    if trace.cut:
        notes.append(f"Cut off at depth {trace.depth} at {len(trace.cut)} columns.")
    return notes
