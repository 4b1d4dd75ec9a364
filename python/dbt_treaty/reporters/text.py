"""A report as text, for a terminal and for the log of a CI job."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dbt_treaty.findings import Coverage, Finding, Report, Severity
from dbt_treaty.reporters.line import Line, render_lines

_STYLE = {Severity.ERROR: "bold red", Severity.WARN: "bold yellow", Severity.OFF: "dim"}
_NO_FILE = "the whole project"
_DEEPEST = 6
_MOST_UNRESOLVED = 10


def render_text(report: Report, *, width: int, color: bool) -> str:
    """The findings file by file, what could be seen, and the sum.

    Args:
        report: what a check found.
        width: columns to wrap at (40 at least); a longer word, such as a path, is left whole.
        color: whether to write ANSI colours.
    """
    return render_lines(_lines(report), width=width, color=color)


def _lines(report: Report) -> Iterator[Line]:
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        yield Line(path or _NO_FILE, style="bold underline")
        for finding in findings:
            yield from finding_lines(finding)
        yield Line("")
    for note in report.notes:
        yield Line(note)
    yield from _coverage(report.coverage)
    yield Line(summary(report), style="bold")


def finding_lines(finding: Finding) -> Iterator[Line]:
    """A finding as every text report shows it, after an empty line."""
    standing = f" ({finding.standing})" if finding.standing else ""
    yield Line("")
    yield Line(
        f"{finding.policy} {_where(finding)}{standing}",
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


def coverage_sentence(coverage: Coverage) -> str:
    """How much of the lineage is known, and which contracts only a build can tell, in one line."""
    said = (
        f"Lineage: {coverage.models_analysed} of {coverage.models} models analysed, "
        f"{coverage.columns_resolved} of {coverage.columns} columns resolved."
    )
    count = len(coverage.checked_when_built)
    if not count:
        return said
    one = "The contract of 1 Python model is checked when it is built"
    several = f"The contracts of {count} Python models are checked when they are built"
    return f"{said} {one if count == 1 else several}, and no sooner."


def _coverage(coverage: Coverage) -> Iterator[Line]:
    yield Line(coverage_sentence(coverage))
    for each in coverage.unresolved[:_MOST_UNRESOLVED]:
        name = f"{each.resource}.{each.column}" if each.column else each.resource
        yield Line(f"{short_name(name)}: {each.reason}", indent=2, hang=2, style="dim")
    more = len(coverage.unresolved) - _MOST_UNRESOLVED
    if more > 0:
        yield Line(f"and {more} more (--format json lists them all)", indent=2, style="dim")


def summary(report: Report) -> str:
    """How many findings there are, in words: ``1 error, 2 warnings, 1 excepted, 3 known.``"""
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARN)
    counts = [_counted(errors, "error"), _counted(warnings, "warning")]
    standing = ((report.excepted, "excepted"), (report.known, "known"))
    return ", ".join([*counts, *(f"{count} {word}" for count, word in standing if count)]) + "."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
