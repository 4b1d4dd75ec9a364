"""A document judged by a JSON Schema: what is wrong, and what is left that fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jsonschema import Draft202012Validator, ValidationError

from dbt_treaty.documents.complaint import Misfit, complain
from dbt_treaty.documents.document import Data, DataPath, Document
from dbt_treaty.errors import Problem


@dataclass(frozen=True, slots=True)
class Judgement:
    """The problems, sorted by place, and the data without what they refuse.

    In ``fit`` a refused entry of a mapping is absent and a refused item of a list is None, so that
    every path is still the document's own. It is None where the whole document is refused.
    """

    problems: tuple[Problem, ...]
    fit: Data


def judge(document: Document, schema: Draft202012Validator) -> Judgement:
    """Judges a document; no word of the validator's own reaches the user."""
    problems: set[Problem] = set()
    refused: set[DataPath] = set()
    for error in schema.iter_errors(document.data):
        for misfit in _misfits(error):
            for path, problem in complain(misfit, document):
                problems.add(problem)
                refused.add(path)
    return Judgement(tuple(sorted(problems)), _without(document.data, (), refused))


def _misfits(error: ValidationError) -> Iterator[Misfit]:
    """What speaks of one value: of alternatives, what the nearest one says."""
    if error.validator not in ("anyOf", "oneOf") or not error.context:
        yield _misfit(error)
        return
    branches: dict[object, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    types = [kind for branch in branches.values() for kind in _types(branch)]
    if all(map(_types, branches.values())):
        yield replace(_misfit(error), keyword="type", wanted=list(dict.fromkeys(types)))
        return
    for inner in min(branches.values(), key=_distance):
        yield from _misfits(inner)


def _types(branch: list[ValidationError]) -> list[str]:
    """The types that an alternative wants, where it does not take the value's own."""
    own = [error for error in branch if error.validator == "type" and not error.relative_path]
    wanted = [_misfit(error).wanted for error in own]
    return [kind for said in wanted for kind in ([said] if isinstance(said, str) else said)]


def _distance(branch: list[ValidationError]) -> tuple[bool, bool]:
    """How far a value is from one alternative: of another type, another value, or wrong within."""
    own = {error.validator for error in branch if not error.relative_path}
    return ("type" in own, "enum" in own)


def _misfit(error: ValidationError) -> Misfit:
    return Misfit(
        path=tuple(error.absolute_path),
        keyword=str(error.validator),
        wanted=error.validator_value,
        value=error.instance,
        schema=error.schema if isinstance(error.schema, dict) else {},
        of_key="propertyNames" in error.absolute_schema_path,
    )


def _without(data: Data, path: DataPath, refused: set[DataPath]) -> Data:
    if path in refused:
        return None
    if isinstance(data, dict):
        return {
            key: _without(value, (*path, key), refused)
            for key, value in data.items()
            if (*path, key) not in refused
        }
    if isinstance(data, list):
        return [_without(item, (*path, at), refused) for at, item in enumerate(data)]
    return data
