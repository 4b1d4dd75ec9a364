"""Every format a diff can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dbt_treaty.reporters.diff_json import render_diff_json
from dbt_treaty.reporters.diff_markdown import render_diff_markdown
from dbt_treaty.reporters.diff_report import DiffReport
from dbt_treaty.reporters.diff_text import render_diff_text
from dbt_treaty.reporters.formats import Canvas

DIFF_FORMATS: Mapping[str, Callable[[DiffReport, Canvas], str]] = MappingProxyType(
    {
        "text": lambda report, canvas: render_diff_text(
            report, width=canvas.width, color=canvas.color
        ),
        "json": lambda report, _canvas: render_diff_json(report),
        "markdown": lambda report, _canvas: render_diff_markdown(report),
    }
)
