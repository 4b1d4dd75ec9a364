"""A change to one YAML file: as insertions into its text, and as the data it must come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from dbt_treaty.mend.splice import CannotSplice, Insertion, compose, spliced

_UNFIT = "the file is not written in a way that lets one line be added"


class Edit(Protocol):
    """One change: ``what`` tells it in words; an edit that is made already makes no insertion."""

    @property
    def what(self) -> str:
        """The change, in words that follow "adds"."""

    def insertions(self, text: str, top: yaml.MappingNode | None) -> tuple[Insertion, ...]:
        """Where the text changes. Raises ``CannotSplice`` where it can't, safely."""

    def change(self, data: dict[str, Any]) -> None:
        """Make the change to what the file says, as plain data."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A file's text with a change made to it, or as it was."""

    text: str
    changed: bool


def make_edit(text: str, edit: Edit) -> Edited:
    """Make one change, and prove that it is the only one.

    Raises:
        CannotSplice: the file is not written in a way that lets it be changed safely.
    """
    unix = text.replace("\r\n", "\n")
    top, data = compose(unix), _data(unix)
    insertions = edit.insertions(unix, top)
    if not insertions:
        return Edited(text, changed=False)
    new = spliced(unix, insertions)
    _prove(data, new, edit)
    return Edited(new.replace("\n", "\r\n") if "\r\n" in text else new, changed=True)


def _prove(expected: dict[str, Any], new: str, edit: Edit) -> None:
    """What was written must read as what was meant."""
    edit.change(expected)
    if _data(new) != expected:
        raise CannotSplice(_UNFIT)


def _data(text: str) -> dict[str, Any]:
    try:
        return yaml.safe_load(text) or {}
    except (yaml.YAMLError, ValueError):  # a tag that YAML does not know, a day that is none
        raise CannotSplice(_UNFIT) from None
