"""Judges by all Rego policies of a project together: inputs made once, processes shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dbt_treaty.authored.rego.evaluators import evaluate
from dbt_treaty.authored.rego.frames import Job, Module
from dbt_treaty.authored.rego.heeded import heeded, may_heed
from dbt_treaty.authored.rego.inputs import InputMaker, Inputs
from dbt_treaty.authored.rego.rules import SECONDS, Rules
from dbt_treaty.authored.rego.spelling import spell
from dbt_treaty.authored.rego.verdict import Verdict
from dbt_treaty.configuration.model import PolicySetting
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.project.collector import collector_paused

_MOST_BYTES = 16 * 1024 * 1024  # of all that one policy says
_DEFAULT = PolicySetting()


class Bench:
    """The Rego policies of one project; the first that is asked has all that are not off judge."""

    def __init__(self) -> None:
        self._rules: list[Rules] = []
        self._judged: Evidence | None = None
        self._verdicts: dict[str, Verdict] = {}

    def add(self, rules: Rules) -> None:
        """Has a policy take part."""
        self._rules.append(rules)

    def verdict(self, rules: Rules, evidence: Evidence) -> Verdict:
        """What a policy says of the evidence."""
        if self._judged is not evidence or rules.name not in self._verdicts:
            asked = [each for each in self._rules if each is rules or _is_on(each, evidence)]
            self._verdicts = dict(_verdicts(asked, evidence))
            self._judged = evidence
        return self._verdicts[rules.name]

    def notes(self, rules: Rules) -> Iterator[str]:
        """What a policy allows, of what was judged last; nothing of one that is off."""
        if rules.name in self._verdicts:
            yield from self._verdicts[rules.name].notes()

    def heeded(self, rules: Rules) -> Iterator[Grant]:
        """The exceptions of what was judged last without which a policy would have said more."""
        told, evidence = self._verdicts.get(rules.name), self._judged
        grants = may_heed(rules, evidence.grants) if evidence else []
        if told is not None and evidence is not None and grants:
            ((_, without),) = _verdicts([rules], replace(evidence, grants=()))
            yield from heeded(grants, told, without)


def _is_on(rules: Rules, evidence: Evidence) -> bool:
    return not _setting(rules, evidence).is_off


def _setting(rules: Rules, evidence: Evidence) -> PolicySetting:
    return evidence.project.configuration.policies.get(rules.name, _DEFAULT)


def _verdicts(asked: Sequence[Rules], evidence: Evidence) -> Iterator[tuple[str, Verdict]]:
    maker = InputMaker(evidence)
    made = {rules.name: _spelled(rules, evidence) for rules in asked}
    inputs: dict[str, Inputs] = {}

    def jobs() -> Iterator[Job]:
        for rules in asked:
            inputs[rules.name] = maker.inputs(rules)
            seconds = _setting(rules, evidence).options.get("seconds", SECONDS)
            yield _job(rules, inputs[rules.name], made[rules.name], seconds)

    with collector_paused():
        answers = evaluate(jobs(), len(asked))
    for rules, answer in zip(asked, answers, strict=True):
        name = rules.name
        yield name, Verdict(rules, evidence, inputs[name], made[name], answer)


def _spelled(rules: Rules, evidence: Evidence) -> tuple[str, ...]:
    return tuple(spell(source, evidence.today) for source in rules.needed)


def _job(rules: Rules, inputs: Inputs, texts: Sequence[str], seconds: int) -> Job:
    modules = tuple(Module(str(number), text) for number, text in enumerate(texts))
    return Job(modules, rules.query, inputs.distinct, _MOST_BYTES, seconds)
