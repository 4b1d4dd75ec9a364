"""One error of the JSON Schema validator, in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dbt_treaty.documents.document import Data, DataPath, Document
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Problem

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
}
_YES = frozenset(("true", "yes", "on"))
_NO = frozenset(("false", "no", "off"))


@dataclass(frozen=True, slots=True)
class Misfit:
    """One error of the validator: which keyword of which schema refuses which value, and where.

    ``wanted`` is the keyword's value in the schema; ``of_key`` tells that ``value`` is a key of
    the mapping at ``path``.
    """

    path: DataPath
    keyword: str
    wanted: Any
    value: Any
    schema: Mapping[str, Any]
    of_key: bool = False


Complaints = Iterator[tuple[DataPath, Problem]]


def complain(misfit: Misfit, document: Document) -> Complaints:
    """The problems an error stands for, each with the data path that it refuses."""
    path = misfit.path
    if misfit.of_key:
        yield _bad_key(misfit, document)
    elif misfit.keyword == "additionalProperties":
        yield from _unknown_keys(misfit, document)
    elif misfit.keyword == "required":
        yield from _lacking_keys(misfit, document)
    else:
        what, advice = _unfit_value(misfit, document.text(path))
        where = document.spell(path)
        told = f"{where}: {what}" if where else what
        yield path, Problem(document.value(path), told, advice)


def describe(value: Data) -> str:
    """A value in words, shortened: ``the text "15m"``, ``the number 2.1``, ``a list``."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {quote(value)}"
    return "a list" if isinstance(value, list) else "a mapping"


def _unknown_keys(misfit: Misfit, document: Document) -> Complaints:
    allowed = list(misfit.schema.get("properties", {}))
    owner = document.spell(misfit.path)
    for key in misfit.value:
        if key in allowed:
            continue
        where = f" in {owner}" if owner else ""
        advice = [suggest(key, allowed), f"allowed: {', '.join(allowed)}"]
        what = f"unknown key {quote(key)}{where}"
        path = (*misfit.path, key)
        place = document.key(path)
        yield path, Problem(place, what, "; ".join(filter(None, advice)))


def _lacking_keys(misfit: Misfit, document: Document) -> Complaints:
    owner = document.spell(misfit.path) or "the file"
    for key in misfit.wanted:
        if key not in misfit.value:
            place = document.key(misfit.path)
            yield (
                (*misfit.path, key),
                Problem(place, f'{owner} lacks the key "{key}"', f"add `{key}:`"),
            )


def _bad_key(misfit: Misfit, document: Document) -> tuple[DataPath, Problem]:
    path = (*misfit.path, misfit.value)
    what = f"the key {quote(misfit.value)} does not fit: it is not {_wish(misfit.schema)}"
    return path, Problem(document.key(path), f"{document.spell(misfit.path)}: {what}")


def _unfit_value(misfit: Misfit, written: str) -> tuple[str, str]:
    got = describe(misfit.value)
    if misfit.keyword == "type":
        return _wrong_type(misfit, got, written)
    if misfit.keyword == "enum":
        allowed = [_spelt(value) for value in misfit.wanted]
        near = suggest(misfit.value, allowed) if isinstance(misfit.value, str) else ""
        return f"wants one of {', '.join(allowed)}; got {got}", near
    if misfit.keyword in ("minLength", "minItems", "minProperties") and not misfit.value:
        return "is empty", "give a value, or remove the key"
    bound = {"minimum": "at least", "maximum": "at most"}.get(misfit.keyword)
    if bound:
        return f"wants {bound} {misfit.wanted}; got {got}", ""
    return f"wants {_wish(misfit.schema)}; got {got}", ""


def _wrong_type(misfit: Misfit, got: str, written: str) -> tuple[str, str]:
    types = [misfit.wanted] if isinstance(misfit.wanted, str) else misfit.wanted
    kinds = [_KINDS[kind] for kind in types if kind != "null"]
    examples = misfit.schema.get("examples", ())
    such_as = f" such as {json.dumps(examples[0], ensure_ascii=False)}" if examples else ""
    return f"wants {_either(kinds)}{such_as}; got {got}", _mending(misfit, types, written)


def _mending(misfit: Misfit, types: Sequence[str], written: str) -> str:
    value = misfit.value
    if value is None:
        return "give a value, or remove the key"
    if "string" in types and isinstance(value, (bool, int, float)):
        return f"put it in quotes: {quote(written)}"
    if "array" in types and isinstance(value, str) and _holds_texts(misfit.schema):
        return f"write a list: [{quote(value)}]"
    if "boolean" in types and str(value).lower() in _YES | _NO:
        return f"write {'true' if str(value).lower() in _YES else 'false'}"
    if isinstance(value, str) and {"integer", "number"} & set(types) and value.isdigit():
        return "write it without quotes"
    keys = misfit.schema.get("properties") if "object" in types else None
    return f"write its keys, such as `{next(iter(keys))}:`" if keys else ""


def _holds_texts(schema: Mapping[str, Any]) -> bool:
    return "string" in schema.get("items", {}).get("type", ())


def _either(kinds: Sequence[str]) -> str:
    if len(kinds) == 1:
        return kinds[0]
    plain = [kind.replace(" or ", "/") for kind in kinds]
    return f"{', '.join(plain[:-1])} or {plain[-1]}"


def _spelt(value: Data) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _wish(schema: Mapping[str, Any]) -> str:
    """What a schema asks for, by its title: every pattern in our schemas has one."""
    return str(schema.get("title", "another value"))
