"""Whether a policy looks into names, or only compares them with each other and shows them.

Read off its words. What is not surely blind is taken to look.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dbt_treaty.authored.rego.tokens import Token, closing, path_and_end

# The fields of an input that hold no name: a function may look into them.
PLAIN = frozenset(
    (
        *("access", "compute_region", "domain", "expires", "granted_by", "granted_on", "group"),
        *("inherited_tags", "input_version", "kind", "mask", "materialized", "on_call", "package"),
        *("past_dbt", "reason", "region", "retention_days", "tags", "team", "ticket", "tier"),
        *("today", "type", "version"),
    )
)
_COMPARING = ("<", ">", "<=", ">=")
_KEYWORDS = frozenset(("not", "in", "if", "else", "contains", "some", "as"))
_LOOKING = frozenset(("with", "every", "import"))
_COLLECTIONS = ("ancestors", "columns", "inherited_tags", "lineage", "models", "schema", "tags")
_NUMBERS = ("time", "count")  # functions whose answer is a number


def is_blind(tokens: Sequence[Token], functions: Collection[str]) -> bool:
    """Whether nothing in a text looks into a name; ``functions`` are those that texts define."""
    return all(_is_blind_at(tokens, at, functions) for at in range(len(tokens)))


def _is_blind_at(tokens: Sequence[Token], at: int, functions: Collection[str]) -> bool:
    token = tokens[at]
    if token.kind == "name":
        if token.text in _LOOKING:
            # `import rego.v1` and the like only name words of the language.
            return token.text == "import" and tokens[at + 1].text in ("rego", "future")
        return not _is_call(tokens, at) or _calls_blindly(tokens, at, functions)
    if token.kind == "text":
        followed = at + 1 < len(tokens) and tokens[at + 1].text == ":"
        return not (followed and token.value in PLAIN)  # an object of the policy's own
    if token.text == "|":
        return _encloses(tokens, at) != "["  # a list is in the order of what it is made of
    return token.text not in _COMPARING or _compares_blindly(tokens, at)


def _encloses(tokens: Sequence[Token], at: int) -> str:
    """The bracket in which a word stands."""
    depth = tokens[at].depth
    around = (each for each in reversed(tokens[:at]) if each.depth == depth - 1)
    return next((each.text for each in around if each.text in ("(", "[", "{")), "")


def _is_call(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind != "name" or token.text in _KEYWORDS or (at and tokens[at - 1].text == "."):
        return False
    end = path_and_end(tokens, at)[1]
    return end < len(tokens) and tokens[end].text == "("


def _calls_blindly(tokens: Sequence[Token], at: int, functions: Collection[str]) -> bool:
    path, opening = path_and_end(tokens, at)
    inside = range(opening + 1, closing(tokens, opening))
    if len(path) == 1 and path[0] in functions:
        return True
    if path == ("sprintf",):
        return _shows(tokens[opening + 1])
    if path == ("count",) and _is_collection(tokens, opening + 1):
        return True
    return all(_is_plain(tokens, each) for each in inside)


def _is_collection(tokens: Sequence[Token], at: int) -> bool:
    """Whether what begins here has members, so that its count is not the length of a name."""
    path, end = path_and_end(tokens, at)
    whole = tokens[end].text == ")" if end < len(tokens) else False
    return tokens[at].text == "{" or (whole and len(path) > 1 and path[-1] in _COLLECTIONS)


def _shows(form: Token) -> bool:
    """Whether a format only puts texts where it says."""
    rest = form.value.replace("%%", "").replace("%v", "").replace("%s", "")
    return form.kind == "text" and "%" not in rest


def _compares_blindly(tokens: Sequence[Token], at: int) -> bool:
    if at + 1 >= len(tokens):
        return False
    if "number" in (tokens[at - 1].kind, tokens[at + 1].kind):
        return True  # a text and a number are in one order, whatever the text
    after = tokens[at + 1].kind == "name" and _is_plain(tokens, at + 1)
    return after and _ends_plain(tokens, at - 1)


def _is_plain(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word here begins no value that may be a name, or begins none at all."""
    token = tokens[at]
    if token.kind != "name" or tokens[at - 1].text == "." or token.text in _KEYWORDS:
        return True
    path, end = path_and_end(tokens, at)
    if end < len(tokens) and tokens[end].text == "(":
        return path[0] in _NUMBERS
    return len(path) > 1 and path[-1] in PLAIN


def _ends_plain(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.text == ")":
        opening = next(
            (each for each in range(at - 1, 0, -1) if tokens[each].depth == token.depth), 0
        )
        start = opening - 1
        while start > 1 and tokens[start - 1].text == ".":
            start -= 2
        return start >= 0 and tokens[start].text in _NUMBERS
    return token.kind == "name" and token.text in PLAIN and tokens[at - 1].text == "."
