"""An audit as JSON, for programs: schema version 1."""

from __future__ import annotations

from typing import Any

from dbt_treaty.reporters.json_report import json_text
from dbt_treaty.scorecard.model import PRINCIPLES, Audit, DomainAudit, Mark


def render_audit_json(told: Audit) -> str:
    """Every domain with its scores and marks, the lighthouse, and the next investment."""
    found = told.next
    next_ = {**_mark(found.mark), "domains": list(found.domains)} if found else None
    return json_text(
        {
            "schema_version": 1,
            "domains": [_domain(each) for each in told.domains],
            "lighthouse": told.lighthouse,
            "next_investment": next_,
        }
    )


def _domain(told: DomainAudit) -> dict[str, Any]:
    return {
        "domain": told.domain,
        "total": told.total,
        "scores": {principle: told.score(principle) for principle in PRINCIPLES},
        "consumers": list(told.consumers),
        "marks": [_mark(mark) for mark in told.marks],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "principle": mark.principle,
        "key": mark.key,
        "question": mark.question,
        "met": mark.met,
        "seen": mark.seen,
        "mend": "" if mark.met else mark.mend,
    }
