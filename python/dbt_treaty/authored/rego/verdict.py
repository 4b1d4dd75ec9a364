"""What one policy says of a project, from the engine's answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial

from dbt_treaty.authored.rego.documents import Case, key_of
from dbt_treaty.authored.rego.fault_places import place_of
from dbt_treaty.authored.rego.frames import Answer, Fault
from dbt_treaty.authored.rego.inputs import Inputs
from dbt_treaty.authored.rego.messages import Message, message_of, values_of
from dbt_treaty.authored.rego.renaming import unmarked
from dbt_treaty.authored.rego.rules import Rules
from dbt_treaty.authored.rego.spoken import Spoken
from dbt_treaty.errors import Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Finding

_MOST_NOTES = 20
_NO_REGION = "it asks for input.compute_region, and nothing says where this project computes"
_SAY_REGION = (
    "say it in dbt_treaty.yml (`compute_region: eu-west-1`), or in the policy what it means where "
    "nobody knows: `not input.compute_region`"
)
_MEND = "mend the policy: what it should have judged is not judged"


class Verdict:
    """The answers to a policy's inputs, read when they are asked for."""

    def __init__(
        self,
        rules: Rules,
        evidence: Evidence,
        inputs: Inputs,
        texts: Sequence[str],
        answer: Answer,
    ) -> None:
        self._rules = rules
        self._evidence = evidence
        self._inputs = inputs
        self._texts = texts
        self._answer = answer

    def findings(self) -> Iterator[Finding]:
        """What it denies and warns of.

        Raises:
            TreatyError: it could not judge everything, or said what can't be understood.
        """
        spoken = Spoken(self._rules.name, self._rules.place, self._evidence)
        for case, message in self._messages():
            if message.rule != "allow":
                yield spoken.finding(message, case)
        problems = [self._problem(fault) for fault in self._answer.faults]
        asked = self._rules.region_asked
        if asked is not None and not self._evidence.project.regions:
            problems.append(Problem(asked, _NO_REGION, _SAY_REGION))
        if problems:
            raise TreatyError(problems)

    def said(self) -> list[tuple[Case, frozenset[str]]]:
        """What it denies and warns of, by case; nothing where that can't be understood."""
        found: dict[tuple[str, str], tuple[Case, set[str]]] = {}
        with suppress(TreatyError):  # a finding says what can't be understood
            for case, message in self._messages():
                if message.rule != "allow":
                    found.setdefault(key_of(case), (case, set()))[1].add(message.text)
        return [(case, frozenset(texts)) for case, texts in found.values()]

    def notes(self) -> Iterator[str]:
        """What it allows: said, and never a reason to pass over what is denied."""
        try:
            allowed = {message.text for _, message in self._messages() if message.rule == "allow"}
        except TreatyError:
            return  # a finding says what can't be understood
        said = sorted(allowed)
        for text in said[:_MOST_NOTES]:
            yield f"{self._rules.name} allows: {text}"
        if len(said) > _MOST_NOTES:
            yield f"{self._rules.name} allows {len(said) - _MOST_NOTES} things more."

    def _messages(self) -> Iterator[tuple[Case, Message]]:
        said = [values_of(result) for result in self._answer.results]
        for case, number, names in self._inputs.cases:
            for rule, value in said[number] if number < len(said) else ():
                restore = partial(unmarked, names=names)
                yield case, message_of(value, rule, self._rules.place, restore)

    def _problem(self, fault: Fault) -> Problem:
        where = place_of(fault, self._rules, self._texts)
        cases = (case for case, number, _ in self._inputs.cases if number == fault.input)
        return Problem(where, f"{fault.told}{_of(next(cases, None))}", _MEND)


def _of(case: Case | None) -> str:
    if case is None or case.resource is None:
        return ""
    column = f".{case.column.ref.column}" if case.column else ""
    return f" (while it judged {case.resource.name}{column})"
