"""Insertions into a YAML text, at places that its syntax tree tells."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_YAML_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


class CannotSplice(Exception):  # noqa: N818 - an outcome, told to the user as a reason
    """Why a text can't be changed safely, in words that follow "because"."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """A text to be put at an index of another."""

    at: int
    text: str


def compose(text: str) -> yaml.MappingNode | None:
    """The tree of a YAML text whose top is a mapping; None where it holds nothing.

    Raises:
        CannotSplice: it is not YAML, no mapping, or has anchors.
    """
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, yaml.SafeLoader)):
            raise CannotSplice("the file has anchors, so that one line stands in several places")
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        raise CannotSplice("the file is not YAML") from None
    if node is None:
        return None
    if not isinstance(node, yaml.MappingNode):
        raise CannotSplice("the file holds no mapping")
    return node


def child(node: yaml.MappingNode, key: str) -> yaml.Node | None:
    """The value of a key; None where it is absent."""
    return next((value for name, value in node.value if name.value == key), None)


def is_empty(node: yaml.Node | None) -> bool:
    """Whether nothing is written in a key's place."""
    return node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"))


def items(node: yaml.Node | None) -> list[yaml.MappingNode]:
    """The mappings of a list.

    Raises:
        CannotSplice: the node is there and no list of mappings.
    """
    if node is None or is_empty(node):
        return []
    listed = sequence(node).value
    if not all(isinstance(each, yaml.MappingNode) for each in listed):
        raise CannotSplice("its list holds more than mappings")
    return list(listed)


def sequence(node: yaml.Node) -> yaml.SequenceNode:
    """The node, which must be a list.

    Raises:
        CannotSplice: it is none.
    """
    if not isinstance(node, yaml.SequenceNode):
        raise CannotSplice("a mapping or text stands where a list is meant")
    return node


def add_key(text: str, node: yaml.MappingNode, key: str, value: str) -> Insertion:
    """Put ``key: value`` (on one line) into a mapping, behind its first entry."""
    if node.flow_style:
        lead = ", " if node.value else ""
        return Insertion(node.end_mark.index - 1, f"{lead}{key}: {value}")
    first_key, first_value = node.value[0]
    indent = " " * first_key.start_mark.column
    return Insertion(_line_end(text, last_index(text, first_value)), f"\n{indent}{key}: {value}")


def add_item(text: str, node: yaml.SequenceNode, value: str, flow: str) -> Insertion:
    """Put an item behind the last one of a list: ``value`` in a block, ``flow`` in brackets.

    The lines of ``value`` behind its first are indented to stand below it.
    """
    if node.flow_style:
        return Insertion(node.end_mark.index - 1, f"{', ' if node.value else ''}{flow}")
    dash = " " * node.start_mark.column
    body = value.replace("\n", f"\n{dash}  ")
    return Insertion(_line_end(text, last_index(text, node.value[-1])), f"\n{dash}- {body}")


def add_words(text: str, node: yaml.Node, words: Sequence[str]) -> tuple[Insertion, ...]:
    """Put words behind those that a key has: in a list, beside a word alone, or where none is."""
    listed = ", ".join(map(scalar, words))
    if isinstance(node, yaml.SequenceNode) and (node.flow_style or not node.value):
        return (Insertion(node.end_mark.index - 1, f"{', ' if node.value else ''}{listed}"),)
    if isinstance(node, yaml.SequenceNode):
        dash = f"\n{' ' * node.start_mark.column}- "
        end = _line_end(text, last_index(text, node.value[-1]))
        return (Insertion(end, "".join(dash + scalar(word) for word in words)),)
    if is_empty(node):
        return (Insertion(node.start_mark.index, f" [{listed}]"),)
    if isinstance(node, yaml.ScalarNode):
        return (
            Insertion(node.start_mark.index, "["),
            Insertion(node.end_mark.index, f", {listed}]"),
        )
    raise CannotSplice("its tags are no list")


def last_index(text: str, node: yaml.Node) -> int:
    """The index behind a value's last sign; a tree's own end lies behind blanks and comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        inner = last[1] if isinstance(last, tuple) else last
        if is_empty(inner) and isinstance(last, tuple):
            inner = last[0]
        return last_index(text, inner)
    return len(text[: node.end_mark.index].rstrip())


def spliced(text: str, insertions: Sequence[Insertion]) -> str:
    """The text with every insertion made."""
    for each in sorted(insertions, key=lambda insertion: -insertion.at):
        text = text[: each.at] + each.text + text[each.at :]
    return text


def scalar(text: str) -> str:
    """A text as YAML, in quotes where it could be read as anything else."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _YAML_WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def flow_mapping(entries: Mapping[str, str]) -> str:
    """``{name: email, tags: [PII]}``; the values are YAML already."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"


def _line_end(text: str, index: int) -> int:
    """The end of the line on which an index stands, behind its comment."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found
