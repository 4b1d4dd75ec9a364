"""One run of sync, whoever renders: plan, take what was rendered, try it, keep it, tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dbt_treaty.clock import today
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import current, load_contracts
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.unmeasured import unmeasured
from dbt_treaty.errors import Problem, TreatyError
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.global_rules.read import read_global_rules
from dbt_treaty.sync.ambiguous_rules import ambiguous_rules
from dbt_treaty.sync.candidates import Candidates, Changes, compare, make_candidates
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.dbt_project import DbtProject, read_dbt_project
from dbt_treaty.sync.handwritten import HandWritten, read_handwritten
from dbt_treaty.sync.job import ModelFacts, Target, make_job
from dbt_treaty.sync.keep import keep
from dbt_treaty.sync.quarantines import quarantine_problems
from dbt_treaty.sync.readers import reader_problems, unkept_readers
from dbt_treaty.sync.targets import find_targets
from dbt_treaty.sync.trial import try_parse
from dbt_treaty.sync.unfit_rules import unfit_global_rules, unfit_rules
from dbt_treaty.sync.versioned_model import versioned_models
from dbt_treaty.sync.view_sql import materialization


@dataclass(frozen=True, slots=True)
class Outcome:
    """What sync did, or would do: ``text`` for the user; ``reason`` where that is a failure."""

    text: str
    changes: Changes
    reason: str = ""

    @property
    def failed(self) -> bool:
        """Whether the command should fail: ``check`` found that something would change."""
        return bool(self.reason)


@dataclass(slots=True)
class Plan:
    """The contracts of a project with the models they bind, ready to be rendered.

    ``idle`` are the targets whose model dbt does not have, ``hindrances`` what a contract asks of a
    model that it can't do, once jobs were made. ``adapter`` is dbt's name of the warehouse,
    None as long as nobody said, and ``misread`` the rules that are none in its SQL. ``abilities``
    is what the macros say of the warehouse, by a target's key.
    """

    project: DbtProject
    configuration: Configuration
    handwritten: HandWritten
    contracts: tuple[Contract, ...]
    targets: tuple[Target, ...]
    rendered: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    idle: tuple[Target, ...] = ()
    hindrances: tuple[Problem, ...] = ()
    global_rules: tuple[GlobalRule, ...] = ()
    adapter: str | None = None
    misread: tuple[Problem, ...] = ()
    abilities: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def read_rules(self, adapter: str | None) -> None:
        """Read every rule once more, now that dbt has told the warehouse."""
        self.adapter = adapter
        facts = (self.contracts, self.configuration, adapter)
        self.misread = (*unfit_rules(*facts), *unfit_global_rules(self.global_rules, *facts))

    def outline(self) -> Candidates:
        """The files to be with the models' names and versions only, for dbt to read the rest by.

        Raises ``TreatyError`` where the clock is set to no date.
        """
        bare = {t.key: {"v": t.contract.major, "defined_in": t.file.stem} for t in self.targets}
        return self._files(bare)

    def jobs(self, facts: Mapping[str, ModelFacts]) -> list[dict[str, Any]]:
        """The job of each contract; ``facts`` by model file (posix, relative to the project)."""
        self.idle = tuple(
            target
            for target in self.targets
            if target.file.as_posix() not in facts and target.contract.view_of is None
        )
        self.hindrances = tuple(quarantine_problems(self.targets, facts))
        return [
            make_job(t, _as_generated(t, facts.get(t.file.as_posix())), self.global_rules)
            for t in self.targets
        ]

    def take(self, key: str, entry: Mapping[str, Any]) -> None:
        """Take one job's rendered entry, by the job's key."""
        said = dict(entry)
        self.abilities[key] = said.pop("warehouse", {})
        self.rendered[key] = said

    def candidates(self) -> Candidates:
        """The files to be, from everything taken.

        Raises ``TreatyError`` where the clock is set to no date.
        """
        return self._files(self.rendered)

    def _files(self, entries: Mapping[str, Mapping[str, Any]]) -> Candidates:
        models = versioned_models(self.targets, self.configuration.latest_versions, today())
        pairs = [(model, model.entry(entries)) for model in models]
        return make_candidates(pairs, self.handwritten)


def make_plan(
    root: Path, rendered: Mapping[str, Any] | None = None, adapter: str | None = None
) -> Plan:
    """Read configuration, contracts and model files.

    ``rendered`` has what dbt made of Jinja in ``dbt_project.yml``, and ``adapter`` is its name of
    the warehouse, where dbt is at hand. Nothing is written.

    Raises ``TreatyError`` with every problem found in any of them.
    """
    project = read_dbt_project(root, rendered)
    configuration = read_configuration(root)
    loaded = load_contracts(root, configuration)
    handwritten = read_handwritten(project)
    contracts = current(loaded.contracts)
    found = find_targets(contracts, project, configuration, handwritten)
    rules = read_global_rules(root, configuration)
    unfit = unfit_rules(contracts, configuration, adapter)
    unfit += unfit_global_rules(rules, contracts, configuration, adapter)
    problems = (*loaded.problems, *found.problems, *unfit)
    if problems:
        raise TreatyError(problems)
    kept = (project, configuration, handwritten, contracts, found.targets)
    return Plan(*kept, global_rules=rules, adapter=adapter)


def _as_generated(target: Target, known: ModelFacts | None) -> ModelFacts:
    """What dbt knows of a model; of a view's, what sync writes, which dbt may not know yet."""
    facts = known or ModelFacts()
    if target.contract.view_of is None:
        return facts
    return replace(facts, materialized=materialization(target.contract.view_of.view))


