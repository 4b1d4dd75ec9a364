"""A report as Markdown: a comment on a pull request, or the summary of a job."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from dbt_treaty.findings import Coverage, Finding, Report, Severity
from dbt_treaty.reporters.markdown_text import markdown_code, markdown_text
from dbt_treaty.reporters.place import shown_place
from dbt_treaty.reporters.text import coverage_sentence, short_name, summary

# GitHub refuses a comment of more than 65,536 characters.
_LONGEST_REPORT = 60_000
_LONGEST_TEXT = 1_000
_MOST_NOTES = 10


def render_markdown(report: Report, *, folder: str = "") -> str:
    """Errors, warnings, what is excepted, and what could not be seen; short enough for a comment.

    It begins with a comment that shows nowhere, by which a job finds its own to write it anew.
    What does not fit is counted: errors come first, so what is left out weighs least.

    Args:
        report: what a check found.
        folder: the project's folder in its repository, where readers look for paths from the root.
    """
    name = quote(folder.encode("utf-8", "surrogatepass"), safe="/").replace("--", "%2D%2D")
    head = f"<!-- dbt-treaty{f': {name}' if name else ''} -->\n## dbt-treaty: {summary(report)}\n"
    tail = "".join(f"{line}\n" for line in _tail(report))
    return head + "".join(_findings(report, folder, _LONGEST_REPORT - len(head) - len(tail))) + tail


def _findings(report: Report, folder: str, room: int) -> Iterator[str]:
    shown = 0
    for title, findings in _kinds(report.findings):
        for at, finding in enumerate(findings):
            block = "".join(f"{line}\n" for line in _finding(finding, folder))
            block = block if at else f"\n### {title}\n\n{block}"
            room -= len(block)
            if room < 0:
                yield f"\n{_left_out(report, shown)}\n"
                return
            shown += 1
            yield block


def _kinds(findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    held = [finding for finding in findings if finding.standing is None]
    yield "Errors", [each for each in held if each.severity is Severity.ERROR]
    yield "Warnings", [each for each in held if each.severity is not Severity.ERROR]
    standing = [finding for finding in findings if finding.standing is not None]
    yield "Excepted", [each for each in standing if each.exception is not None]
    yield "Known", [each for each in standing if each.exception is None]


def _left_out(report: Report, shown: int) -> str:
    number = len(report.findings) - shown
    errors = max(report.count(Severity.ERROR) - shown, 0)
    return (
        f"**{number} of {len(report.findings)} findings, {errors} of them errors, do not fit "
        "here:** see another format of the report."
    )


def _finding(finding: Finding, folder: str) -> Iterator[str]:
    """An item of a list. Every line begins with words of ours: a text can't begin a block."""
    place = markdown_code(_cut(shown_place(finding, folder)))
    yield f"- {markdown_code(finding.policy)} in {place}: {_text(finding.message)}"
    if finding.standing is not None:
        yield f"  - {_text(finding.standing)}"
    if finding.help:
        yield f"  - mend: {_text(finding.help)}"
    if len(finding.trail) > 1:
        yield f"  - from: {_text(' → '.join(map(short_name, finding.trail)))}"


def _tail(report: Report) -> Iterator[str]:
    yield ""
    yield coverage_sentence(report.coverage)
    yield from _limited(_unresolved(report.coverage), len(report.coverage.unresolved))
    if report.notes:
        yield "\n### Notes"
    yield from _limited((f"- note: {_text(note)}" for note in report.notes), len(report.notes))


def _unresolved(coverage: Coverage) -> Iterator[str]:
    for each in coverage.unresolved:
        name = f"{each.resource}.{each.column}" if each.column else each.resource
        yield f"- {markdown_code(_cut(short_name(name)))}: {_text(each.reason)}"


def _limited(lines: Iterator[str], number: int) -> Iterator[str]:
    if number:
        yield ""
    for _, line in zip(range(_MOST_NOTES), lines, strict=False):
        yield line
    if number > _MOST_NOTES:
        yield f"- and {number - _MOST_NOTES} more (`--format json` lists them all)"


def _text(text: str) -> str:
    return markdown_text(_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]} …"
