"""The compliance figures as JSON, for programs: schema version 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dbt_treaty.compliance.figures import Actions, QuarterFigures
from dbt_treaty.reporters.json_report import json_text


def render_kpi_json(told: Sequence[QuarterFigures], source: str) -> str:
    """The quarters, the oldest first; shares from 0 to 1, and null where there was no action."""
    return json_text(
        {"schema_version": 1, "source": source, "quarters": [_quarter(each) for each in told]}
    )


def _quarter(told: QuarterFigures) -> dict[str, Any]:
    return {
        "quarter": str(told.quarter),
        **_actions(told.whole),
        "policies": {name: _actions(actions) for name, actions in told.policies.items()},
        "moved": [{"policy": each.policy, "by": round(each.by, 4)} for each in told.moved],
    }


def _actions(told: Actions) -> dict[str, Any]:
    return {
        "share": None if told.share is None else round(told.share, 4),
        "caught": told.caught,
        "granted": told.granted,
        "reviewed": told.reviewed,
        "mended": told.mended,
    }
