"""What the YAML parser found, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from dbt_treaty.documents.text import split_lines
from dbt_treaty.errors import Place, Problem


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the words of PyYAML's own parser mean, and what to do.

    In the texts ``{0}`` is the pattern's group and ``{line}`` the line on which the unfinished
    thing begins; ``begun`` tells that the mistake is best shown there.
    """

    said: str
    what: str
    advice: str
    begun: bool = False


_MEANINGS = (
    _Meaning(
        r"mapping values are not allowed here",
        "a `:` stands where no key can stand",
        "put a text that holds `: ` in quotes, or mend the indentation",
    ),
    _Meaning(
        r"sequence entries are not allowed here",
        "a list's `-` stands where no item can begin",
        "begin the list on a line of its own, or put the text in quotes",
    ),
    _Meaning(
        r"could not find expected ':'",
        "the line is neither `key: value` nor a list's `- item`",
        "add the missing `:`, or quotes around a text of several lines",
        begun=True,
    ),
    _Meaning(
        r"found character '\\t' that cannot start any token",
        "a tab stands where the indentation should",
        "indent with spaces",
    ),
    _Meaning(
        r"found character '(.)' that cannot start any token",
        'a text can\'t begin with "{0}"',
        "put it in quotes",
    ),
    _Meaning(
        r"found unexpected end of stream",
        "the quote opened here is never closed",
        "close it",
        begun=True,
    ),
    _Meaning(
        r"found unknown escape character '(.+)'",
        "`\\{0}` means nothing in double quotes",
        "use single quotes, or write `\\\\{0}`",
    ),
    _Meaning(
        r"expected ',' or '([\]}])', but got .*",
        "the `{opener}` opened on line {line} is not closed here",
        "add the missing `,` or `{0}`",
    ),
    _Meaning(
        r"expected <block end>, but found .*",
        "the line does not fit the block that begins on line {line}",
        "line it up with its neighbours, and put a text that goes on after a quote in one pair",
    ),
    _Meaning(
        r"expected alphabetic or numeric character, but found .*",
        "a `*` or `&` that begins a text is read as an alias or anchor",
        "put the text in quotes",
    ),
    _Meaning(
        r"expected the node content, but found '(.*)'",
        "`{0}` stands where a value should",
        "put the text in quotes, or remove what is too much",
    ),
    _Meaning(
        r"expected '<document start>', but found .*",
        "what stands here comes after the end of the value",
        "remove what is too much, or put the whole text in one pair of quotes",
    ),
    _Meaning(
        r"directive",
        "a line that begins with `%` is read as a directive",
        "put the text in quotes, or remove the line",
    ),
    _Meaning(
        r"found undefined tag handle .*",
        "a `!` that begins a text is read as a tag",
        "put the text in quotes",
    ),
)


def explain(error: yaml.YAMLError, text: str, path: str) -> Problem:
    """The problem that stopped the parser, with its place and the text of its line."""
    marked = _retell(text) or error
    said = str(getattr(marked, "problem", None) or "the parser gave up")
    begins = "<document start>" in said and text.lstrip().startswith("%")
    if begins or "directive" in str(getattr(marked, "context", None)):
        said = "directive"  # whatever is wrong with it, no directive is meant
    context = getattr(marked, "context_mark", None)
    mark = getattr(marked, "problem_mark", None) or context
    meaning, group = _meaning(said)
    if meaning.begun and context:
        mark = context
    line = str(context.line + 1) if context else "?"
    opener = "[" if group == "]" else "{"
    what = "not YAML: " + meaning.what.format(group, line=line, opener=opener)
    advice = meaning.advice.format(group)
    if mark is None:
        return Problem(Place(path), what, advice)
    place = Place(path, mark.line + 1, mark.column + 1)
    return Problem(place, what + _shown(text, mark.line), advice)


def _retell(text: str) -> yaml.YAMLError | None:
    """The same mistake in the words of PyYAML's own parser, which says more than libyaml."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as error:
        return error
    return None


def _meaning(said: str) -> tuple[_Meaning, str]:
    for meaning in _MEANINGS:
        found = re.fullmatch(meaning.said, said, re.DOTALL)
        if found:
            return meaning, found.group(1) if found.groups() else ""
    # What the parser says of rare mistakes is clear enough; its braces are no fields of ours.
    plain = said.replace("{", "{{").replace("}", "}}")
    return _Meaning("", plain, "quotes around the text often help"), ""


def _shown(text: str, number: int) -> str:
    lines = split_lines(text)
    line = lines[number].strip() if number < len(lines) else ""
    return f": {line[:80]}" if line else " (the end of the file)"
