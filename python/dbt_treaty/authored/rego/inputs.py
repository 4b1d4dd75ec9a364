"""The inputs of a policy, each that is the same but for names only once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from dbt_treaty.authored.rego.documents import Case, Document, Documents, built
from dbt_treaty.authored.rego.forms import pattern
from dbt_treaty.authored.rego.narrowing import narrowed
from dbt_treaty.authored.rego.question import Question
from dbt_treaty.authored.rego.renaming import fixed_texts, is_markable, marked
from dbt_treaty.authored.rego.rules import Rules
from dbt_treaty.authored.rego.seen import Seen
from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.policy import Evidence


class UnmarkableError(Exception):
    """An input that has the marks' own characters."""


@dataclass(slots=True)
class Inputs:
    """Each distinct input as JSON; for each case the number of its own, and its names."""

    distinct: tuple[bytes, ...] = ()
    cases: list[tuple[Case, int, tuple[str, ...]]] = field(default_factory=list)


class _Wanted(NamedTuple):
    """What a policy asks, the names that it knows (None: it looks into all), and what it sees."""

    question: Question
    fixed: frozenset[str] | None
    seen: Seen


class InputMaker:
    """Makes the inputs of one check; policies that ask the same get the same."""

    def __init__(self, evidence: Evidence) -> None:
        self._documents = Documents(evidence)
        self._names = _names(evidence)
        self._made: dict[_Wanted, Inputs] = {}

    def inputs(self, rules: Rules) -> Inputs:
        """What a policy judges."""
        fixed = fixed_texts(rules.needed)
        if fixed is not None:
            fixed = frozenset(text for text in fixed if self._is_name(text))
        wanted = _Wanted(rules.question, fixed, rules.seen)
        if wanted not in self._made:
            try:
                self._made[wanted] = self._inputs(wanted)
            except UnmarkableError:
                self._made[wanted] = self._inputs(wanted._replace(fixed=None))
        return self._made[wanted]

    def _is_name(self, text: str) -> bool:
        """Whether a text may be one of the project's names: its own, or with a column's."""
        return text in self._names or text.rpartition(".")[0] in self._names

    def _inputs(self, wanted: _Wanted) -> Inputs:
        made, numbers = Inputs(), dict[bytes, int]()
        known: dict[Hashable, int] = {}  # the input of each form that was met
        for case, document in self._documents.made(wanted.question):
            if wanted.fixed is None:
                content = msgspec.json.encode(narrowed(built(document), wanted.seen))
                made.cases.append((case, numbers.setdefault(content, len(numbers)), ()))
                continue
            form, names = _form(document, wanted.fixed)
            number = known.get(form)
            if number is None:
                content = _content(document, names, wanted.seen)
                number = known[form] = numbers.setdefault(content, len(numbers))
            made.cases.append((case, number, names))
        made.distinct = tuple(numbers)
        return made


def _form(document: Document, fixed: frozenset[str]) -> tuple[Hashable, tuple[str, ...]]:
    """What a document is made of besides names, and the names that the policy does not know."""
    listed: list[str] = []
    forms: list[int] = []
    for part in document.values():
        forms.append(part.form)
        listed += part.names
    if not is_markable("".join(listed)):
        raise UnmarkableError
    shape, names = pattern(listed, fixed)
    return (tuple(document), tuple(forms), shape), names


def _content(document: Document, names: Sequence[str], seen: Seen) -> bytes:
    plain = narrowed(built(document), seen)
    if not is_markable(msgspec.json.encode(plain).decode()):
        raise UnmarkableError
    return msgspec.json.encode(marked(plain, names))


def _names(evidence: Evidence) -> frozenset[str]:
    resources = evidence.project.resources.values()
    own = {name for r in resources for name in (r.id, r.name, r.path, full_name(r))}
    contracts = {r.contract.name for r in resources if r.contract}
    columns = {name for each in evidence.graph.columns.values() for name in each}
    declared = {name for each in resources for name in each.columns}
    promised = {c.name for r in resources if r.contract for c in r.contract.columns}
    return frozenset(own | contracts | columns | declared | promised)
