"""A report as SARIF 2.1.0, for code scanning.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from dbt_treaty import __version__
from dbt_treaty.errors import EXIT_FINDINGS
from dbt_treaty.findings import Finding, Report, Severity, Unresolved
from dbt_treaty.reporters.fingerprint import fingerprints
from dbt_treaty.reporters.json_report import json_text, plain_coverage
from dbt_treaty.reporters.line import printable
from dbt_treaty.reporters.place import repository_path
from dbt_treaty.reporters.sarif_rules import LEVELS, REPOSITORY, rules
from dbt_treaty.reporters.text import coverage_sentence, short_name

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_UNRESOLVED, _NOTE = "unresolved-lineage", "note"
_NOTIFICATIONS = {
    _UNRESOLVED: "A model or a column whose origin could not be determined.",
    _NOTE: "What a reader of the findings should know.",
}
_PLACEHOLDER = re.compile(r"\{\d+\}")
_LINKED = re.compile(r"([\\\[\]])")


def render_sarif(report: Report, *, folder: str = "") -> str:
    """The report as one SARIF log of one run, indented, with a line break at its end.

    Args:
        report: what a check found.
        folder: the project's folder in its repository, where readers look for paths from the root.
    """
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, folder)]}
    return json_text(log)


def _run(report: Report, folder: str) -> dict[str, Any]:
    listed = rules(report.findings, report.own)
    index = {rule["id"]: at for at, rule in enumerate(listed)}
    held = report.known > 0
    marked = zip(report.findings, fingerprints(report.findings), strict=True)
    return {
        "tool": {
            "driver": {
                "name": "dbt-treaty",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": REPOSITORY,
                "rules": [_clean(rule) for rule in listed],
                "notifications": [_descriptor(*each) for each in _NOTIFICATIONS.items()],
            }
        },
        # Several projects of one repository are several analyses: none replaces another's.
        "automationDetails": {"id": _identifier(folder)},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            {**_result(finding, index[finding.policy], mark, folder), **_state(finding, held)}
            for finding, mark in marked
        ],
        "properties": {"coverage": _clean(plain_coverage(report.coverage))},
    }


def _descriptor(name: str, text: str) -> dict[str, Any]:
    told = {"text": text}
    return {"id": name, "shortDescription": told, "fullDescription": told, "help": told}


def _identifier(folder: str) -> str:
    return f"dbt-treaty/{_uri(folder)}/" if folder else "dbt-treaty/"


def _invocation(report: Report) -> dict[str, Any]:
    """The run came to its end, whatever it found; what it could not see is told beside it."""
    coverage = _notification(_NOTE, "note", coverage_sentence(report.coverage))
    notes = [_notification(_NOTE, "note", note) for note in report.notes]
    return {
        "executionSuccessful": True,
        "exitCode": EXIT_FINDINGS if report.count(Severity.ERROR) else 0,
        "toolExecutionNotifications": [
            coverage,
            *(_unresolved(each) for each in report.coverage.unresolved),
            *notes,
        ],
    }


def _unresolved(each: Unresolved) -> dict[str, Any]:
    name = f"{each.resource}.{each.column}" if each.column else each.resource
    told = _notification(_UNRESOLVED, "warning", f"{short_name(name)}: {each.reason}")
    return {**told, "locations": [{"logicalLocations": _logical(each.resource, each.column)}]}


def _notification(name: str, level: str, text: str) -> dict[str, Any]:
    return {
        "descriptor": {"id": name, "index": list(_NOTIFICATIONS).index(name)},
        "level": level,
        "message": {"text": _message(text)},
    }


def _result(finding: Finding, index: int, mark: str, folder: str) -> dict[str, Any]:
    return {
        "ruleId": _clean(finding.policy),
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": "\n".join(_told(finding))},
        "locations": [_location(finding, folder)],
        "partialFingerprints": {"dbtTreaty/v1": mark},
        # Where one result has this list, all have: an empty one says "not suppressed".
        "suppressions": _suppressions(finding),
        "properties": {"trail": _clean(list(finding.trail))},
    }


def _told(finding: Finding) -> Iterator[str]:
    yield _message(finding.message)
    if finding.help:
        yield f"Mend: {_message(finding.help)}"
    if len(finding.trail) > 1:
        yield f"From: {_message(' → '.join(map(short_name, finding.trail)))}"


def _suppressions(finding: Finding) -> list[dict[str, Any]]:
    """The grant or the record that lets a finding stand: reviewed beside the code, and accepted."""
    if finding.standing is None:
        return []
    justification = printable(finding.exception or finding.standing)
    return [{"kind": "external", "status": "accepted", "justification": justification}]


def _state(finding: Finding, held: bool) -> dict[str, str]:
    """Against the project's baseline; ``held`` tells whether anything of it is still found."""
    state = "new" if finding.known is None else "unchanged"
    return {"baselineState": state} if held else {}


def _location(finding: Finding, folder: str) -> dict[str, Any]:
    # GitHub refuses the whole log for one result without a file; without a region it takes it.
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": _uri(repository_path(finding, folder)), "uriBaseId": _ROOT}
    }
    if finding.path and finding.line:
        physical["region"] = {"startLine": finding.line}
    if not finding.resource:
        return {"physicalLocation": physical}
    logical = _logical(finding.resource, finding.column)
    return {"physicalLocation": physical, "logicalLocations": logical}


def _logical(resource: str, column: str | None) -> list[dict[str, Any]]:
    kind = resource.partition(".")[0]
    if column is None:
        return [_clean({"fullyQualifiedName": resource, "kind": kind})]
    name = f"{resource}.{column}"
    return [_clean({"name": column, "fullyQualifiedName": name, "kind": "column"})]


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "surrogatepass"), safe="/")


def _message(text: str) -> str:
    """A text in which nothing is taken for a placeholder (3.11.5) or a link (3.11.6).

    Only a text that has such a thing is escaped. The standard would have every brace doubled, and
    no widespread reader halves them: people would copy `{{{{ mask('email') }}}}`.
    """
    plain = printable(text)
    if _PLACEHOLDER.search(plain):
        plain = plain.replace("{", "{{").replace("}", "}}")
    return _LINKED.sub(r"\\\1", plain) if "](" in plain else plain


def _clean(value: Any) -> Any:
    """The value with every text in it as it may stand in a log; line breaks stay."""
    if isinstance(value, str):
        if value.isprintable():
            return value
        return "".join(each if each.isprintable() or each == "\n" else "?" for each in value)
    if isinstance(value, Mapping):
        return {key: _clean(each) for key, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list) else value
