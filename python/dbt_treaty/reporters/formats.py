"""Every format a report can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dbt_treaty.findings import Report
from dbt_treaty.reporters.json_report import render_json
from dbt_treaty.reporters.text import render_text


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a report is written on: columns to wrap at, and whether colours show."""

    width: int = 80
    color: bool = False


Reporter = Callable[[Report, Canvas], str]

FORMATS: Mapping[str, Reporter] = MappingProxyType(
    {
        "text": lambda report, canvas: render_text(report, width=canvas.width, color=canvas.color),
        "json": lambda report, _canvas: render_json(report),
    }
)
