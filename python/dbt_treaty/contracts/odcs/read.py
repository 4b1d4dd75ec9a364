"""An ODCS document: one contract for each object of its schema."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbt_treaty.configuration.identifier import ALLOWED, is_identifier
from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.native import read_native
from dbt_treaty.contracts.native_access import names_a_role
from dbt_treaty.contracts.native_name import full_name
from dbt_treaty.contracts.odcs.columns import put_column
from dbt_treaty.contracts.odcs.kept import difference
from dbt_treaty.contracts.odcs.levels import put_levels
from dbt_treaty.contracts.odcs.ours import check_ours, ours_in
from dbt_treaty.contracts.odcs.owner import put_owner
from dbt_treaty.contracts.odcs.quality import checks_of
from dbt_treaty.contracts.odcs.relationships import references_of
from dbt_treaty.contracts.odcs.words import (
    API_VERSIONS,
    OF_A_COLUMN,
    OF_A_TABLE,
    column_name,
    entries,
    table_name,
)
from dbt_treaty.contracts.odcs.write import write_odcs
from dbt_treaty.contracts.seal import seal
from dbt_treaty.contracts.translation import Translation
from dbt_treaty.documents.document import DataPath, Document
from dbt_treaty.documents.judge import judge
from dbt_treaty.documents.ledger import Ledger
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.schema import load_schema
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Problem, TreatyError

FORMAT = "odcs"
SCHEMA_FILE = Path(__file__).with_name("odcs.schema.json")
# Keys of ours that say which contract this is; the native format has one key for all three.
_NAMING = ("domain", "tier", "table")
_OBJECT: DataPath = ("schema",)


def read_odcs(document: Document, home: Home) -> tuple[Contract, ...]:
    """The contracts of a document, drafts where a required part of a contract is absent.

    What the model has no word for is in each contract's ``kept``, as the document has it.

    Raises:
        TreatyError: with every problem: an unknown version of the standard, a wrong type, a key
            that the standard does not have where a promise may stand.
    """
    _check_version(document)
    document = dataclasses.replace(document, data=_without_nothing(document.data))
    judgement = judge(document, load_schema(SCHEMA_FILE))
    ledger = Ledger(document)
    ledger.note(judgement.problems)
    data = judgement.fit if isinstance(judgement.fit, dict) else {}
    check_ours(ledger, data, (), OF_A_TABLE)
    contracts = []
    for path, said in _objects(ledger, data):
        try:
            contracts.append(_contract(ledger, data, said, path, home))
        except TreatyError as error:
            ledger.note(error.problems)
    ledger.close()
    return tuple(contracts)


def _check_version(document: Document) -> None:
    data = document.data if isinstance(document.data, dict) else {}
    version = data.get("apiVersion")
    if version in API_VERSIONS:
        return
    listed = ", ".join(API_VERSIONS)
    if version is None:
        what, advice = "the document does not say its apiVersion", f"allowed: {listed}"
    else:
        got = quote(version) if isinstance(version, str) else document.text(("apiVersion",))
        what = f"apiVersion: {got or 'this'} is no version of ODCS that can be read"
        near = suggest(version, API_VERSIONS) if isinstance(version, str) else ""
        advice = "; ".join(filter(None, (near, f"allowed: {listed}")))
        advice += "; write the document anew for one of these"
    raise TreatyError(Problem(document.value(("apiVersion",)), what, advice))


def _without_nothing(data: Any) -> Any:
    """A key without a value is as good as absent, the standard says; in data null is a value."""
    if isinstance(data, dict):
        return {
            key: _without_nothing(value)
            for key, value in data.items()
            if value is not None or key == "value"
        }
    return [_without_nothing(item) for item in data] if isinstance(data, list) else data


def _objects(ledger: Ledger, data: Mapping[str, Any]) -> list[tuple[DataPath, Mapping[str, Any]]]:
    found = list(entries(data.get("schema"), _OBJECT, "name"))
    if found or ledger.problems:
        return found
    name = data.get("name", "")
    if is_identifier(name):
        return [(_OBJECT, {"name": name})]
    advice = "add `schema:` with one object for each table, its `properties:` the columns"
    ledger.refuse((), "the document has no schema, so it promises no table", advice)
    return []


def _contract(
    ledger: Ledger, data: Mapping[str, Any], said: Mapping[str, Any], path: DataPath, home: Home
) -> Contract:
    alone = len(data.get("schema", ())) < 2
    native = Translation(ledger.document, () if alone else path)
    check_ours(ledger, said, path, OF_A_TABLE)
    for where, item in entries(said.get("properties"), (*path, "properties")):
        check_ours(ledger, item, where, OF_A_COLUMN)
    ours = [*ours_in(data, (), OF_A_TABLE), *ours_in(said, path, OF_A_TABLE)]
    home = _put_name(ledger, native, data, said, (path, ours, home))
    untyped = _put_schema(native, data, said, path)
    _put_rest(native, data, said, path)
    put_levels(native, data, said)
    for where, value in ours:
        _put_ours(native, value, where)
    (contract,) = read_native(native.document(), home)
    missing = (*contract.missing, *(f"schema.{name}.type" for name in untyped))
    contract = dataclasses.replace(contract, format=FORMAT, missing=missing)
    one = {**data, "schema": [said]} if "schema" in data else data
    kept = difference(one, write_odcs(contract))
    return seal(dataclasses.replace(contract, kept=kept), contract.todos)


def _put_name(
    ledger: Ledger,
    native: Translation,
    data: Mapping[str, Any],
    said: Mapping[str, Any],
    context: tuple[DataPath, list[tuple[DataPath, Mapping[str, Any]]], Home],
) -> Home:
    """Writes the table's name; its domain and tier go along as the home."""
    path, ours, home = context
    told: dict[str, tuple[Any, DataPath]] = {"table": (table_name(said), (*path, "name"))}
    if data.get("domain"):
        told["domain"] = (data["domain"], ("domain",))
    for where, value in ours:
        told.update({key: (value[key], (*where, key)) for key in _NAMING if key in value})
    for key, (value, where) in told.items():
        if not (isinstance(value, str) and is_identifier(value)):
            shown = quote(value) if isinstance(value, str) else "this"
            advice = f"write customProperties: [{{property: dbtTreaty, value: {{{key}: a_name}}}}]"
            ledger.refuse(where, f"{shown} can't be a {key}", f"{advice}; allowed: {ALLOWED}")
            told[key] = ("product", where)  # of no use but to go on
    domain = told.get("domain", (home.domain, ()))[0]
    tier = told.get("tier", (home.tier, ()))[0]
    full = full_name(domain, tier, told["table"][0])
    native.put(("name",), full, told["tier" if "tier" in told else "table"][1])
    return Home(domain, tier)


