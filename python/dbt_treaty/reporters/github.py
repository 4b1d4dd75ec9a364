"""A report as workflow commands: GitHub shows each finding at its line of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.findings import Coverage, Finding, Report, Severity
from dbt_treaty.reporters.line import printable
from dbt_treaty.reporters.place import repository_path, shown_path
from dbt_treaty.reporters.text import coverage_sentence, short_name, summary

_MOST_UNRESOLVED = 10
# GitHub takes back what its own `toCommandValue` and `toCommandProperty` write, and no more.
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render_github(report: Report, *, folder: str = "") -> str:
    """An annotation a finding, notices for what else there is to know, and the sum.

    Args:
        report: what a check found.
        folder: the project's folder in its repository, where GitHub looks for paths from the root.
    """
    return "".join(f"{line}\n" for line in _lines(report, folder))


def _lines(report: Report, folder: str) -> Iterator[str]:
    for finding in report.findings:
        yield _finding(finding, folder)
    for note in report.notes:
        yield _command("notice", {"title": "dbt-treaty"}, [note])
    yield _command("notice", {"title": "lineage"}, _coverage(report.coverage))
    # All that is not ours stands in a command, so that no line begins with somebody's `::`.
    yield summary(report)


def _finding(finding: Finding, folder: str) -> str:
    properties = {}
    if finding.path:
        properties["file"] = repository_path(finding, folder)
        if finding.line:
            properties["line"] = str(finding.line)
    properties["title"] = finding.policy
    refused = finding.severity is Severity.ERROR and finding.standing is None
    return _command("error" if refused else "warning", properties, _told(finding))


def _told(finding: Finding) -> Iterator[str]:
    yield finding.message
    if not finding.path and finding.resource:
        yield f"in: {finding.resource}"
    if finding.standing is not None:
        yield finding.standing
    if finding.help:
        yield f"mend: {finding.help}"
    if len(finding.trail) > 1:
        yield f"from: {' → '.join(map(short_name, finding.trail))}"


def _coverage(coverage: Coverage) -> Iterator[str]:
    yield coverage_sentence(coverage)
    for each in coverage.unresolved[:_MOST_UNRESOLVED]:
        name = f"{each.resource}.{each.column}" if each.column else each.resource
        yield f"{short_name(name)}: {each.reason}"
    more = len(coverage.unresolved) - _MOST_UNRESOLVED
    if more > 0:
        yield f"and {more} more (--format json lists them all)"


def _command(kind: str, properties: dict[str, str], lines: Iterator[str] | list[str]) -> str:
    listed = ",".join(
        f"{name}={_escaped(shown_path(value), _PROPERTY)}" for name, value in properties.items()
    )
    return f"::{kind} {listed}::{_escaped(chr(10).join(map(printable, lines)), _DATA)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
