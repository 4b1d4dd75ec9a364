"""An audit as text: the table of scores, what leads, what is next, then each domain's marks."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.reporters.columns import columns
from dbt_treaty.reporters.line import Line, render_lines
from dbt_treaty.scorecard.model import MOST, PRINCIPLES, Audit, Mark

_ALL = MOST * len(PRINCIPLES)
_SHORT = ("ownership", "product", "platform", "governance")  # the table fits 80 columns


def render_audit_text(told: Audit, *, width: int, color: bool) -> str:
    """The audit for people.

    Args:
        told: the audit.
        width: columns to wrap at.
        color: whether to write ANSI colours.
    """
    if not told.domains:
        text = "No domain has a model or a contract here: there is nothing to audit."
        return render_lines([Line(text)], width=width, color=color)
    return _table(told) + render_lines(_lines(told), width=width, color=color)


def _lines(told: Audit) -> Iterator[Line]:
    yield Line("")
    yield Line(_lighthouse(told))
    yield from _next(told)
    for domain in told.domains:
        yield Line("")
        yield Line(f"{domain.domain}: {domain.total} of {_ALL}", style="bold")
        for principle in PRINCIPLES:
            yield Line(f"{principle}, {domain.score(principle)} of {MOST}", indent=2)
            for mark in domain.marks:
                if mark.principle == principle:
                    yield from _mark(mark)


def _table(told: Audit) -> str:
    scored = (
        (each.domain, *(f"{each.score(name)}/{MOST}" for name in PRINCIPLES), str(each.total))
        for each in told.domains
    )
    return columns([("domain", *_SHORT, "total"), *scored])


def _lighthouse(told: Audit) -> str:
    found = next((each for each in told.domains if each.domain == told.lighthouse), None)
    if found is None:
        return "Lighthouse: none yet. No domain has a product that is promised or read."
    return f"Lighthouse: {found.domain}, {found.total} of {_ALL}. Others can copy what it does."


def _next(told: Audit) -> Iterator[Line]:
    if told.next is None:
        yield Line("Every mark is met: there is nothing that this audit would have you do next.")
        return
    mark, domains = told.next.mark, ", ".join(told.next.domains)
    yield Line(f"Next investment: {mark.principle}. {mark.question} Not in {domains}.", hang=2)
    yield Line(mark.mend, indent=2)


def _mark(mark: Mark) -> Iterator[Line]:
    label, style = ("yes", "green") if mark.met else ("no ", "red")
    yield Line(mark.question, indent=4, hang=4, label=label, label_style=style)
    yield Line(f"{mark.seen}.", indent=8)
