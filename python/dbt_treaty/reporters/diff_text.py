"""A diff as text, for a terminal and for a log."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evolution.evolution import Evolution
from dbt_treaty.evolution.level import Level
from dbt_treaty.findings import Severity
from dbt_treaty.reporters.diff_report import DiffReport, judgement, reading, step, verdict
from dbt_treaty.reporters.line import Line, render_lines
from dbt_treaty.reporters.text import finding_lines

_STYLE = {Level.MAJOR: "bold red", Level.MINOR: "bold yellow", Level.PATCH: "dim"}


def render_diff_text(report: DiffReport, *, width: int, color: bool) -> str:
    """Contract by contract what changed, what is wrong with the versions, and the sum.

    Args:
        report: what to tell.
        width: columns to wrap at.
        color: whether to write ANSI colours.
    """
    return render_lines(_lines(report), width=width, color=color)


def _lines(report: DiffReport) -> Iterator[Line]:
    yield Line(f"Compared with {report.baseline}.")
    for evolution in report.evolutions:
        if verdict(evolution) != "unchanged":
            yield Line("")
            yield from _evolution(report, evolution)
    for finding in report.findings:
        yield from finding_lines(finding)
    yield Line("")
    yield from (Line(note) for note in report.notes)
    yield Line(diff_summary(report), style="bold")


def _evolution(report: DiffReport, evolution: Evolution) -> Iterator[Line]:
    yield Line(f"{step(evolution)}: {judgement(evolution)}", style="bold")
    for change in evolution.changes:
        yield Line(
            f"{change.rule} {change.place}",
            indent=2,
            label=change.level.word,
            label_style=_STYLE[change.level],
        )
        readers = report.readers_of(evolution, change)
        told = f"{change.message}."
        yield Line(f"{told} {reading(readers)}" if readers else told, indent=4)
    if evolution.note:
        yield Line(evolution.note, indent=2)


def diff_summary(report: DiffReport) -> str:
    """How many contracts changed, and what is wrong, in one line."""
    told = [verdict(each) for each in report.evolutions]
    changed = sum(each != "unchanged" for each in told)
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARN)
    contracts = "contract" if len(told) == 1 else "contracts"
    return (
        f"{changed} of {len(told)} {contracts} changed; {errors} "
        f"{'error' if errors == 1 else 'errors'}, {warnings} "
        f"{'warning' if warnings == 1 else 'warnings'}."
    )
