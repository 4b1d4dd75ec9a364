"""The platform's rules, from the one file that the configuration names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbt_treaty.configuration.identifier import ALLOWED, is_identifier
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.logical_type import SIMPLE_TYPES, LogicalTypeError, parse_type
from dbt_treaty.contracts.percentage import parse_percentage
from dbt_treaty.documents.document import DataPath, Document
from dbt_treaty.documents.judge import judge
from dbt_treaty.documents.ledger import Ledger
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.read import read
from dbt_treaty.documents.schema import load_schema
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.global_rules.model import GlobalRule

SCHEMA_FILE = Path(__file__).with_name("global_rules.schema.json")
COLUMN = "{column}"
_KINDS = (*SIMPLE_TYPES, "decimal", "array", "struct")


def read_global_rules(root: Path, configuration: Configuration) -> tuple[GlobalRule, ...]:
    """The rules of the project in the folder ``root``, in their order; none where no file is named.

    Raises:
        TreatyError: the file is not there, or with every problem of it.
    """
    if configuration.global_rules is None:
        return ()
    path = root / configuration.global_rules
    if not path.is_file():
        what = f"the file of global rules {quote(configuration.global_rules)} is not there"
        advice = "run `dbt deps` if a package brings it, or mend global_rules:"
        raise TreatyError(Problem(Place(configuration.path), what, advice))
    return _interpret(read(path, root))


def _interpret(document: Document) -> tuple[GlobalRule, ...]:
    judgement = judge(document, load_schema(SCHEMA_FILE))
    ledger = Ledger(document)
    ledger.note(judgement.problems)
    fit: Any = judgement.fit if isinstance(judgement.fit, dict) else {}
    rules: Mapping[str, Any] = fit.get("rules") or {}
    read_ones = tuple(_rule(ledger, name, said) for name, said in rules.items() if said)
    ledger.close()
    return read_ones


def _rule(ledger: Ledger, name: str, said: Mapping[str, Any]) -> GlobalRule:
    path: DataPath = ("rules", name)
    chosen = said.get("columns") or {}
    rule = GlobalRule(
        name=name,
        place=ledger.document.key(path),
        types=_lowered(chosen.get("types")),
        names=_lowered(chosen.get("names")),
        tags=tuple(chosen.get("tags") or ()),
        sql=said.get("sql"),
        type=said.get("type"),
        severity=said.get("severity", "error"),
        error_if=said.get("error_if"),
        description=said.get("description", ""),
        excepted=_lowered(said.get("except")),
    )
    _judge_words(ledger, rule, path)
    _judge_weight(ledger, rule, path)
    return rule


def _lowered(items: Any) -> tuple[str, ...]:
    return tuple(item.lower() for item in items or () if item is not None)


def _judge_words(ledger: Ledger, rule: GlobalRule, path: DataPath) -> None:
    if not is_identifier(rule.name):
        ledger.refuse(path, f"the name {quote(rule.name)} does not fit", f"allowed: {ALLOWED}")
    if rule.sql is None and rule.type is None:
        ledger.refuse(path, "wants sql or type", f"add `sql:`, such as {COLUMN} >= 0")
    if rule.sql is not None and COLUMN not in rule.sql:
        ledger.refuse((*path, "sql"), f"has no {COLUMN}", f"write {COLUMN} for the column")
    for at, kind in enumerate(rule.types):
        if kind not in _KINDS:
            advice = f"allowed: {', '.join(_KINDS)}"
            ledger.refuse((*path, "columns", "types", at), f"{quote(kind)} is no type", advice)
    for at, name in enumerate(rule.excepted):
        if name.count(".") not in (2, 3):
            advice = "write domain.tier.table or domain.tier.table.column"
            ledger.refuse((*path, "except", at), f"{quote(name)} names no product", advice)
    try:
        parse_type(rule.type or "string")
    except LogicalTypeError as error:
        told = f"the type {quote(rule.type or '')} {error}"
        ledger.refuse((*path, "type"), told, error.help)


def _judge_weight(ledger: Ledger, rule: GlobalRule, path: DataPath) -> None:
    if rule.error_if is None:
        return
    try:
        parse_percentage(rule.error_if)
    except ValueError as error:
        ledger.refuse((*path, "error_if"), f"{quote(rule.error_if)} {error}")
    if rule.severity == "warn":
        what = "a rule of severity warn is never an error"
        ledger.refuse((*path, "error_if"), what, "remove one of the two")
