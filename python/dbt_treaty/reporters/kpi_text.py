"""The compliance figures as text: the share by quarter, then the last quarter by policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbt_treaty.compliance.figures import Actions, QuarterFigures
from dbt_treaty.reporters.columns import columns
from dbt_treaty.reporters.line import Line, render_lines

_HEAD = ("machine", "granted", "reviewed", "share")
_MOST_MOVED = 3


def render_kpi_text(told: Sequence[QuarterFigures], source: str, *, width: int, color: bool) -> str:
    """The figures for people.

    Args:
        told: the quarters, the oldest first.
        source: the journal they are from, as the user would type it.
        width: columns to wrap at.
        color: whether to write ANSI colours.
    """
    if not told:
        text = f"Nothing is noted in {source} yet: each check and each build notes there."
        return render_lines([Line(text)], width=width, color=color)
    parts = [
        render_lines([*_head(told[-1]), Line("")], width=width, color=color),
        _table("quarter", [(str(each.quarter), each.whole) for each in told]),
    ]
    if told[-1].policies:
        parts += ["\n", _table(str(told[-1].quarter), sorted(told[-1].policies.items()))]
    parts.append(render_lines([Line(""), *_foot(told[-1], source)], width=width, color=color))
    return "".join(parts)


def _head(last: QuarterFigures) -> Iterator[Line]:
    share = last.whole.share
    headline = "nothing had to be done" if share is None else f"{_percent(share)} by machine"
    yield Line(f"Compliance in {last.quarter}: {headline}", style="bold")


def _foot(last: QuarterFigures, source: str) -> Iterator[Line]:
    for each in last.moved[:_MOST_MOVED]:
        way = "up" if each.by > 0 else "down"
        points = f"{abs(each.by) * 100:.1f} points"
        yield Line(f"{each.policy} moved the share {way} by {points} since {last.quarter.before}.")
    yield Line(
        "Machine: findings the gate refused, each counted once. Granted and reviewed: what "
        f"needed a person. From {source}."
    )


def _table(first: str, rows: Sequence[tuple[str, Actions]]) -> str:
    return columns([(first, *_HEAD), *((n, *_cells(a)) for n, a in rows)], indent=2)


def _cells(told: Actions) -> tuple[str, str, str, str]:
    share = "-" if told.share is None else _percent(told.share)
    return (str(told.caught), str(told.granted), str(told.reviewed), share)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
