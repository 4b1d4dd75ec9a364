"""An impact as text: domain by domain, products first."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.contracts.model import Owner
from dbt_treaty.reporters.line import Line, render_lines
from dbt_treaty.reporters.text import coverage_sentence, short_name
from dbt_treaty.trace.impact_model import (
    Impact,
    TouchedColumn,
    TouchedDomain,
    TouchedResource,
    TouchedRows,
)
from dbt_treaty.trace.text import unresolved_lines
from dbt_treaty.trace.wording import bare_name, column_name, owner_name, tag_names

_ELSEWHERE = (
    "Readers that are not in this project's manifest (other projects, dashboards, exports) are not "
    "known here."
)


def render_text(impact: Impact, *, width: int, color: bool) -> str:
    """Who would notice a change, and what of theirs it would touch.

    Args:
        impact: what a change touches.
        width: columns to wrap at.
        color: whether to write ANSI colours.
    """
    return render_lines(_lines(impact), width=width, color=color)


def _lines(impact: Impact) -> Iterator[Line]:
    asked = impact.asked
    name = f"{column_name(asked.ref)} ({owner_name(asked.domain, asked.tier)})"
    yield Line(f"A change to {name} {tag_names(asked)}".rstrip(), style="bold")
    yield Line(_sum(impact))
    for domain in impact.domains:
        yield Line("")
        yield Line(_domain(domain), style="bold")
        for resource in domain.resources:
            yield from _resource(resource)
    yield Line("")
    yield from unresolved_lines(impact.unresolved)
    if impact.unplaced:
        yield Line("These may read anything, this column too:")
        yield from unresolved_lines(impact.unplaced)
    yield Line(_ELSEWHERE)
    yield Line(coverage_sentence(impact.coverage))


def _sum(impact: Impact) -> str:
    resources = [each for domain in impact.domains for each in domain.resources]
    if not resources:
        return "touches nothing else that this project's lineage knows of."
    columns = sum(len(each.columns) for each in resources)
    perhaps = sum(not column.certain for each in resources for column in each.columns)
    rows = sum(each.rows is not None for each in resources)
    products = sum(each.is_product for each in resources)
    guessed = f" ({perhaps} of them perhaps)" if perhaps else ""
    return (
        f"touches {_counted(columns, 'column')}{guessed} and the rows of "
        f"{_counted(rows, 'model')}, {_counted(products, 'product')} among them, "
        f"in {_counted(len(impact.domains), 'domain')}."
    )


def _domain(domain: TouchedDomain) -> str:
    owners = "; ".join(_owner(owner) for owner in domain.owners)
    return f"{domain.domain or 'no owner'} ({owners or 'no contract says who answers for it'})"


def _owner(owner: Owner) -> str:
    told = [owner.team or "no team", f"on call {owner.on_call}" if owner.on_call else ""]
    return ", ".join(part for part in told if part)


def _resource(resource: TouchedResource) -> Iterator[Line]:
    name = f"{short_name(resource.id)}, {resource.tier or 'no tier'} {resource.kind}"
    consumers = ", ".join(resource.consumers)
    yield Line(
        f"{name}{f' (for {consumers})' if consumers else ''}",
        indent=2,
        hang=4,
        style="magenta" if resource.is_product else "",
    )
    if resource.columns:
        names = ", ".join(_column(column) for column in resource.columns)
        yield Line(names, indent=4, hang=2, label="columns:")
    if resource.rows is not None:
        yield Line(_rows(resource.rows), indent=4, hang=2, label="rows:")


def _column(touched: TouchedColumn) -> str:
    special = ["perhaps"] if not touched.certain else []
    special += ["by a condition"] if touched.how == "condition" else []
    name = f"{bare_name(touched.node.ref)} {tag_names(touched.node)}".rstrip()
    return f"{name} ({', '.join(special)})" if special else name


def _rows(rows: TouchedRows) -> str:
    perhaps = "" if rows.certain else "perhaps "
    if rows.through is not None:
        return f"{perhaps}through {short_name(rows.through)}"
    return f"{perhaps}chosen by {', '.join(column_name(ref) for ref in rows.reads)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
