"""JSON decoded into what is read of it, as leniently as Python's own reader does it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)
# A part of an artifact not looked at yet: a piece of the text, or decoded with no type in mind.
Entry: TypeAlias = msgspec.Raw | Mapping[str, Any]
_MARK = b"\xef\xbb\xbf"  # the byte order mark of editors on Windows


def decode(data: bytes, wanted: type[T]) -> T:
    """The struct in a JSON text; its fields are of any type where msgspec alone can't read it.

    msgspec knows neither NaN, infinities nor half of a surrogate pair, which Python's writer may
    leave in an artifact; and it says less of a text that ends early.

    Raises:
        json.JSONDecodeError: the text is no JSON; it says at which line and column.
        UnicodeDecodeError: the bytes are no text.
        RecursionError: it is nested too deep.
        msgspec.ValidationError: it is no object.
    """
    text = memoryview(data)[len(_MARK) :] if data.startswith(_MARK) else data
    try:
        return msgspec.json.decode(text, type=wanted)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _filled(_plain(data), wanted)


def decode_entry(entry: Entry, decoder: msgspec.json.Decoder[T]) -> T:
    """The struct in a part of an artifact that was put off until now."""
    if not isinstance(entry, msgspec.Raw):
        return msgspec.convert(entry, decoder.type)
    try:
        return decoder.decode(entry)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return msgspec.convert(_plain(bytes(entry)), decoder.type)


def is_object(entry: object) -> bool:
    """Whether a part of an artifact is an object: nothing else can be decoded into a struct."""
    if isinstance(entry, msgspec.Raw):
        return memoryview(entry)[0] == ord("{")
    return isinstance(entry, Mapping)


def _filled(plain: object, wanted: type[T]) -> T:
    if not isinstance(plain, dict):
        raise msgspec.ValidationError(f"Expected `object`, got `{type(plain).__name__}`")
    names = wanted.__struct_fields__
    return wanted(**{name: plain[name] for name in names if name in plain})


def _plain(data: bytes) -> Any:
    return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_keyed)


def _keyed(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    # A struct's keys have to be Unicode; of values it asks nothing.
    return {key.encode(errors="replace").decode(): value for key, value in pairs}
