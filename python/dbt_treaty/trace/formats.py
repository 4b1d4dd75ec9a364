"""Every format a trace can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.reporters.formats import Canvas
from dbt_treaty.trace.dot import render_dot
from dbt_treaty.trace.json_trace import render_json
from dbt_treaty.trace.mermaid import render_mermaid
from dbt_treaty.trace.model import Trace
from dbt_treaty.trace.openlineage import render_openlineage
from dbt_treaty.trace.text import render_text


@dataclass(frozen=True, slots=True)
class Page:
    """What a trace is written on, and OpenLineage's name of the warehouse."""

    canvas: Canvas = field(default_factory=Canvas)
    namespace: str | None = None


Renderer = Callable[[Trace, Evidence, Page], str]

FORMATS: Mapping[str, Renderer] = MappingProxyType(
    {
        "text": lambda trace, _evidence, page: render_text(
            trace, width=page.canvas.width, color=page.canvas.color
        ),
        "json": lambda trace, _evidence, _page: render_json(trace),
        "dot": lambda trace, _evidence, _page: render_dot(trace),
        "mermaid": lambda trace, _evidence, _page: render_mermaid(trace),
        "openlineage": lambda trace, evidence, page: render_openlineage(
            trace, evidence, page.namespace
        ),
    }
)
