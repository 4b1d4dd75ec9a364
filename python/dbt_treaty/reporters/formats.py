"""Every format a report can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dbt_treaty.findings import Report
from dbt_treaty.reporters.github import render_github
from dbt_treaty.reporters.json_report import render_json
from dbt_treaty.reporters.junit import render_junit
from dbt_treaty.reporters.markdown import render_markdown
from dbt_treaty.reporters.sarif import render_sarif
from dbt_treaty.reporters.text import render_text


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a report is written on: columns to wrap at, and whether colours show.

    ``folder`` is the project's in its repository (empty: its root), for the formats whose readers
    look for paths from there.
    """

    width: int = 80
    color: bool = False
    folder: str = ""


Reporter = Callable[[Report, Canvas], str]

FORMATS: Mapping[str, Reporter] = MappingProxyType(
    {
        "text": lambda report, canvas: render_text(report, width=canvas.width, color=canvas.color),
        "json": lambda report, _canvas: render_json(report),
        "sarif": lambda report, canvas: render_sarif(report, folder=canvas.folder),
        "junit": lambda report, canvas: render_junit(report, folder=canvas.folder),
        "github": lambda report, canvas: render_github(report, folder=canvas.folder),
        "markdown": lambda report, canvas: render_markdown(report, folder=canvas.folder),
    }
)
