"""A contract as plain data that JSON can hold, and back: what travels in dbt's meta."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any

from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Place, Problem, TreatyError

# What a contract keeps of its own format is plain data already.
_PLAIN = Mapping[str, Any]
# Pairs of a key and a text are a mapping in the plain form, where templates reach them by key.
_PAIRS = tuple[tuple[str, str], ...]
_REQUIRED = dataclasses.MISSING


def to_plain(contract: Contract) -> dict[str, Any]:
    """The plain form: the model's own names, in its order, less what has its default."""
    return _plain_object(contract)


def from_plain(plain: Mapping[str, Any]) -> Contract:
    """The contract of a plain form; the exact inverse of ``to_plain``.

    Raises:
        TreatyError: the data is not what ``to_plain`` makes.
    """
    try:
        contract: Contract = _object(Contract, plain, "contract")
    except _MisfitError as error:
        what = f"a generated contract can't be read back: {error}"
        raise TreatyError(
            Problem(Place(""), what, "generate it again: sync the contracts")
        ) from None
    return contract


class _MisfitError(ValueError):
    """Data that is not of the model's shape."""


@cache
def _shape(model: Any) -> tuple[tuple[dataclasses.Field[Any], Any], ...]:
    """The fields of a dataclass with their types resolved."""
    hints = typing.get_type_hints(model)
    return tuple((field, hints[field.name]) for field in dataclasses.fields(model))


def _default(field: dataclasses.Field[Any]) -> Any:
    made = field.default_factory
    return made() if made is not dataclasses.MISSING else field.default


def _plain_object(value: Any) -> dict[str, Any]:
    plain = {}
    for field, hint in _shape(typing.cast(Hashable, type(value))):
        inner = getattr(value, field.name)
        if inner != _default(field):
            plain[field.name] = dict(inner) if hint == _PAIRS else _plain_value(inner)
    return plain


def _plain_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain_value(item) for item in value]
    return _plain_object(value) if dataclasses.is_dataclass(value) else value


def _object(model: type, plain: Any, where: str) -> Any:
    if not isinstance(plain, Mapping):
        raise _MisfitError(f"{where} is no mapping")
    shape = _shape(model)
    unknown = set(plain) - {field.name for field, _ in shape}
    if unknown:
        raise _MisfitError(f"{where} has the unknown key {sorted(map(str, unknown))[0]}")
    values = {}
    for field, hint in shape:
        if field.name in plain:
            values[field.name] = _value(hint, plain[field.name], f"{where}.{field.name}")
        elif _default(field) is _REQUIRED:
            raise _MisfitError(f"{where} lacks {field.name}")
    return model(**values)


def _value(hint: Any, plain: Any, where: str) -> Any:
    if hint in (_PLAIN, _PAIRS):
        if not isinstance(plain, Mapping):
            raise _MisfitError(f"{where} is no mapping")
        if hint == _PLAIN:
            return dict(plain)
        return tuple((_value(str, k, where), _value(str, v, where)) for k, v in plain.items())
    if typing.get_origin(hint) is tuple:
        if not isinstance(plain, (list, tuple)):
            raise _MisfitError(f"{where} is no list")
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, item, f"{where}[{at}]") for at, item in enumerate(plain))
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    models = [option for option in options if dataclasses.is_dataclass(option)]
    if models and plain is not None:
        return _object(typing.cast(type, models[0]), plain, where)
    # Exactly these types: True is no line number, though Python counts it among the integers.
    if type(plain) not in options:
        raise _MisfitError(f"{where} is of the wrong type")
    return plain
