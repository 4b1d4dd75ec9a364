"""A report as JUnit XML, for the test view of a CI server.

An error is a failure; a warning and what is excepted or known are skipped tests, since JUnit knows
no warning and a passed test shows nothing. What lineage could not tell is skipped as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dbt_treaty.findings import Finding, Report, Severity, Unresolved
from dbt_treaty.reporters.line import printable
from dbt_treaty.reporters.place import repository_path, shown_path, shown_place
from dbt_treaty.reporters.text import coverage_sentence, short_name, summary

_NAME = "dbt-treaty"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render_junit(report: Report, *, folder: str = "") -> str:
    """The report as one suite with a test for each finding, and one that says what was checked.

    Args:
        report: what a check found.
        folder: the project's folder in its repository, where readers look for paths from the root.
    """
    cases = [
        _check(report),
        *(_finding(finding, folder) for finding in report.findings),
        *map(_unresolved, report.coverage.unresolved),
    ]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
    }
    suites = Element("testsuites", {"name": _NAME, **counts})
    SubElement(suites, "testsuite", {"name": _NAME, **counts}).extend(cases)
    indent(suites)
    return _HEAD + tostring(suites, encoding="unicode") + "\n"


def _check(report: Report) -> Element:
    """A test that passes, since a suite without any is an error to some servers."""
    case = Element("testcase", {"classname": _NAME, "name": "check"})
    told = (*report.notes, coverage_sentence(report.coverage), summary(report))
    SubElement(case, "system-out").text = "\n".join(map(printable, told))
    return case


def _finding(finding: Finding, folder: str) -> Element:
    place = shown_place(finding, folder)
    column = f" {printable(finding.column)}" if finding.column else ""
    case = Element(
        "testcase",
        {
            "classname": f"{_NAME}.{printable(finding.policy)}",
            "name": f"{place}{column}",
            "file": shown_path(repository_path(finding, folder)),
        },
    )
    refused = finding.severity is Severity.ERROR and finding.standing is None
    said = {"message": printable(finding.message)}
    kind = {"type": finding.severity.value} if refused else {}
    outcome = SubElement(case, "failure" if refused else "skipped", {**said, **kind})
    outcome.text = "\n".join(_told(finding, place))
    return case


def _told(finding: Finding, place: str) -> Iterator[str]:
    yield f"{finding.severity.value} {place}"
    if finding.standing is not None:
        yield printable(finding.standing)
    if finding.help:
        yield f"mend: {printable(finding.help)}"
    if len(finding.trail) > 1:
        yield f"from: {printable(' → '.join(map(short_name, finding.trail)))}"


def _unresolved(each: Unresolved) -> Element:
    name = f"{each.resource}.{each.column}" if each.column else each.resource
    case = Element(
        "testcase", {"classname": f"{_NAME}.lineage", "name": printable(short_name(name))}
    )
    SubElement(case, "skipped", {"message": f"not resolved: {printable(each.reason)}"})
    return case
