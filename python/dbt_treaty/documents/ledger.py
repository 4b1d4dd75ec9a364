"""The problems of one document, gathered while it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dbt_treaty.documents.document import DataPath, Document
from dbt_treaty.errors import Problem, TreatyError


@dataclass(slots=True)
class Ledger:
    """Takes down what is wrong, so that a reader can go on and name every problem at once."""

    document: Document
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, path: DataPath, what: str, help: str = "") -> None:
        """Notes a problem with the value at a data path."""
        where = self.document.spell(path)
        told = f"{where}: {what}" if where else what
        self.problems.append(Problem(self.document.value(path), told, help))

    def note(self, problems: Iterable[Problem]) -> None:
        """Notes problems that know their places."""
        self.problems.extend(problems)

    def close(self) -> None:
        """Raises what was noted.

        Raises:
            TreatyError: at least one problem was noted.
        """
        if self.problems:
            raise TreatyError(self.problems)
