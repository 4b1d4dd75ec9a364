"""The inputs of a policy, each that is the same but for names only once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from dbt_treaty.authored.rego.documents import Case, Documents
from dbt_treaty.authored.rego.question import Question
from dbt_treaty.authored.rego.renaming import UnmarkableError, fixed_texts, marked
from dbt_treaty.authored.rego.rules import Rules
from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.policy import Evidence


@dataclass(slots=True)
class Inputs:
    """Each distinct input as JSON; for each case the number of its own, and its names."""

    distinct: tuple[bytes, ...] = ()
    cases: list[tuple[Case, int, list[str]]] = field(default_factory=list)


class InputMaker:
    """Makes the inputs of one check; policies that ask the same get the same."""

    def __init__(self, evidence: Evidence) -> None:
        self._documents = Documents(evidence)
        self._names = _names(evidence)
        self._made: dict[tuple[Question, frozenset[str] | None], Inputs] = {}

    def inputs(self, rules: Rules) -> Inputs:
        """What a policy judges."""
        fixed = fixed_texts(rules.needed)
        if fixed is not None:
            fixed = frozenset(text for text in fixed if self._is_name(text))
        key = (rules.question, fixed)
        if key not in self._made:
            try:
                self._made[key] = self._inputs(*key)
            except UnmarkableError:
                self._made[key] = self._inputs(rules.question, None)
        return self._made[key]

    def _is_name(self, text: str) -> bool:
        """Whether a text may be one of the project's names: its own, or with a column's."""
        return text in self._names or text.rpartition(".")[0] in self._names

    def _inputs(self, question: Question, fixed: frozenset[str] | None) -> Inputs:
        made, numbers = Inputs(), dict[bytes, int]()
        for case, document in self._documents.of(question):
            shown: Any = document
            names: list[str] = []
            if fixed is not None:
                shown, names = marked(document, fixed)
            content = msgspec.json.encode(shown)
            made.cases.append((case, numbers.setdefault(content, len(numbers)), names))
        made.distinct = tuple(numbers)
        return made


def _names(evidence: Evidence) -> frozenset[str]:
    resources = evidence.project.resources.values()
    own = {name for r in resources for name in (r.id, r.name, r.path, full_name(r))}
    contracts = {r.contract.name for r in resources if r.contract}
    columns = {name for each in evidence.graph.columns.values() for name in each}
    declared = {name for each in resources for name in each.columns}
    promised = {c.name for r in resources if r.contract for c in r.contract.columns}
    return frozenset(own | contracts | columns | declared | promised)
