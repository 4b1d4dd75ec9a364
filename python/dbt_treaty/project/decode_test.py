from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from dbt_treaty.project.decode import decode, decode_entry, is_object


class Part(msgspec.Struct):
    name: Any = None
    size: int | str | None = None


class Whole(msgspec.Struct):
    parts: dict[str, msgspec.Raw] | tuple[Any, ...] | str | None = None


PART = msgspec.json.Decoder(Part)


def parts(text: bytes) -> dict[str, Part]:
    whole = decode(text, Whole)
    assert isinstance(whole.parts, dict)
    return {name: decode_entry(each, PART) for name, each in whole.parts.items()}


@pytest.mark.parametrize(
    "text",
    [
        b'{"parts": {"a": {"name": "x", "size": 1}}, "rest": [1, {}]}',
        b'\xef\xbb\xbf {"parts": {"a": {"name": "x", "size": 1}}}',
        b'{"rest": NaN, "parts": {"a": {"name": "x", "size": 1, "more": -Infinity}}}',
        b'{"\\ud800": "\\ud800", "parts": {"a": {"name": "x", "size": 1, "\\ud800": 2}}}',
    ],
)
def test_a_part_is_read_whatever_stands_around_it(text: bytes) -> None:
    assert parts(text) == {"a": Part("x", 1)}


def test_a_part_that_msgspec_alone_can_not_read() -> None:
    assert parts(b'{"parts": {"a": {"name": 1e999}}}') == {"a": Part(float("inf"))}


def test_what_is_no_json_says_where() -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        decode(b'{"parts":\n {"a": 1}', Whole)
    assert (caught.value.lineno, caught.value.colno) == (2, 10)


@pytest.mark.parametrize("text", [b"[]", b"3", b"[NaN]"])
def test_what_is_no_object(text: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(text, Whole)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode(b'{"\xff": 1', Whole)


def test_which_entries_are_objects() -> None:
    told = [{}, msgspec.Raw(b"{}"), msgspec.Raw(b"[]"), [], None, "{}"]

    assert [is_object(each) for each in told] == [True, True, False, False, False, False]
