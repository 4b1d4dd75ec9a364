"""A trace as JSON, for programs: schema version 1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dbt_treaty.findings import Unresolved
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.reporters.json_report import plain_coverage
from dbt_treaty.trace.model import Node, Step, Tag, Trace

SCHEMA_VERSION = 1
Plain = dict[str, Any]


def render_json(trace: Trace) -> str:
    """The trace as one JSON object: a line for each key, and in lists a line for each item."""
    return by_line(
        {
            "schema_version": SCHEMA_VERSION,
            "direction": trace.direction,
            "depth": trace.depth,
            "asked": [plain_ref(ref) for ref in trace.asked],
            "columns": [plain_node(node) for node in trace.nodes],
            "edges": [_step(step) for step in trace.steps],
            "row_scans": [
                {"model": scan.model, "reads": plain_ref(scan.reads)} for scan in trace.row_scans
            ],
            "unresolved": plain_unresolved(trace.unresolved),
            "cut": [plain_ref(ref) for ref in trace.cut],
            "coverage": plain_coverage(trace.coverage),
        }
    )


def by_line(plain: Mapping[str, Any] | Sequence[Any], indent: str = "") -> str:
    """Plain data as JSON with each item of a list on a line of its own; text is not escaped.

    A whole project's lineage has hundreds of thousands of items: indented further, it takes long to
    write and no one can read it.
    """
    inner = f"{indent}  "
    if isinstance(plain, Mapping):
        lines = [f"{inner}{_dumped(key)}: {_value(value, inner)}" for key, value in plain.items()]
        return _block("{", lines, f"{indent}}}") + ("" if indent else "\n")
    lines = [f"{inner}{_dumped(item)}" for item in plain]
    return _block("[", lines, f"{indent}]") + ("" if indent else "\n")


def _value(value: Any, indent: str) -> str:
    return by_line(value, indent) if isinstance(value, list) and value else _dumped(value)


def _block(opening: str, lines: Sequence[str], closing: str) -> str:
    return "\n".join(
        [opening, ",\n".join(lines), closing] if lines else [opening + closing.strip()]
    )


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def plain_ref(ref: ColumnRef) -> Plain:
    """A column: dbt's unique id and the column's name."""
    return {"resource": ref.relation, "column": ref.column}


def plain_node(node: Node) -> Plain:
    """A column with its owner and its tags."""
    return {
        **plain_ref(node.ref),
        "kind": node.kind,
        "domain": node.domain,
        "tier": node.tier,
        "tags": [_tag(tag) for tag in node.tags],
        "mask": node.mask,
        "reason": node.reason,
    }


def plain_unresolved(unresolved: Iterable[Unresolved]) -> list[Plain]:
    """What can't be traced, as the coverage has it."""
    return [
        {"resource": each.resource, "column": each.column, "reason": each.reason}
        for each in unresolved
    ]


def _tag(tag: Tag) -> Plain:
    return {
        "name": tag.name,
        "declared": tag.declared,
        "inherited": tag.inherited,
        "masked": tag.masked,
        "uncertain": tag.uncertain,
    }


def _step(step: Step) -> Plain:
    return {
        "parent": plain_ref(step.parent),
        "child": plain_ref(step.child),
        "evolution": step.evolution,
        "transforms": list(step.transforms),
        "mask": step.mask,
        "unresolved": step.guess,
    }
