"""A diff as JSON, for programs: schema version 1."""

from __future__ import annotations

from typing import Any

from dbt_treaty.contracts.model import Contract
from dbt_treaty.evolution.change import Change
from dbt_treaty.evolution.evolution import Evolution
from dbt_treaty.findings import Severity
from dbt_treaty.reporters.diff_report import DiffReport, verdict
from dbt_treaty.reporters.json_report import json_text, plain_finding

SCHEMA_VERSION = 1


def render_diff_json(report: DiffReport) -> str:
    """The diff as one JSON object, indented, with a line break at its end."""
    plain = {
        "schema_version": SCHEMA_VERSION,
        "baseline": report.baseline,
        "contracts": [_evolution(report, each) for each in report.evolutions],
        "findings": [plain_finding(finding) for finding in report.findings],
        "notes": list(report.notes),
        "summary": {
            "contracts": len(report.evolutions),
            "changed": sum(verdict(each) != "unchanged" for each in report.evolutions),
            "error": report.count(Severity.ERROR),
            "warn": report.count(Severity.WARN),
        },
    }
    return json_text(plain)


def _evolution(report: DiffReport, evolution: Evolution) -> dict[str, Any]:
    place = evolution.contract.place
    return {
        "name": evolution.name,
        "path": place.path,
        "line": place.line,
        "before": _version(evolution.before),
        "after": _version(evolution.after),
        "verdict": verdict(evolution),
        "needed": evolution.needed.word if evolution.needed else None,
        "given": evolution.given.word if evolution.given else None,
        "wanted": evolution.wanted,
        "note": evolution.note,
        "changes": [_change(report, evolution, change) for change in evolution.changes],
    }


def _version(contract: Contract | None) -> str | None:
    return contract.version if contract else None


def _change(report: DiffReport, evolution: Evolution, change: Change) -> dict[str, Any]:
    readers = report.readers_of(evolution, change)
    return {
        "rule": change.rule,
        "level": change.level.word,
        "part": change.part,
        "column": change.column,
        "message": change.message,
        "path": change.place.path,
        "line": change.place.line,
        "readers": None
        if readers is None
        else {"certain": list(readers.certain), "perhaps": list(readers.perhaps)},
    }
