"""Which fields of the input's objects a policy can see, read off its words.

The engine takes long to be given what it never looks at. Where every use of a part names the field
that it wants (`col := input.schema[_]`, then `col.name`), the other fields are left out. Where any
use is of another kind (an object as a whole, a field that a variable names), the part stays whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dbt_treaty.authored.rego.tokens import Token, closing
from dbt_treaty.authored.rego.variables import defined_names

Way = tuple[str, ...]  # from the input down to a part: ("schema",), ("models", "lineage")
Seen = tuple[tuple[Way, tuple[str, ...]], ...]
_OBJECTS = ("pipeline", "column", "contract")
_LISTS = ("lineage", "schema", "columns")
GROUPS = "ancestors"  # lists of objects by a name
MODELS = "models"  # a list of what has parts itself
_NARROWED = (*_OBJECTS, *_LISTS, GROUPS)
_GOES_ON = frozenset(("in", "with", "as"))


class _Node(NamedTuple):
    """A place in the input: the way to its part, and what of the part it is.

    ``kind`` is "" for an object of it, "[]" for the list of them, "{}" for lists by name.
    """

    way: Way
    kind: str


class _Reference(NamedTuple):
    """A value that a text names: its steps (None: no fixed field); its words are begin to end."""

    steps: tuple[str | None, ...]
    begin: int
    end: int


_INPUT = _Node((), "")


def seen_of(texts: Iterable[Sequence[Token]]) -> Seen:
    """The parts of which a policy names every field that it looks at, each with these fields."""
    found = _Looks()
    for tokens in texts:
        if any(token.text == "with" for token in tokens) or "count" in defined_names(tokens):
            return ()  # an input of its own, or a count of its own: nobody knows what it looks at
        found.read(tokens)
    return found.told()


class _Looks:
    """What was found so far."""

    def __init__(self) -> None:
        self._fields: dict[Way, set[str]] = {}
        self._whole: set[Way] = set()

    def told(self) -> Seen:
        ways = sorted(way for way in self._fields if way and way[-1] in _NARROWED)
        told = (way for way in ways if not self._is_whole(way))
        return tuple((way, tuple(sorted(self._fields[way]))) for way in told)

    def read(self, tokens: Sequence[Token]) -> None:
        """Follows the input, and each variable that a part of it is given to."""
        waiting, known = [("input", _INPUT)], {("input", _INPUT)}
        while waiting:
            name, node = waiting.pop()
            for reference in _references(tokens, name):
                for given in self._follow(tokens, reference, node):
                    if given not in known:
                        known.add(given)
                        waiting.append(given)

    def _is_whole(self, way: Way) -> bool:
        return any(way[:length] in self._whole for length in range(len(way) + 1))

    def _follow(
        self, tokens: Sequence[Token], reference: _Reference, start: _Node
    ) -> Iterator[tuple[str, _Node]]:
        """Goes a reference's steps; yields the variable that is given what they end at."""
        node = start
        for step in reference.steps:
            following = _step(node, step)
            if following is None:  # a field; what is in it is not narrowed
                self._look(node, step)
                return
            node = following
            if _is_plain(node):
                return
        self._fields.setdefault(node.way, set())
        if not _is_given_itself(tokens, reference):
            given = _given(tokens, reference, node)
            if given is not None:
                yield given
            elif not (node.kind == "[]" and _is_counted(tokens, reference)):
                self._whole.add(node.way)

    def _look(self, node: _Node, step: str | None) -> None:
        if step is None:
            self._whole.add(node.way)
        else:
            self._fields.setdefault(node.way, set()).add(step)


def _step(node: _Node, step: str | None) -> _Node | None:
    """Where a step leads; None where it leads into an object, or nobody knows where to."""
    if node.kind == "{}":
        return _Node(node.way, "[]")
    if node.kind == "[]":
        return _Node(node.way, "") if step is None else None
    if node.way in ((), (MODELS,)) and step is not None:
        kinds = {GROUPS: "{}", MODELS: "[]", **dict.fromkeys(_LISTS, "[]")}
        return _Node((*node.way, step), kinds.get(step, ""))
    return None


def _is_plain(node: _Node) -> bool:
    """Whether it is a part that is never narrowed."""
    return bool(node.way) and node.way[-1] not in (*_NARROWED, MODELS)


def _references(tokens: Sequence[Token], name: str) -> Iterator[_Reference]:
    """Every place where a text names a variable, with the fields that follow."""
    for at, token in enumerate(tokens):
        is_field = at > 0 and tokens[at - 1].text == "."
        if token.kind == "name" and token.text == name and not is_field:
            steps, end = _steps(tokens, at + 1)
            yield _Reference(tuple(steps), at, end)


def _steps(tokens: Sequence[Token], at: int) -> tuple[list[str | None], int]:
    steps: list[str | None] = []
    while at + 1 < len(tokens):
        if tokens[at].text == "." and tokens[at + 1].kind == "name":
            steps.append(tokens[at + 1].text)
            at += 2
        elif tokens[at].text == "[" and tokens[at].line == tokens[at - 1].line:
            end = closing(tokens, at)
            inside = tokens[at + 1 : end]
            is_field = len(inside) == 1 and inside[0].kind == "text" and "\\" not in inside[0].text
            steps.append(inside[0].value if is_field else None)
            at = end + 1
        else:
            break
    return steps, at


def _is_given_itself(tokens: Sequence[Token], reference: _Reference) -> bool:
    """Whether the variable stands where it gets its value: `col := …`, `some col in …`."""
    if reference.end != reference.begin + 1:
        return False
    after, before = _text(tokens, reference.end), _text(tokens, reference.begin - 1)
    return after == ":=" or (after == "in" and before in ("some", "every"))


def _given(tokens: Sequence[Token], reference: _Reference, node: _Node) -> tuple[str, _Node] | None:
    """The variable that is given the value, and nothing else happens to it."""
    begin, end = reference.begin, reference.end
    if begin < 2 or tokens[begin - 2].kind != "name" or not tokens[begin - 2].depth:
        return None  # without brackets around it, it may be a rule, for everybody to look at
    name, how, before = tokens[begin - 2].text, tokens[begin - 1].text, _text(tokens, begin - 3)
    if how == ":=" and before not in (".", ",") and _ends(tokens, end):
        return name, node
    if how == "in" and node.kind == "[]":
        if before == "some" and _ends(tokens, end):
            return name, _Node(node.way, "")
        if before == "every" and _text(tokens, end) == "{":
            return name, _Node(node.way, "")
    return None


def _is_counted(tokens: Sequence[Token], reference: _Reference) -> bool:
    begin, end = reference.begin, reference.end
    before = (_text(tokens, begin - 2), _text(tokens, begin - 1))
    is_own = _text(tokens, begin - 3) == "."  # another package's
    return before == ("count", "(") and _text(tokens, end) == ")" and not is_own


def _ends(tokens: Sequence[Token], end: int) -> bool:
    """Whether an expression is over before this word."""
    if end >= len(tokens) or tokens[end].text in (";", "}", "]", ")"):
        return True
    goes_on = tokens[end].kind == "mark" or tokens[end].text in _GOES_ON
    return tokens[end].line > tokens[end - 1].line and not goes_on


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""
