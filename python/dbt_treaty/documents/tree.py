"""YAML's events as a tree of nodes, with every limit that keeps hostile text harmless.

Works on the parser's events with a stack of its own: no nesting, alias or size in a file can
exhaust Python's stack or its memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from dbt_treaty.documents.document import Scalar
from dbt_treaty.documents.explanation import explain
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.scalar import UnfitNumberError, resolve
from dbt_treaty.documents.text import UNPRINTABLE, name_character
from dbt_treaty.errors import Place, Problem, TreatyError

MAX_DEPTH = 64
MAX_NODES = 100_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PREFIX = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar: its value and the text it is written with."""

    value: Scalar
    text: str
    size: int = 1
    height: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A child and where it stands; ``key`` is None in a list."""

    key: str | None
    key_place: Place | None
    value_place: Place
    node: Node


@dataclass(slots=True)
class Branch:
    """A list or a mapping: ``size`` in nodes and ``height`` in levels, aliases written out."""

    is_mapping: bool
    entries: list[Entry] = field(default_factory=list)
    size: int = 1
    height: int = 1
    is_open: bool = True
    keys: dict[str, Place] = field(default_factory=dict)
    pending: tuple[str, Place] | None = None


Node = Leaf | Branch


class _StopError(Exception):
    """Nothing after this problem can be read with sense."""


def grow(text: str, path: str) -> Entry | None:
    """The tree of the one YAML document in ``text``; None where it holds nothing.

    Raises:
        TreatyError: with every problem up to the first that makes the rest unreadable.
    """
    grower = _Grower(path)
    try:
        for event in _events(text):
            grower.take(event)
    except yaml.YAMLError as error:
        grower.problems.append(explain(error, text, path))
    except _StopError:
        pass
    if grower.problems:
        raise TreatyError(grower.problems)
    return grower.root


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


class _Grower:
    """Takes events one by one; ``root`` is the tree once the stream has ended."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.root: Entry | None = None
        self.stack: list[tuple[Branch, Place]] = []
        self.anchors: dict[str, Node] = {}
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        place = Place(self.path, mark.line + 1, mark.column + 1) if mark else Place(self.path)
        if isinstance(event, yaml.DocumentStartEvent):
            self._document(place)
        elif isinstance(event, yaml.ScalarEvent):
            self._add(self._leaf(event, place), place, event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self._add(self._aliased(event.anchor or "", place), place, None)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event, place)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _document(self, place: Place) -> None:
        self.documents += 1
        if self.documents > 1:
            self._stop(place, "a second document begins here", "keep one document in a file")

    def _open(self, event: yaml.CollectionStartEvent, place: Place) -> None:
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if self._wants_key():
            got = "a mapping" if is_mapping else "a list"
            self._stop(place, f"{got} stands where a key must stand", "write the key as text")
        if len(self.stack) >= MAX_DEPTH:
            self._too_deep(place)
        self._check_tag(event.tag, "map" if is_mapping else "seq", place)
        branch = Branch(is_mapping)
        if event.anchor:
            self.anchors[event.anchor] = branch
        self.stack.append((branch, place))

    def _close(self) -> None:
        branch, place = self.stack.pop()
        branch.is_open = False
        self._add(branch, place, None)

    def _wants_key(self) -> bool:
        return bool(self.stack) and self.stack[-1][0].is_mapping and not self.stack[-1][0].pending

    def _add(self, node: Node, place: Place, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = Entry(None, None, place, node)
            return
        branch = self.stack[-1][0]
        if self._wants_key():
            branch.pending = (self._key(branch, node, place), place)
            return
        key, key_place = branch.pending or (None, None)
        branch.pending = None
        branch.entries.append(Entry(key, key_place, place, node))
        branch.size += node.size
        branch.height = max(branch.height, node.height + 1)
        self._check_limits(branch, place)

    def _check_limits(self, branch: Branch, place: Place) -> None:
        if len(self.stack) + branch.height - 1 > MAX_DEPTH:
            self._too_deep(place)
        if branch.size > MAX_NODES:
            what = f"more than {MAX_NODES:,} values, aliases written out"
            self._stop(place, what, "split the file, or write fewer aliases (*name)")

    def _too_deep(self, place: Place) -> None:
        what = f"lists and mappings nested deeper than {MAX_DEPTH}"
        self._stop(place, what, "write it flatter")

    def _key(self, branch: Branch, node: Node, place: Place) -> str:
        if isinstance(node, Branch):
            self._stop(place, "an alias of a list or mapping stands where a key must stand")
        elif not isinstance(node.value, str):
            what = f"the key {node.text or '(nothing)'} is no text"
            self._refuse(place, what, f'put it in quotes: "{node.text}"')
        elif node.text in branch.keys:
            first = branch.keys[node.text]
            what = f"the key {quote(node.text)} stands twice: first on line {first.line}"
            self._refuse(place, f"{what}, again on line {place.line}", "keep one of the two")
        text = node.text if isinstance(node, Leaf) else ""
        branch.keys.setdefault(text, place)
        return text

    def _leaf(self, event: yaml.ScalarEvent, place: Place) -> Leaf:
        self._check_tag(event.tag, "str", place)
        text = event.value
        hidden = UNPRINTABLE.search(text)
        if hidden:
            what = f"the text holds {name_character(hidden.group())}"
            self._refuse(place, what, "remove the escape that writes it")
        if event.tag or not event.implicit[0]:
            return Leaf(text, text)
        if text == "<<" and self._wants_key():
            self._refuse(place, "merge keys (<<) are not read", "write the merged keys out")
        try:
            return Leaf(resolve(text), text)
        except UnfitNumberError as error:
            self._refuse(place, f"{quote(text)} {error}", f"put it in quotes: {quote(text)}")
            return Leaf(text, text)

    def _aliased(self, anchor: str, place: Place) -> Node:
        node = self.anchors.get(anchor)
        if node is None:
            what = f"the alias *{anchor[:60]} has no anchor &{anchor[:60]} above it"
            self._refuse(place, what, f"to mean the text, put it in quotes: {quote('*' + anchor)}")
            return Leaf(f"*{anchor}", f"*{anchor}")
        if isinstance(node, Branch) and node.is_open:
            what = f"the alias *{anchor[:60]} stands inside what it repeats, without end"
            self._stop(place, what, "write the value out")
        return node

    def _check_tag(self, tag: str | None, allowed: str, place: Place) -> None:
        if tag in (None, "!", _PREFIX + allowed):
            return
        shown = tag.replace(_PREFIX, "!!") if tag else ""
        self._refuse(place, f"the tag {shown[:60]} is not read", "remove the tag")

    def _refuse(self, place: Place, what: str, help: str = "") -> None:
        self.problems.append(Problem(place, what, help))

    def _stop(self, place: Place, what: str, help: str = "") -> None:
        self._refuse(place, what, help)
        raise _StopError
