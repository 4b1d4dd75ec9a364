"""A contract's document while it is read: its problems, and what is still to be written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dbt_treaty.configuration.identifier import ALLOWED, is_identifier
from dbt_treaty.contracts.todo import is_todo
from dbt_treaty.documents.document import DataPath, spell
from dbt_treaty.documents.ledger import Ledger
from dbt_treaty.documents.quotation import quote

# What dbt, SQL and Jinja all take as a plain word: no quotes, braces, commas or line ends.
_TOKEN = re.compile(r"[A-Za-z0-9_@](?:[A-Za-z0-9_:.@/ -]{0,98}[A-Za-z0-9_])?")


@dataclass(slots=True)
class Sheet(Ledger):
    """A ledger that knows the small shapes of a contract.

    ``placeholders`` are the paths whose value is a TODO where the model holds something else.
    """

    placeholders: list[str] = field(default_factory=list)

    def is_placeholder(self, text: str, path: DataPath) -> bool:
        """Whether a value is a TODO; then its path is noted and the value itself can go."""
        if not is_todo(text):
            return False
        self.placeholders.append(spell(path))
        return True

    def check_name(self, name: str, path: DataPath) -> None:
        """Refuses a name that some warehouse, path or template would need quotes for."""
        if not is_identifier(name):
            self.refuse(path, f"the name {quote(name)} does not fit", f"allowed: {ALLOWED}")

    def token(self, text: str | None, path: DataPath) -> str | None:
        """A tag or region: refuses what is no plain word."""
        if text is not None and not _TOKEN.fullmatch(text):
            advice = "allowed: letters, digits, _ : . @ / - and inner spaces, at most 100"
            self.refuse(path, f"{quote(text)} does not fit", advice)
        return text

    def tokens(self, items: Iterable[str | None] | None, path: DataPath) -> tuple[str, ...]:
        """Tags in their order, each once."""
        told = [self.token(text, (*path, at)) for at, text in self.items(items)]
        return tuple(dict.fromkeys(text for text in told if text is not None))

    @staticmethod
    def items(items: Iterable[Any] | None) -> list[tuple[int, Any]]:
        """The items that the schema let pass, with their indexes."""
        return [(at, item) for at, item in enumerate(items or ()) if item is not None]

    @staticmethod
    def texts(items: Iterable[str | None] | None) -> tuple[str, ...]:
        """The texts of a list that the schema let pass."""
        return tuple(item for item in items or () if item is not None)
