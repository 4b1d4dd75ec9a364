"""A report as JSON, for programs: schema version 1."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from dbt_treaty.findings import Coverage, Finding, Report, Severity

SCHEMA_VERSION = 1
_HALF = re.compile("[\ud800-\udfff]")


def render_json(report: Report) -> str:
    """The report as one JSON object, indented, with a line break at its end.

    Keys and their order are part of the interface; text stays as it is (UTF-8, not escaped).
    """
    return json_text(_report(report))


def json_text(plain: Mapping[str, Any]) -> str:
    """The data as indented JSON, with a line break at its end.

    Text stays as it is, but for half a surrogate pair: no file can hold one, and it is escaped.
    """
    try:
        return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode() + "\n"
    except UnicodeEncodeError:
        text = json.dumps(plain, indent=2, ensure_ascii=False) + "\n"
        return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _report(report: Report) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "findings": [plain_finding(finding) for finding in report.findings],
        "coverage": plain_coverage(report.coverage),
        "notes": list(report.notes),
        "summary": {
            "error": report.count(Severity.ERROR),
            "warn": report.count(Severity.WARN),
            "excepted": report.excepted,
            "known": report.known,
        },
    }


def plain_finding(finding: Finding) -> dict[str, Any]:
    """A finding as data that JSON can hold; part of every report that has findings."""
    return {
        "policy": finding.policy,
        "severity": finding.severity.value,
        "resource": finding.resource,
        "column": finding.column,
        "path": finding.path,
        "line": finding.line,
        "message": finding.message,
        "help": finding.help,
        "trail": list(finding.trail),
        "exception": finding.exception,
        "known": finding.known,
    }


def plain_coverage(coverage: Coverage) -> dict[str, Any]:
    """A coverage as data that JSON can hold; part of every answer that rests on lineage."""
    return {
        "models": coverage.models,
        "models_analysed": coverage.models_analysed,
        "columns": coverage.columns,
        "columns_resolved": coverage.columns_resolved,
        "unresolved": [
            {"resource": each.resource, "column": each.column, "reason": each.reason}
            for each in coverage.unresolved
        ],
        "checked_when_built": list(coverage.checked_when_built),
    }
