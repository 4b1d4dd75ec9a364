"""How the contracts of a folder evolved, for the commands that ask with no manifest at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dbt_treaty.check import clock_notes, gather
from dbt_treaty.clock import today
from dbt_treaty.configuration.model import Configuration, PolicySetting
from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import ArtifactError, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.switched_columns import switched_columns
from dbt_treaty.evolution.change import Change
from dbt_treaty.evolution.evolution import Evolution
from dbt_treaty.evolution.evolve import evolve
from dbt_treaty.evolution.pairs import Pairs, pair
from dbt_treaty.evolution.readers import Readers
from dbt_treaty.evolution.rules import rule_levels
from dbt_treaty.evolution.window import Calendar, gaps
from dbt_treaty.findings import Finding
from dbt_treaty.judging.eased import eased
from dbt_treaty.judging.settings import policy_options
from dbt_treaty.judging.weights import Weights
from dbt_treaty.ledger.ledger_file import read_ledger
from dbt_treaty.policies import missing_deprecation, semver_bump
from dbt_treaty.project.announcements import read_announcements
from dbt_treaty.project.artifacts import read_target
from dbt_treaty.project.baseline import Baseline
from dbt_treaty.project.baseline_reader import read_baseline
from dbt_treaty.project.git_baseline import Here
from dbt_treaty.project.workspace import Workspace
from dbt_treaty.reporters.diff_report import DiffReport
from dbt_treaty.trace.readers import find_readers

_ANOTHER = "compare with a state at which it loads: --baseline REF"
_POLICIES = (semver_bump.POLICY, missing_deprecation.POLICY)


@dataclass(frozen=True, slots=True)
class History:
    """A project's folder, the target folder in it, and its contracts, all of them sound."""

    root: Path
    target: Path
    configuration: Configuration
    contracts: tuple[Contract, ...]


def diff_report(history: History, named: str | None) -> DiffReport:
    """Every contract against the baseline that is named, or that there is.

    Who reads what a change takes away, and who switches on a column, is asked of the manifest in
    the target folder, where a change wants it and there is one.

    Raises:
        ArtifactError: the baseline is a manifest that can't be read.
        TreatyError: there is no such baseline, or a contract does not load there.
    """
    here = Here(history.root, history.configuration, history.contracts)
    baseline = _sound(read_baseline(here, named))
    pairs = pair(baseline.contracts, history.contracts)
    levels = rule_levels(history.configuration)
    told = evolve(pairs, levels, today())
    evidence, notes = None, list(_notes(baseline))
    if any(_wants_lineage(change) for each in told for change in each.changes):
        evidence, why = _evidence(history)
        if evidence is not None:
            told = evolve(pairs, levels, today(), switched_columns(evidence))
        notes.append(why)
    return DiffReport(
        baseline=baseline.name,
        evolutions=told,
        findings=tuple(_findings(history, told, pairs)),
        notes=(*notes, *eased(history.configuration, _POLICIES), *clock_notes(today())),
        readers=_readers(evidence, told) if evidence else {},
    )


def _sound(baseline: Baseline) -> Baseline:
    if baseline.problems:
        raise TreatyError(
            [
                Problem(each.place, f"at the baseline, {baseline.name}: {each.what}", _ANOTHER)
                for each in baseline.problems
            ]
        )
    return baseline


def _notes(baseline: Baseline) -> Iterator[str]:
    yield from baseline.notes
    if baseline.is_head:
        yield (
            f"What is checked out is {baseline.name} itself: only what is not committed was "
            "compared. To compare the last commit, name the one before it: --baseline HEAD~1."
        )


def _wants_lineage(change: Change) -> bool:
    return change.breaks_readers_of is not None or change.rule == "value-added-switched"


def _evidence(history: History) -> tuple[Evidence | None, str]:
    """The compiled project, and a sentence on how far its lineage can be believed."""
    target = history.root / history.target
    try:
        project = read_target(target, history.configuration, root=str(history.root))
    except ArtifactError as error:
        what = error.problems[0]
        return None, f"Who reads the columns is not known ({what.place}: {what.what})."
    workspace = Workspace(history.contracts, {})
    evidence = gather(project, workspace=workspace, ledger=read_ledger(target))
    return evidence, (
        f"Who reads the columns is told by {target.as_posix()} as dbt last compiled it; readers in "
        "other projects, dashboards and exports are not known there."
    )


def _readers(evidence: Evidence, told: Iterable[Evolution]) -> dict[tuple[str, str], Readers]:
    found = {}
    for evolution in told:
        for column in {change.breaks_readers_of for change in evolution.changes}:
            readers = find_readers(evidence, evolution.name, column) if column else None
            if column and readers:
                found[evolution.name, column] = readers
    return found


def _findings(history: History, told: Iterable[Evolution], pairs: Pairs) -> Iterator[Finding]:
    """What the two policies say, as heavy as the configuration has it."""
    settings = {
        policy.name: history.configuration.policies.get(policy.name, PolicySetting())
        for policy in _POLICIES
    }
    found = [finding for each in told if (finding := semver_bump.judge_evolution(each))]
    setting, preset = settings[missing_deprecation.NAME], history.configuration.preset
    options = policy_options(missing_deprecation.POLICY, setting, preset)
    announced = read_announcements(history.root, history.contracts, history.configuration)
    calendar = Calendar(today(), options["days"], announced)
    found += [missing_deprecation.judge_gap(gap) for gap in gaps(pairs, calendar)]
    weights = Weights(history.configuration, contracts=history.contracts)
    yield from weights.weighed(sorted(found, key=lambda each: each.order))
