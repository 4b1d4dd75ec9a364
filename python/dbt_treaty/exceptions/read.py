"""The exceptions of a project, from the files of one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from jsonschema import Draft202012Validator

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.documents.document import DataPath, Document
from dbt_treaty.documents.judge import judge
from dbt_treaty.documents.ledger import Ledger
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.read import read
from dbt_treaty.documents.schema import load_schema
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.exceptions.model import Exceptions, Grant, Scope
from dbt_treaty.exceptions.moment import parse_day, parse_moment

SCHEMA_FILE = Path(__file__).with_name("exception.schema.json")
_MARK = "region:"
Parsed = TypeVar("Parsed")


def read_exceptions(root: Path, configuration: Configuration) -> Exceptions:
    """Every grant of the project in the folder ``root``; a bad file is among the problems.

    A folder that is not there holds none, unless the configuration names another than the default.
    """
    folder = root / configuration.exceptions
    if not folder.is_dir():
        return Exceptions(problems=tuple(_no_folder(configuration)))
    grants: list[Grant] = []
    problems: list[Problem] = []
    for path in sorted(each for each in folder.rglob("*") if each.suffix in (".yaml", ".yml")):
        try:
            grants += read_grants(read(path, root))
        except TreatyError as error:
            problems += error.problems
    return Exceptions(tuple(grants), tuple(problems))


def _no_folder(configuration: Configuration) -> Iterator[Problem]:
    if configuration.exceptions != Configuration().exceptions:
        what = f"the exceptions folder {quote(configuration.exceptions)} is not there"
        yield Problem(Place(configuration.path), what, "make it, or mend the name")


def read_grants(document: Document) -> tuple[Grant, ...]:
    """The grants that a file says: one by the file's name, or several, each by its key.

    Raises:
        TreatyError: with every problem of the file.
    """
    data = document.data
    is_one = not isinstance(data, dict) or not _holds_mappings(data)
    judgement = judge(document, _validator("grant" if is_one else "grants"))
    ledger = Ledger(document)
    ledger.note(judgement.problems)
    fit = judgement.fit if isinstance(judgement.fit, dict) else {}
    name = PurePosixPath(document.path).name.split(".")[0]
    said: dict[DataPath, Any] = {(): fit} if is_one else {(key,): fit[key] for key in fit}
    grants = tuple(
        _grant(ledger, path, str(path[0]) if path else name, entry) for path, entry in said.items()
    )
    ledger.close()
    return tuple(each for each in grants if each is not None)


def _holds_mappings(data: Mapping[str, Any]) -> bool:
    """Whether every value is a mapping, and no key is one of a grant's own."""
    own = _schema()["$defs"]["grant"]["properties"]
    return bool(data) and not any(key in own for key in data)


def _schema() -> Mapping[str, Any]:
    schema = load_schema(SCHEMA_FILE).schema
    return schema if isinstance(schema, Mapping) else {}


@cache
def _validator(part: str) -> Draft202012Validator:
    """The published schema, of one of the two forms of a file: a slip is then told of that one."""
    schema = {key: value for key, value in _schema().items() if key != "anyOf"}
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{part}"})


def _grant(ledger: Ledger, path: DataPath, name: str, entry: Mapping[str, Any]) -> Grant | None:
    expires = _parsed(ledger, (*path, "expires"), entry.get("expires"), parse_moment)
    granted_on = _parsed(ledger, (*path, "granted_on"), entry.get("granted_on"), parse_day)
    for key in ("granted_by", "reason"):
        if not str(entry.get(key, "-")).strip():
            ledger.refuse((*path, key), "is empty", "say it, or nobody can review the grant")
    if expires is None:
        return None
    return Grant(
        name=name,
        policy=entry.get("policy", ""),
        scope=_scope(entry.get("scope") or {}),
        granted_by=entry.get("granted_by", ""),
        reason=" ".join(str(entry.get("reason", "")).split()),
        expires=expires,
        place=ledger.document.key(path),
        granted_on=granted_on,
        ticket=entry.get("ticket", ""),
    )


def _parsed(
    ledger: Ledger, path: DataPath, text: str | None, parse: Callable[[str], Parsed]
) -> Parsed | None:
    if text is None:
        return None
    try:
        return parse(text)
    except ValueError as error:
        ledger.refuse(path, f"{quote(text)} {error}")
        return None


def _scope(said: Mapping[str, Any]) -> Scope:
    def patterns(key: str) -> tuple[str, ...]:
        value = said.get(key) or ()
        return (value,) if isinstance(value, str) else tuple(each for each in value if each)

    return Scope(
        models=patterns("model"),
        columns=patterns("column"),
        domains=patterns("domain"),
        paths=patterns("path"),
        marks=tuple(f"{_MARK}{region}" for region in patterns("region")),
    )
