"""What a policy said, as messages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.findings import Severity

_TEXTS = ("msg", "message")
_ALLOWED = ("msg", "resource", "column", "severity", "help")
_LONGEST = 2000  # characters of a message


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its text, and what an object says besides."""

    rule: str
    text: str
    resource: str = ""
    column: str = ""
    severity: Severity | None = None
    help: str = ""


def values_of(result: bytes) -> list[tuple[str, Any]]:
    """What each rule says in one evaluation, by the rule's name."""
    said: Mapping[str, Any] = json.loads(result)["expressions"][0] if result else {}
    return [
        (rule, each)
        for rule in sorted(said)
        for value in said[rule]
        for each in _items(value, rule)
    ]


def _items(value: Any, rule: str) -> Iterator[Any]:
    """A rule is a set of messages, one message, or says true."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and not any(text in value for text in _TEXTS):
        # An object of the old kind has its messages for keys.
        yield from (key for key, holds in value.items() if holds is True)
        if any(holds not in (True, False) for holds in value.values()):
            yield from (each for each in value.values() if not isinstance(each, bool))
    elif value is True:
        if rule != "allow":
            yield f"{rule} holds, and does not say why"
    elif value is not False:
        yield value


def message_of(value: Any, rule: str, place: Place, restore: Callable[[str], str]) -> Message:
    """What a rule says, as a message; ``restore`` puts names back.

    Raises:
        TreatyError: it is no message.
    """
    if isinstance(value, str):
        return Message(rule, _text(restore(value), place))
    if not isinstance(value, dict):
        raise wrong(place, f"{rule} says {json.dumps(value)}, and a message is a text or an object")
    strange = sorted(set(value) - {*_ALLOWED, *_TEXTS})
    told = next((value[name] for name in _TEXTS if name in value), None)
    if strange or not isinstance(told, str):
        what = f"has {', '.join(strange)}" if strange else "has no msg"
        allowed = f"it may have {', '.join(_ALLOWED)}"
        raise wrong(place, f"a message of {rule} {what}; {allowed}")
    said = {name: value.get(name, "") for name in ("resource", "column", "severity", "help")}
    if not all(isinstance(each, str) for each in said.values()):
        raise wrong(place, f"a message of {rule} has something that is no text")
    if said["severity"] not in ("", "error", "warn"):
        raise wrong(place, f"a message of {rule} weighs {said['severity']!r}; allowed: error, warn")
    return Message(
        rule=rule,
        text=_text(restore(told), place),
        resource=restore(said["resource"]),
        column=restore(said["column"]),
        severity=Severity(said["severity"]) if said["severity"] else None,
        help=restore(said["help"]),
    )


def _text(text: str, place: Place) -> str:
    if len(text) > _LONGEST:
        raise wrong(
            place, f"a message has {len(text):,} characters; at most {_LONGEST:,} are shown"
        )
    return text


def wrong(place: Place, what: str) -> TreatyError:
    """The error of a message that can't be understood."""
    return TreatyError(Problem(place, what, "mend the policy: what it means to say is not known"))
