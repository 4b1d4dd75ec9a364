"""The native format: one YAML document as one contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import (
    Contract,
    Deprecation,
    Owner,
    RowRule,
)
from dbt_treaty.contracts.native_access import read_access
from dbt_treaty.contracts.native_checks import read_checks
from dbt_treaty.contracts.native_columns import read_columns
from dbt_treaty.contracts.native_name import read_name
from dbt_treaty.contracts.native_quarantine import read_quarantine
from dbt_treaty.contracts.native_sla import read_sla
from dbt_treaty.contracts.native_views import read_views
from dbt_treaty.contracts.percentage import parse_percentage
from dbt_treaty.contracts.seal import seal
from dbt_treaty.contracts.sheet import Sheet
from dbt_treaty.contracts.todo import is_todo
from dbt_treaty.contracts.value import is_date
from dbt_treaty.contracts.version import parse_version
from dbt_treaty.documents.document import DataPath, Document
from dbt_treaty.documents.judge import judge
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.schema import load_schema
from dbt_treaty.errors import Place

SCHEMA_FILE = Path(__file__).with_name("contract.schema.json")
NO_VERSION = "0.0.0"

_RANGE = re.compile(r"[0-9]{1,9}(?:\.(?:[0-9]{1,9}|x|\*)){0,2}", re.IGNORECASE)


def read_native(document: Document, home: Home) -> tuple[Contract, ...]:
    """The one contract of a native document, a draft where required parts are absent.

    Raises:
        TreatyError: with every problem: what has a wrong type or says nothing that can be meant.
    """
    judgement = judge(document, load_schema(SCHEMA_FILE))
    sheet = Sheet(document)
    sheet.note(judgement.problems)
    contract = _contract(sheet, judgement.fit if isinstance(judgement.fit, dict) else {}, home)
    sheet.close()
    return (seal(contract, tuple(sheet.placeholders)),)


def _contract(sheet: Sheet, data: Mapping[str, Any], home: Home) -> Contract:
    name = read_name(sheet, data.get("name"), home)
    columns = read_columns(sheet, data.get("schema"))
    return Contract(
        table=name.table,
        domain=name.domain,
        tier=name.tier,
        version=_version(sheet, data.get("version")),
        owner=_owner(data.get("owner")),
        columns=columns,
        sla=read_sla(sheet, data.get("sla"), columns),
        semantics=tuple((key, text or "") for key, text in (data.get("semantics") or {}).items()),
        place=Place(sheet.document.path, sheet.document.value(()).line),
        description=data.get("description", ""),
        tags=sheet.tokens(data.get("tags"), ("tags",)),
        region=sheet.token(data.get("region"), ("region",)),
        retention_days=_whole(data.get("retention_days")),
        row_rules=_row_rules(sheet, data.get("quality", {}).get("row_rules")),
        checks=read_checks(sheet, data.get("quality", {}).get("checks"), columns),
        quarantine=read_quarantine(sheet, data.get("quarantine")),
        deprecation=_deprecation(sheet, data.get("deprecation")),
        access=read_access(sheet, data.get("access"), data.get("views")),
        consumers_intended=sheet.texts(data.get("consumers_intended")),
        delivery=data.get("delivery"),
        missing=_missing(data),
        views=read_views(sheet, data.get("views"), columns, name.table),
    )


def _version(sheet: Sheet, text: str | None) -> str:
    if not text or sheet.is_placeholder(text, ("version",)):
        return NO_VERSION
    try:
        parse_version(text)
    except ValueError as error:
        sheet.refuse(("version",), f"{quote(text)} {error}")
    return text


def _owner(said: str | Mapping[str, Any] | None) -> Owner:
    if said is None or isinstance(said, str):
        return Owner(team=_written(said))
    return Owner(
        team=_written(said.get("team")),
        on_call=_written(said.get("on_call")),
        reviewers=Sheet.texts(said.get("reviewers")),
        email=said.get("email"),
    )


def _written(text: str | None) -> str | None:
    """A text without the blanks around it; None where nothing is left."""
    return (text or "").strip() or None


def _row_rules(sheet: Sheet, items: list[Any] | None) -> tuple[RowRule, ...]:
    rules: dict[int, RowRule] = {}
    named: dict[str, int] = {}
    for at, item in Sheet.items(items):
        path = ("quality", "row_rules", at)
        rules[at] = _row_rule(item, sheet.document.value((*path, "sql")).line)
        if "sql" in item and not item["sql"].strip():
            sheet.refuse((*path, "sql"), "is empty", "write a predicate, such as amount >= 0")
        _judge_threshold(sheet, rules[at], (*path, "error_if"))
        name = rules[at].name
        if name is None:
            continue
        sheet.check_name(name, (*path, "name"))
        first = named.setdefault(name.lower(), at)
        if first != at:
            line = sheet.document.value((*path[:2], first)).line
            sheet.refuse((*path, "name"), f'a rule "{name}" stands on line {line} already')
    return tuple(rules.values())


def _judge_threshold(sheet: Sheet, rule: RowRule, path: DataPath) -> None:
    if rule.error_if is None:
        return
    try:
        parse_percentage(rule.error_if)
    except ValueError as error:
        sheet.refuse(path, f"{quote(rule.error_if)} {error}")
    if rule.severity == "warn":
        sheet.refuse(path, "a rule of severity warn is never an error", "remove one of the two")


def _row_rule(item: Mapping[str, Any], line: int) -> RowRule:
    return RowRule(
        sql=item.get("sql", ""),
        name=item.get("name"),
        severity=item.get("severity", "error"),
        description=item.get("description", ""),
        error_if=item.get("error_if"),
        line=line,
    )


def _deprecation(sheet: Sheet, said: Mapping[str, Any] | None) -> Deprecation | None:
    if said is None:
        return None
    previous: str | None = said.get("previous_version")
    path = ("deprecation", "previous_version")
    if previous is not None and not _RANGE.fullmatch(previous) and not is_todo(previous):
        sheet.refuse(path, f"{quote(previous)} is no version", "write 2.x, or one such as 2.1.0")
    return Deprecation(
        previous_version=previous,
        sunset_date=_date(sheet, said, "sunset_date"),
        announced=_date(sheet, said, "announced"),
        migration_notes=said.get("migration_notes", ""),
    )


def _date(sheet: Sheet, said: Mapping[str, Any], key: str) -> str | None:
    text: str | None = said.get(key)
    path = ("deprecation", key)
    if text is None or sheet.is_placeholder(text, path):
        return None
    if not is_date(text):
        sheet.refuse(path, f"{quote(text)} is no date", "write YYYY-MM-DD, such as 2027-03-31")
    return text


def _whole(number: float | None) -> int | None:
    """JSON Schema takes 730.0 for a whole number, so the model takes it as 730."""
    return None if number is None else int(number)


def _missing(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The required parts that are absent or empty, in the order of the interface."""
    missing = [part for part in ("version", "owner") if not data.get(part)]
    owner = _owner(data.get("owner"))
    if data.get("owner"):
        missing += [f"owner.{part}" for part in ("team", "on_call") if not getattr(owner, part)]
    missing += [] if data.get("schema") else ["schema"]
    levels = {key: value for key, value in (data.get("sla") or {}).items() if key != "severity"}
    missing += [] if any(levels.values()) else ["sla"]
    missing += [] if data.get("semantics") else ["semantics"]
    said = (data.get("semantics") or {}).items()
    return (*missing, *(f"semantics.{key}" for key, text in said if not _written(text)))
