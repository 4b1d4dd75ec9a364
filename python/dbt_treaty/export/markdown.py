"""A contract as a page that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dbt_treaty.contracts.model import Check, Contract, ContractColumn
from dbt_treaty.contracts.odcs.texts import quality_texts
from dbt_treaty.contracts.unacted import unacted


def markdown_page(contract: Contract) -> str:
    """The page: what the product is, who answers for it, its columns, promises and rules."""
    parts = [_head(contract), *_sections(contract)]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _head(contract: Contract) -> str:
    lines = [f"# {_prose(contract.name)} {contract.version}", contract.description.strip()]
    if contract.missing or contract.todos:
        gaps = ", ".join(_code(part) for part in (*contract.missing, *contract.todos))
        lines.append(f"A draft: still to be written are {gaps}.")
    return "\n\n".join(line for line in lines if line)


def _sections(contract: Contract) -> Iterator[str]:
    yield _table(("", ""), _facts(contract))
    yield _section("Columns", _columns(contract))
    yield _section("Service levels", _table(("level", "promise"), _levels(contract)))
    yield _section("Meaning", _table(("", ""), ((_code(k), v) for k, v in contract.semantics)))
    yield _section("Rules", _table(("rule", "severity", "why"), _rules(contract)))
    yield _section("Quality", "\n".join(f"- {_prose(text)}" for text in quality_texts(contract)))
    yield _section("Deprecation", _table(("", ""), _deprecation(contract)))
    kept = ", ".join(_code(part) for part in unacted(contract))
    told = f"Said in the contract's file, acted on by nothing: {kept}." if kept else ""
    yield _section("Kept", told)


def _facts(contract: Contract) -> Iterator[tuple[str, str]]:
    owner = contract.owner
    said = {
        "owner": owner.team,
        "on call": owner.on_call,
        "e-mail": owner.email,
        "reviewers": ", ".join(owner.reviewers),
        "tags": ", ".join(contract.tags),
        "region": contract.region,
        "kept for": f"{contract.retention_days} days" if contract.retention_days else None,
        "may read": ", ".join(contract.access.roles),
        "for": ", ".join(contract.access.purposes),
        "made for": ", ".join(contract.consumers_intended),
        "delivery": contract.delivery,
        "view of": contract.view_of.product if contract.view_of else None,
        "views": ", ".join(f"{view.name} for {view.consumer}" for view in contract.views),
    }
    yield from ((name, value) for name, value in said.items() if value)


def _columns(contract: Contract) -> str:
    meanings = dict(contract.semantics)
    rows = (
        (_code(c.name), _code(c.type), ", ".join(_promises(c)), _told(c, meanings.get(c.name, "")))
        for c in contract.columns
    )
    return _table(("column", "type", "promises", "meaning"), rows)


def _told(column: ContractColumn, meaning: str) -> str:
    return " ".join(text.strip() for text in (column.description, meaning) if text.strip())


def _promises(column: ContractColumn) -> Iterator[str]:
    flags = {"key": column.primary_key, "required": column.required, "unique": column.unique}
    yield from (word for word, value in flags.items() if value)
    if column.references:
        yield f"refers to {_code(column.references)}"
    if column.accepted_values:
        yield "one of " + ", ".join(_code(str(value)) for value in column.accepted_values)
    if column.min is not None:
        yield f"at least {_code(str(column.min))}"
    if column.max is not None:
        yield f"at most {_code(str(column.max))}"
    if column.pattern is not None:
        yield f"matches {_code(column.pattern)}"
    yield from (_code(tag) for tag in column.tags)
    if column.mask:
        yield f"masked by {_code(column.mask)}"


def _levels(contract: Contract) -> Iterator[tuple[str, str]]:
    sla = contract.sla
    by = f", by {_code(sla.freshness_column)}" if sla.freshness_column else ""
    of = f", against {_code(sla.completeness_reference)}" if sla.completeness_reference else ""
    over = f", over {sla.accuracy_window}" if sla.accuracy_window else ""
    came = f", by {_code(sla.late_arrival_loaded)}" if sla.late_arrival_loaded else ""
    said = {
        "freshness": f"{sla.freshness}{by}" if sla.freshness else None,
        "completeness": f"{sla.completeness}{of}" if sla.completeness else None,
        "accuracy": f"{sla.accuracy}{over}" if sla.accuracy else None,
        "late arrivals": f"{sla.late_arrival_window}{came}" if sla.late_arrival_window else None,
    }
    yield from ((name, value) for name, value in said.items() if value)


def _rules(contract: Contract) -> Iterator[tuple[str, str, str]]:
    for rule in contract.row_rules:
        yield f"each row: {_code(rule.sql)}", rule.severity, rule.description
    for check in contract.checks:
        yield _check(check), check.severity, check.description


def _check(check: Check) -> str:
    what = _code(check.query) if check.query else f"{(check.metric or '').replace('_', ' ')}"
    of = check.columns or ((check.column,) if check.column else ())
    listed = f" of {', '.join(_code(name) for name in of)}" if of else ""
    unit = " %" if check.unit == "percent" else ""
    bounds = " and ".join(str(bound) for bound in check.bounds)
    return f"{what}{listed}: {check.operator.replace('_', ' ')} {bounds}{unit}"


def _deprecation(contract: Contract) -> Iterator[tuple[str, str]]:
    said = contract.deprecation
    if said is None:
        return
    told = {
        "ends": said.previous_version,
        "on": said.sunset_date,
        "announced": said.announced,
        "to do": said.migration_notes,
    }
    yield from ((name, value) for name, value in told.items() if value)


def _section(title: str, body: str) -> str:
    return f"## {title}\n\n{body}" if body else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    listed = [[_cell(cell) for cell in row] for row in rows]
    lines = [list(head), ["---"] * len(head), *listed]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) if listed else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _prose(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")


def _code(text: str) -> str:
    quoted = " ".join(text.split())
    return f"`` {quoted} ``" if "`" in quoted else f"`{quoted}`"
