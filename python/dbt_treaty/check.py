"""The whole check, top to bottom: a manifest in, a report out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dbt_treaty.clock import TODAY_VARIABLE, is_set
from dbt_treaty.column_graph.build import build
from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.evidence.costs import cost_notes
from dbt_treaty.evidence.exception_notes import exception_notes
from dbt_treaty.evidence.history_notes import history_notes
from dbt_treaty.evidence.policy import Evidence, Policy
from dbt_treaty.findings import OwnRule, Report, Severity
from dbt_treaty.judging.eased import eased
from dbt_treaty.judging.every_policy import every_policy
from dbt_treaty.judging.judge import Verdicts, concluded, verdicts
from dbt_treaty.judging.settings import validate_settings
from dbt_treaty.known_findings.progress import known_notes
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.project.manifest import read_project
from dbt_treaty.project.model import Project
from dbt_treaty.project.workspace import Workspace
from dbt_treaty.tags.propagate import propagate
from dbt_treaty.tags.transforms import classify

NO_CONTRACTS = (
    "This project has no contracts: nothing in it is promised to anyone, and only policies that "
    "need no promise were judged."
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and what it read to find it.

    ``verdicts`` are what ``policies`` said before exceptions and the record of known findings were
    looked at, ``notes`` all of the report's but those on that record.
    """

    report: Report
    project: Project
    graph: ColumnGraph
    evidence: Evidence
    policies: tuple[Policy, ...]
    verdicts: Verdicts
    notes: tuple[str, ...]


def check(
    manifest: Mapping[str, Any],
    configuration: Configuration,
    *,
    root: str = ".",
    catalog: Mapping[str, Any] | None = None,
    workspace: Workspace | None = None,
    ledger: Ledger | None = None,
) -> Checked:
    """Judges a project by every policy that ships, its own and those of installed packages.

    Args:
        manifest: manifest.json decoded, or a slice of that shape, with compiled SQL in it.
        configuration: the project's choices.
        root: the project's folder, as messages show it.
        catalog: catalog.json decoded, where there is one.
        workspace: contracts and generated files on disk, where a project folder is at hand.
        ledger: the queries that another run analysed, and where this run's are noted.

    Raises:
        TreatyError: the configuration sets what there is not, or two policies have one name.
    """
    project = read_project(manifest, configuration, root=root, catalog=catalog)
    return judged(gather(project, workspace=workspace, ledger=ledger))


def gather(
    project: Project, *, workspace: Workspace | None = None, ledger: Ledger | None = None
) -> Evidence:
    """All that policies judge and lineage answers from; the arguments are those of ``check``.

    Raises:
        TreatyError: the configuration sets what there is not.
    """
    graph = build(project, ledger)
    classification = classify(project.configuration)
    tags = propagate(project, graph, classification)
    return Evidence(project, graph, tags, classification, workspace)


def judged(evidence: Evidence) -> Checked:
    """What every policy says of the evidence: those that ship, the project's own, installed ones.

    Raises:
        TreatyError: the configuration sets what there is not, or two policies have one name.
    """
    written = evidence.workspace.policy_files if evidence.workspace else None
    policies = every_policy(evidence.project.configuration, written)
    validate_settings(evidence.project.configuration, policies)
    told = verdicts(evidence, policies)
    found = concluded(told, evidence, policies)
    record = evidence.workspace.known if evidence.workspace else None
    notes = _notes(evidence, policies)
    said = (*notes, *known_notes(found, record))
    report = Report(found, evidence.graph.coverage, said, _own(policies))
    return Checked(report, evidence.project, evidence.graph, evidence, policies, told, notes)


def hold(report: Report, project: Project, selected: Collection[str]) -> Report:
    """The report as it binds a run of a selection: what the run does not touch becomes a warning.

    A run touches what is selected and all that this reads. An empty selection means everything, and
    so does one of which the project knows nothing (tests alone: pass the models they test).
    A finding on no resource binds every run.
    """
    held = _touched(project, selected)
    if not held:
        return report
    findings = tuple(
        replace(finding, severity=Severity.WARN)
        if finding.severity is Severity.ERROR and finding.resource and finding.resource not in held
        else finding
        for finding in report.findings
    )
    return replace(report, findings=findings)


def _touched(project: Project, selected: Iterable[str]) -> frozenset[str]:
    waiting = [id_ for id_ in selected if id_ in project.resources]
    seen: set[str] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in seen and id_ in project.resources:
            seen.add(id_)
            waiting.extend(project.resources[id_].parents)
    return frozenset(seen)


def _own(policies: Iterable[Policy]) -> tuple[OwnRule, ...]:
    """The policies that do not ship, as a report tells of them."""
    own = (policy for policy in policies if policy.origin)
    return tuple(OwnRule(each.name, each.severity, each.summary, each.origin) for each in own)


def _notes(evidence: Evidence, policies: Sequence[Policy]) -> tuple[str, ...]:
    told = eased(evidence.project.configuration, policies)
    known = (*_no_contracts(evidence), *history_notes(evidence), *exception_notes(evidence))
    costs = cost_notes(evidence)
    said = (note for policy in policies for note in policy.notes())
    return (*told, *known, *costs, *said, *clock_notes(evidence.today))


def clock_notes(today: date) -> tuple[str, ...]:
    """That deadlines were judged as of another day than today, where that is so."""
    if not is_set():
        return ()
    return (f"{TODAY_VARIABLE} is set: deadlines were judged as of {today}.",)


def _no_contracts(evidence: Evidence) -> tuple[str, ...]:
    on_disk = evidence.workspace is not None and (
        evidence.workspace.contracts or evidence.workspace.problems
    )
    synced = any(resource.contract for resource in evidence.project.resources.values())
    return () if on_disk or synced else (NO_CONTRACTS,)
