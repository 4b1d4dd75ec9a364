"""The draft of a contract: what the data suggests, each guess with what speaks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.contracts.home import DEFAULT_TIER, Home
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.native import read_native
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.infer.column_suggestions import suggest_for_column
from dbt_treaty.infer.confidence import LOW
from dbt_treaty.infer.freshness import find_freshness
from dbt_treaty.infer.keys import find_key
from dbt_treaty.infer.personal import Personal, find_personal
from dbt_treaty.infer.profile import ColumnProfile, Profile
from dbt_treaty.infer.row_rules import suggest_row_rules

_HEAD = """\
# A draft, made from {source}: {rows}, {columns}.
# What stands here is a guess from what the data looks like today, and no promise yet: the comment
# beside each guess says what speaks for it and how sure that is. Keep what you mean, take out what
# you don't, and write every TODO: until then the contract is incomplete, and refused where
# others read it.
"""
_UNKNOWN = "TODO: {native} has no logical type; say what readers get, and cast it in the model"
_YAML_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A contract's text, and the contract that it is read as: incomplete, with TODOs."""

    text: str
    contract: Contract


def draft_contract(profile: Profile, name: str, *, suggest_rules: bool = False) -> Draft:
    """The draft for a table, under the name of a product.

    Args:
        profile: what is known of the table.
        name: ``domain.tier.table``, or the table alone.
        suggest_rules: whether to suggest rules between columns as well.

    Raises:
        TreatyError: the name is none, or no column can stand in a contract.
    """
    if not any(is_identifier(column.name) for column in profile.columns):
        what = "has no column whose name can stand in a contract"
        raise TreatyError(problem(profile.source, what, "rename the columns, then draft again"))
    text = "".join(f"{line}\n" for line in _lines(profile, name, suggest_rules=suggest_rules))
    (contract,) = read_native(parse(text, f"{name}.contract.yaml"), Home(None, DEFAULT_TIER))
    return Draft(text, contract)


def _lines(profile: Profile, name: str, *, suggest_rules: bool) -> Iterator[str]:
    rows = _number(profile.rows, "row")
    columns = _number(len(profile.columns), "column")
    yield _HEAD.format(source=_printable(profile.source), rows=rows, columns=columns).rstrip("\n")
    if not profile.is_whole:
        yield f"# Values were looked at in a sample of {_number(len(profile.sample), 'row')}."
    if not profile.rows:
        yield "# There are no rows: nothing but the types is known."
    yield f"name: {_plain(name)}"
    yield 'version: "1.0.0"'
    yield 'owner: {team: "TODO: the team that owns it", on_call: "TODO: who is paged"}'
    yield 'description: "TODO: what the table is, and what one row stands for"'
    personal = {
        at: find_personal(column.name, _kind(column), list(profile.values(at)))
        for at, column in enumerate(profile.columns)
    }
    yield "schema:"
    yield from _schema(profile, personal, is_public=name.split(".")[1:2] in ([], [DEFAULT_TIER]))
    yield from _sla(profile, personal)
    yield from _semantics(profile)
    if suggest_rules:
        yield from _rules(profile)


def _schema(
    profile: Profile, personal: dict[int, Personal | None], *, is_public: bool
) -> Iterator[str]:
    key = find_key(profile)
    for at, column in enumerate(profile.columns):
        if not is_identifier(column.name):
            yield f"  # The column {_printable(quote(column.name))} can't stand in a contract so:"
            yield "  # give it a name of letters, digits and _ in the model, then add it here."
            continue
        yield f"  - name: {_plain(column.name)}"
        yield f"    type: {_type(column)}"
        for suggestion in suggest_for_column(profile, at, key, personal[at]):
            yield f"    {_printable(suggestion.line())}"
        found = personal[at]
        if found is not None and found.is_likely and is_public:
            yield "    mask: TODO  # sha256, tokenize or redact; or leave the column out"
        yield f"    description: {json.dumps(_description(column), ensure_ascii=False)}"


def _type(column: ColumnProfile) -> str:
    native = _printable(column.native)
    note = f"; {column.note}" if column.note else ""
    if column.kind is None:
        return f"string  # {native} has no logical type{note}; confidence {LOW}"
    kind = str(column.kind)
    # A struct's fields have colons, which YAML takes for keys.
    return f"{json.dumps(kind) if ': ' in kind else kind}  # {native} in the data{note}"


def _description(column: ColumnProfile) -> str:
    if column.kind is None:
        return _UNKNOWN.format(native=_printable(column.native))
    if column.kind.name in ("array", "struct", "json", "binary"):
        return "TODO: what it holds; nobody looked into its values for personal data"
    return "TODO: what it holds"


def _sla(profile: Profile, personal: dict[int, Personal | None]) -> Iterator[str]:
    about_people = {profile.columns[at].name for at, found in personal.items() if found}
    odd = {column.name for column in profile.columns if not is_identifier(column.name)}
    found = find_freshness(profile, about_people | odd)
    yield "sla:"
    if found is None:
        yield '  freshness: "TODO: how old the newest row may be, such as 24h"'
    else:
        yield "  freshness:"
        yield '    within: "TODO: how old the newest row may be, such as 24h"'
        yield f"    {_printable(found.line())}"


def _semantics(profile: Profile) -> Iterator[str]:
    yield "semantics:"
    yield '  rows: "TODO: when a row comes, changes and goes"'
    for column in profile.columns:
        if is_identifier(column.name) and _kind(column) in ("decimal", "float", "double"):
            what = "TODO: what is counted in, and what is in it and what is not"
            yield f"  {_plain(column.name)}: {json.dumps(what)}"


def _rules(profile: Profile) -> Iterator[str]:
    found = suggest_row_rules(profile)
    if not found:
        yield "# No rule between the columns of a row holds in all sampled rows."
        return
    yield "quality:"
    yield "  row_rules:"
    for rule in found:
        yield f"    - name: {_plain(rule.name)}"
        yield f"      sql: {json.dumps(rule.sql)}  # {rule.evidence}; confidence {rule.confidence}"


def _kind(column: ColumnProfile) -> str:
    return column.kind.name if column.kind else ""


def _plain(name: str) -> str:
    """An identifier without quotes, unless YAML reads another thing in it."""
    return json.dumps(name) if name.lower() in _YAML_WORDS else name


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _printable(text: str) -> str:
    """One line that YAML takes, whatever a warehouse calls its types and columns."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split(" "))