def _put_schema(
    native: Translation, data: Mapping[str, Any], said: Mapping[str, Any], path: DataPath
) -> list[str]:
    """Writes columns, references and checks; the names of the columns whose type is open."""
    items = list(entries(said.get("properties"), (*path, "properties"), "name"))
    untyped = [put_column(native, at, item, where) for at, (where, item) in enumerate(items)]
    columns = {item["name"]: column_name(item) for _, item in items}
    at_column = {column_name(item): at for at, (_, item) in enumerate(items)}
    for column, target, where in references_of(data, said, path):
        if column in at_column and "references" not in native.data["schema"][at_column[column]]:
            native.put(("schema", at_column[column], "references"), target, where)
    named: set[str] = set()
    for where, item in items:
        _put_checks(native, item, where, column_name(item), (columns, named))
    _put_checks(native, said, path, None, (columns, named))
    return [name for name in untyped if name]


def _put_checks(
    native: Translation,
    said: Mapping[str, Any],
    path: DataPath,
    column: str | None,
    context: tuple[Mapping[str, str], set[str]],
) -> None:
    columns, named = context
    for where, rule in entries(said.get("quality"), (*path, "quality")):
        for check in checks_of(rule, column, columns):
            # In the standard two rules may have one name; a check's is its test's.
            name = check.get("name", "").lower()
            if name and name in named:
                del check["name"]
            named.add(name)
            at = len(native.data.get("quality", {}).get("checks", ()))
            native.put(("quality", "checks", at), check, where)


def _put_rest(
    native: Translation, data: Mapping[str, Any], said: Mapping[str, Any], path: DataPath
) -> None:
    if "version" in data:
        native.put(("version",), data["version"], ("version",))
    put_owner(native, data)
    if said.get("description"):
        native.put(("description",), said["description"], (*path, "description"))
    elif data.get("description", {}).get("purpose"):
        where = ("description", "purpose")
        native.put(("description",), data["description"]["purpose"], where)
    tags: list[tuple[str, DataPath]] = [
        (tag, ("tags", at)) for at, tag in enumerate(data.get("tags") or ())
    ]
    tags += [(tag, (*path, "tags", at)) for at, tag in enumerate(said.get("tags") or ())]
    for at, (tag, origin) in enumerate(tags):
        native.put(("tags", at), tag, origin)
    readers = [each for each in entries(data.get("roles"), ("roles",), "role") if _reads(each[1])]
    for at, (origin, role) in enumerate(readers):
        native.put(("access", "roles", at), role["role"], (*origin, "role"))


def _reads(role: Mapping[str, Any]) -> bool:
    """Whether it is one that a warehouse can be told of; the others are kept and told of."""
    may = "access" not in role or "read" in role["access"].lower()
    return may and names_a_role(role.get("role", ""))


def _put_ours(native: Translation, value: Mapping[str, Any], path: DataPath) -> None:
    """Writes what dbtTreaty says, which wins; a mapping adds its keys to what is there."""
    for key, inner in value.items():
        if key not in _NAMING:
            native.put((key,), inner, (*path, key))
