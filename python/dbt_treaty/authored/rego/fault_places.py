"""The line of a policy where the engine failed; it tells the place only of what it can't parse."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dbt_treaty.authored.rego.frames import Fault
from dbt_treaty.authored.rego.rules import Rules
from dbt_treaty.authored.rego.tokens import path_at
from dbt_treaty.errors import Place

_FUNCTION = re.compile(r"Function not found: (\S+)")
_RULE = re.compile(r"rule body: data\.(\S+)")


def place_of(fault: Fault, rules: Rules, texts: Sequence[str]) -> Place:
    """Where it failed: as the engine says, else where what it names stands, else the first rule."""
    if fault.module.isdigit() and int(fault.module) < len(texts):
        number = int(fault.module)
        before = texts[number].encode()[: fault.byte]
        return Place(rules.needed[number].file.path, before.count(b"\n") + 1)
    function, rule = _FUNCTION.search(fault.told), _RULE.search(fault.told)
    if function:
        return _named(rules, tuple(function[1].split("."))) or rules.place
    if rule:
        return _named(rules, (rule[1].split(".")[-1],)) or rules.place
    return rules.place


def _named(rules: Rules, path: tuple[str, ...]) -> Place | None:
    for source in rules.needed:
        for at, token in enumerate(source.tokens):
            if token.text == path[0] and path_at(source.tokens, at)[: len(path)] == path:
                return Place(source.file.path, token.line)
    return None
