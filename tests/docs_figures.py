"""The compliance figures of a made-up journal, as the command writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dbt_treaty.compliance.entry import Entry, What
from dbt_treaty.compliance.figures import figures
from dbt_treaty.reporters.kpi_text import render_kpi_text

_TODAY = date(2026, 11, 21)
_COUNTS: tuple[tuple[str, What, str, int], ...] = (
    ("2026-08-01", "caught", "pii-unmasked", 9),
    ("2026-08-01", "caught", "retention", 3),
    ("2026-08-01", "granted", "retention", 6),
    ("2026-08-01", "reviewed", "retention", 3),
    ("2026-10-01", "caught", "pii-unmasked", 14),
    ("2026-10-01", "caught", "tier-boundary", 5),
    ("2026-10-01", "caught", "retention", 2),
    ("2026-10-01", "granted", "retention", 1),
    ("2026-10-01", "reviewed", "retention", 1),
)


def compliance_figures() -> str:
    """What `dbt-treaty kpi` says of them in a log."""
    told = figures(_journal(), _TODAY, 4)
    text = render_kpi_text(told, "governance/compliance.jsonl", width=80, color=False)
    return f"```text\n{text}```\n"


def _journal() -> Iterator[Entry]:
    for day, what, policy, count in _COUNTS:
        for number in range(count):
            yield Entry(date.fromisoformat(day), what, policy, f"{day} {what} {policy} {number}")
