"""A report as text, for a terminal and for the log of a CI job."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import groupby

from rich.console import Console

from dbt_treaty.findings import Coverage, Finding, Report, Severity
from dbt_treaty.reporters.line import Line

_STYLE = {Severity.ERROR: "bold red", Severity.WARN: "bold yellow", Severity.OFF: "dim"}
_NO_FILE = "the whole project"
_NARROWEST = 40
_DEEPEST = 6
_MOST_UNRESOLVED = 10


def render_text(report: Report, *, width: int, color: bool) -> str:
    """The findings file by file, what could be seen, and the sum.

    Args:
        report: what a check found.
        width: columns to wrap at (40 at least); a longer word, such as a path, is left whole.
        color: whether to write ANSI colours.
    """
    out = StringIO()
    console = Console(
        file=out,
        width=max(width, _NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for line in _lines(report):
        for wrapped in line.wrap(console.width):
            console.print(wrapped, soft_wrap=True)
    return out.getvalue()


def _lines(report: Report) -> Iterator[Line]:
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        yield Line(path or _NO_FILE, style="bold underline")
        for finding in findings:
            yield from _finding(finding)
        yield Line("")
    for note in report.notes:
        yield Line(note)
    yield from _coverage(report.coverage)
    yield Line(summary(report), style="bold")


def _finding(finding: Finding) -> Iterator[Line]:
    excepted = f" (excepted: {finding.exception})" if finding.exception else ""
    yield Line("")
    yield Line(
        f"{finding.policy} {_where(finding)}{excepted}",
        indent=2,
        label=finding.severity.value,
        label_style=_STYLE[finding.severity],
    )
    yield Line(finding.message, indent=4)
    for depth, step in enumerate(finding.trail if len(finding.trail) > 1 else ()):
        arrow = "→ " if depth else ""
        yield Line(arrow + short_name(step), indent=6 + 2 * min(depth, _DEEPEST), style="cyan")
    if finding.help:
        yield Line(finding.help, indent=4, hang=6, label="mend:", label_style="green")


def _where(finding: Finding) -> str:
    if not finding.path:
        return finding.resource
    return f"{finding.path}:{finding.line}" if finding.line else finding.path


def short_name(step: str) -> str:
    """A step of a trail without its kind and package: ``raw.users.email``."""
    parts = step.split(".", 2)
    return parts[2] if len(parts) > 2 else step


def _coverage(coverage: Coverage) -> Iterator[Line]:
    yield Line(
        f"Lineage: {coverage.models_analysed} of {coverage.models} models analysed, "
        f"{coverage.columns_resolved} of {coverage.columns} columns resolved."
    )
    for each in coverage.unresolved[:_MOST_UNRESOLVED]:
        name = f"{each.resource}.{each.column}" if each.column else each.resource
        yield Line(f"{short_name(name)}: {each.reason}", indent=2, hang=2, style="dim")
    more = len(coverage.unresolved) - _MOST_UNRESOLVED
    if more > 0:
        yield Line(f"and {more} more (--format json lists them all)", indent=2, style="dim")


def summary(report: Report) -> str:
    """How many findings there are, in words: ``1 error, 2 warnings, 1 excepted.``"""
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARN)
    excepted = sum(1 for finding in report.findings if finding.exception is not None)
    counts = [_counted(errors, "error"), _counted(warnings, "warning")]
    return ", ".join([*counts, f"{excepted} excepted"] if excepted else counts) + "."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
