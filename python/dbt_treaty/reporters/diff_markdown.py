"""A diff as Markdown: the changelog of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evolution.evolution import Evolution
from dbt_treaty.findings import Finding
from dbt_treaty.reporters.diff_report import DiffReport, judgement, reading, step, verdict
from dbt_treaty.reporters.diff_text import diff_summary
from dbt_treaty.reporters.markdown_text import markdown_text


def render_diff_markdown(report: DiffReport) -> str:
    """A section for each contract that changed, with a table of its changes."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: DiffReport) -> Iterator[str]:
    yield "## Changes of contracts"
    yield ""
    yield f"Compared with {markdown_text(report.baseline)}. {diff_summary(report)}"
    for finding in report.findings:
        yield ""
        yield from _finding(finding)
    for evolution in report.evolutions:
        if verdict(evolution) != "unchanged":
            yield ""
            yield from _evolution(report, evolution)
    for note in report.notes:
        yield ""
        yield markdown_text(note)


def _finding(finding: Finding) -> Iterator[str]:
    yield f"> **{finding.severity.value} {finding.policy}**: {markdown_text(finding.message)}"
    yield f"> {markdown_text(finding.help)}"


def _evolution(report: DiffReport, evolution: Evolution) -> Iterator[str]:
    yield f"### {markdown_text(step(evolution))}"
    yield ""
    judged = markdown_text(judgement(evolution)).capitalize()
    yield f"{judged}. {markdown_text(evolution.note)}".rstrip()
    if evolution.changes:
        yield ""
        yield "| level | change | rule | where |"
        yield "| --- | --- | --- | --- |"
    for change in evolution.changes:
        readers = report.readers_of(evolution, change)
        told = f"{change.message}." + (f" {reading(readers)}" if readers else "")
        where = markdown_text(str(change.place))
        yield f"| {change.level.word} | {markdown_text(told)} | {change.rule} | {where} |"
    yield from _deprecation(evolution)


def _deprecation(evolution: Evolution) -> Iterator[str]:
    """How long the old version lasts and what readers have to do, where a new one says so."""
    block = evolution.after.deprecation if evolution.after else None
    before = evolution.before.deprecation if evolution.before else None
    if block is None or block == before:
        return
    yield ""
    old = markdown_text(block.previous_version or "The version before it")
    yield f"{old} ends on {markdown_text(block.sunset_date or 'a day that is not told')}."
    if block.migration_notes:
        yield ""
        yield f"Migration: {markdown_text(block.migration_notes)}"