def finish(plan: Plan, dbt: DbtCommand, *, check: bool) -> Outcome:
    """Compare, let dbt parse what would change, keep it (unless ``check``), and tell.

    Raises ``TreatyError`` where a file stands in the way or dbt does not parse the candidates.
    """
    refused = tuple(reader_problems(plan.targets, plan.abilities, plan.adapter))
    problems = (*plan.hindrances, *plan.misread, *refused)
    if problems:
        raise TreatyError(problems)
    candidates = plan.candidates()
    changes = compare(candidates, plan.project)
    if changes.in_the_way:
        raise TreatyError(changes.in_the_way)
    if changes.any and not check:
        try_parse(plan.project, candidates, dbt)
        keep(candidates, changes, plan.project)
    reason = ""
    if check and changes.any:
        reason = "generated properties are not in step: run `dbt run-operation sync_contracts`"
    return Outcome(_told(plan, changes, check), changes, reason)


def _told(plan: Plan, changes: Changes, check: bool) -> str:
    if not plan.contracts and not changes.any:
        return f"dbt-treaty: no contracts under {plan.configuration.contracts}/, nothing to sync"
    would = "would " if check else ""
    lines = [f"  {would}write   {path.as_posix()}" for path in changes.written]
    lines += [f"  {would}remove  {path.as_posix()}" for path in changes.removed]
    lines += [
        f"  warning: dbt has no model of {t.file.as_posix()} (disabled, or in .dbtignore): nothing "
        f"is held to the contract {t.contract.name}"
        for t in plan.idle
    ]
    lines += [
        f"  warning: {t.contract.place}: nothing measures {level} of {t.contract.name}; {lack}"
        for t in plan.targets
        for level, lack in unmeasured(t.contract)
    ]
    doubts = ambiguous_rules(plan.contracts, plan.global_rules, plan.configuration, plan.adapter)
    lines += [f"  warning: {doubt}" for doubt in doubts]
    unkept = unkept_readers(plan.targets, plan.abilities, plan.adapter)
    lines += [f"  warning: {sentence}" for sentence in unkept]
    contracts, files = len(plan.contracts), len(changes.unchanged)
    written, removed = ("to write", "to remove") if check else ("written", "removed")
    lines.append(
        f"dbt-treaty: {contracts} contract{'s' * (contracts != 1)}, "
        f"{len(changes.written)} {written}, {len(changes.removed)} {removed}, {files} unchanged"
    )
    return "\n".join(lines)
