"""A trace as text: a tree for each column asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from dbt_treaty.findings import Unresolved
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.reporters.line import Line, render_lines
from dbt_treaty.reporters.text import coverage_sentence, short_name
from dbt_treaty.trace.model import Node, Step, Trace
from dbt_treaty.trace.wording import column_name, owner_name, tag_names, way_name

_DEEPEST = 14  # levels that are indented; a deeper one tells its number
_MOST_SHOWN = 10
_MORE = "(--format json lists them all)"
Ways = Mapping[ColumnRef, Mapping[ColumnRef, Sequence[Step]]]


def render_text(trace: Trace, *, width: int, color: bool) -> str:
    """What each column asked about is made of (←) and what is made of it (→).

    Args:
        trace: an answer to a question about columns.
        width: columns to wrap at.
        color: whether to write ANSI colours.
    """
    return render_lines(_lines(trace), width=width, color=color)


def _lines(trace: Trace) -> Iterator[Line]:
    trees = list(_trees(trace))
    nodes = {node.ref: node for node in trace.nodes}
    for ref in trace.asked:
        yield Line(_told(nodes[ref]), style="bold")
        for tree in trees:
            yield from tree(ref)
        yield Line("")
    if not trace.asked:
        yield Line("No column of it is known.")
    yield from _rows(trace)
    yield from _cut(trace)
    yield from unresolved_lines(trace.unresolved)
    yield Line(coverage_sentence(trace.coverage))


def _trees(trace: Trace) -> Iterator[Callable[[ColumnRef], Iterator[Line]]]:
    nodes = {node.ref: node for node in trace.nodes}
    if trace.direction in ("upstream", "both"):
        into = _by_end(trace.steps, lambda step: (step.child, step.parent))
        yield _Tree("←", into, nodes).lines
    if trace.direction in ("downstream", "both"):
        out = _by_end(trace.steps, lambda step: (step.parent, step.child))
        yield _Tree("→", out, nodes).lines


def _by_end(
    steps: Iterable[Step], ends: Callable[[Step], tuple[ColumnRef, ColumnRef]]
) -> dict[ColumnRef, dict[ColumnRef, list[Step]]]:
    ways: dict[ColumnRef, dict[ColumnRef, list[Step]]] = {}
    for step in steps:
        near, far = ends(step)
        ways.setdefault(near, {}).setdefault(far, []).append(step)
    return ways


class _Tree:
    """The columns in one direction. What has been shown with all its branches is shown once."""

    def __init__(self, arrow: str, ways: Ways, nodes: Mapping[ColumnRef, Node]) -> None:
        self._arrow = arrow
        self._ways = ways
        self._nodes = nodes
        self._shown: set[ColumnRef] = set()

    def lines(self, root: ColumnRef) -> Iterator[Line]:
        if not self._ways.get(root):
            yield Line("nothing", indent=2, label=self._arrow, label_style="cyan")
            return
        # A stack of its own: a chain of models may be longer than Python's.
        stack = [(1, root, ref) for ref in self._next(root)]
        self._shown.add(root)
        while stack:
            depth, near, ref = stack.pop()
            yield self._line(depth, near, ref)
            if ref not in self._shown:
                self._shown.add(ref)
                stack += [(depth + 1, ref, each) for each in self._next(ref)]

    def _next(self, ref: ColumnRef) -> list[ColumnRef]:
        return sorted(self._ways.get(ref, ()), reverse=True)

    def _line(self, depth: int, near: ColumnRef, ref: ColumnRef) -> Line:
        ways = "; ".join(way_name(step) for step in self._ways[near][ref])
        level = f"[{depth}] " if depth > _DEEPEST else ""
        again = " (see above)" if ref in self._shown and self._ways.get(ref) else ""
        return Line(
            f"{level}{_told(self._nodes[ref], ways)}{again}",
            indent=2 * min(depth, _DEEPEST),
            hang=4,
            label=self._arrow,
            label_style="cyan",
        )


def _told(node: Node, ways: str = "") -> str:
    head = f"{column_name(node.ref)} ({owner_name(node.domain, node.tier)})"
    return f"{head}{f': {ways}' if ways else ''} {tag_names(node)}".rstrip()


def _rows(trace: Trace) -> Iterator[Line]:
    if trace.row_scans:
        yield Line("Rows chosen by what is only read", style="bold")
    for model, scans in groupby(trace.row_scans, key=lambda scan: scan.model):
        names = ", ".join(column_name(scan.reads) for scan in scans)
        yield Line(f"{short_name(model)}: {names}", indent=2, hang=4)
    if trace.row_scans:
        yield Line("")


def _cut(trace: Trace) -> Iterator[Line]:
    if trace.cut:
        names = ", ".join(column_name(ref) for ref in trace.cut[:_MOST_SHOWN])
        more = len(trace.cut) - _MOST_SHOWN
        and_more = f" and {more} more {_MORE}" if more > 0 else ""
        yield Line(f"Cut off at depth {trace.depth}, and goes on: {names}{and_more}.")
        yield Line("")


def unresolved_lines(unresolved: Sequence[Unresolved]) -> Iterator[Line]:
    """What can't be traced and why; an answer that holds such a column may lack others."""
    if not unresolved:
        return
    yield Line("Not resolved", style="bold")
    for each in unresolved[:_MOST_SHOWN]:
        ref = ColumnRef(each.resource, each.column or "")
        name = column_name(ref) if each.column else short_name(each.resource)
        yield Line(f"{name}: {each.reason}", indent=2, hang=4)
    more = len(unresolved) - _MOST_SHOWN
    if more > 0:
        yield Line(f"and {more} more {_MORE}", indent=2)
    yield Line("")
