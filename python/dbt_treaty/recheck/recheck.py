"""A report made of the one before and of what a small change can have touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from dbt_treaty.column_graph.coverage import by_place, coverage
from dbt_treaty.column_graph.model import WHOLE_ROW, ColumnGraph
from dbt_treaty.column_graph.partly import Known, build_partly
from dbt_treaty.column_graph.reading import Surroundings
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.evidence.policy import Evidence, Policy
from dbt_treaty.evidence.reads import inlined
from dbt_treaty.findings import Coverage, Finding, Report
from dbt_treaty.judging.judge import Verdicts, concluded, verdicts
from dbt_treaty.known_findings.progress import known_notes
from dbt_treaty.lineage.model import ColumnRef, QueryLineage
from dbt_treaty.project.artifact import Catalog, Manifest
from dbt_treaty.project.manifest import read_project
from dbt_treaty.project.model import Project
from dbt_treaty.project.workspace import Workspace
from dbt_treaty.recheck.kept import Kept, KeptResource
from dbt_treaty.recheck.nodes import changed_nodes, frame_digest
from dbt_treaty.recheck.region import Region, named_in, region
from dbt_treaty.tags.propagate import propagate
from dbt_treaty.tags.transforms import classify


@dataclass(frozen=True, slots=True)
class Today:
    """What a check finds: dbt's own manifest and catalog, and the rest as in ``check``.

    ``circumstances`` and ``texts`` are what ``Kept`` is compared by.
    """

    manifest: Manifest
    catalog: Catalog | None
    configuration: Configuration
    workspace: Workspace | None
    policies: tuple[Policy, ...]
    root: str
    circumstances: bytes
    texts: Mapping[str, bytes]

    def project(self, only: Collection[str] | None = None) -> Project:
        """The project, or what there is of it by unique id."""
        return read_project(
            self.manifest, self.configuration, root=self.root, catalog=self.catalog, only=only
        )


def recheck(kept: Kept, today: Today) -> Report | None:
    """The report that a check of the whole project would make.

    None where it can't be shown that a change is as small as it looks: then the whole project is to
    be checked.
    """
    changed = changed_nodes(kept.texts, today.texts)
    if kept.circumstances != today.circumstances or changed is None:
        return None
    if not changed:
        return _report(kept, today, Verdicts(frozenset(kept.findings)), kept.coverage)
    if not changed <= kept.frames.keys() or _is_shown_by_text(kept, changed, today.policies):
        return None
    reach = region(kept, changed)
    if reach is None or not reach.touched <= kept.frames.keys():
        return None
    return _Change(kept, today, changed, reach).report()


def _is_shown_by_text(kept: Kept, changed: Collection[str], policies: Iterable[Policy]) -> bool:
    """Whether a finding that stays as it is stands at a line that may be another one now."""
    by_text = {policy.name for policy in policies if policy.rests_on == "text"}
    return any(each.resource in changed and each.policy in by_text for each in kept.findings)


def _report(kept: Kept, today: Today, told: Verdicts, known: Coverage) -> Report:
    record = today.workspace.known if today.workspace else None
    granted = today.workspace is not None and today.workspace.exceptions.grants
    # Only a grant asks what a finding stands at.
    project = today.project(None if granted else ())
    findings = concluded(
        told, _evidence(today, project, ColumnGraph({}, {}, {}, known)), today.policies
    )
    return Report(findings, known, (*kept.notes, *known_notes(findings, record)))


def _evidence(today: Today, project: Project, graph: ColumnGraph) -> Evidence:
    classification = classify(today.configuration)
    tags = propagate(project, graph, classification)
    return Evidence(project, graph, tags, classification, today.workspace)


class _Change:
    """A change of the SQL of some models, and what becomes of the findings."""

    def __init__(self, kept: Kept, today: Today, changed: Collection[str], reach: Region) -> None:
        self._kept = kept
        self._today = today
        self._changed = changed
        self._reach = reach
        self._project = today.project(reach.part | reach.beside)
        self._surroundings = Surroundings(self._project)
        self._before = {each: kept.resource(each) for each in self._project.resources}

    def report(self) -> Report | None:
        """The report; None where the change reaches farther than its region."""
        if not self._is_sql_alone() or self._names_more(self._lineages(self._reach.touched)):
            return None
        graph = build_partly(self._surroundings, self._changed, self._reach.touched, self._known())
        now = {each: graph.queries[each] for each in self._reach.touched}
        if self._names_more(now) or self._names_others(now) or self._is_read_otherwise(graph):
            return None
        told = self._judged(self._of_the_part(graph))
        if told.unjudged:
            return None
        return _report(self._kept, self._today, told, self._coverage(now))

    def _is_sql_alone(self) -> bool:
        resources = self._project.resources
        return resources.keys() == self._reach.part | self._reach.beside and all(
            resources[each].compiled is not None
            and frame_digest(resources[each]) == self._kept.frames[each]
            for each in self._changed
        )

    def _names_more(self, lineages: Mapping[str, QueryLineage]) -> bool:
        """Whether a query reads a resource by name that it may not have read before, or may not
        read any longer; or one whose turn to be read may come after its own.
        """
        for id_, query in lineages.items():
            known = {id_, *inlined(self._project, self._project.resources[id_])}
            past_dbt = {read.relation for read in query.reads} - known - {None}
            if past_dbt and (id_ in self._changed or not past_dbt.isdisjoint(self._reach.touched)):
                return True
        return False

    def _names_others(self, now: Mapping[str, QueryLineage]) -> bool:
        """Whether a query that is the same as before is understood to name something else."""
        before = self._lineages(now)
        return any(
            set(query.reads) != set(before[id_].reads)
            for id_, query in now.items()
            if id_ not in self._changed
        )

    def _lineages(self, ids: Iterable[str]) -> dict[str, QueryLineage]:
        told = ((each, self._before[each].lineage) for each in ids)
        return {each: lineage for each, lineage in told if lineage is not None}

    def _known(self) -> Known:
        kept, resources = self._kept, self._project.resources
        queries = (self._surroundings.sql(resources[each])[0] for each in self._reach.touched)
        seen = {each for id_ in self._reach.touched for each in kept.needs[id_]}
        named = named_in(kept.places, queries) | self._reach.touched | seen
        return Known(
            lineages=self._lineages(resources),
            columns={each: before.listed for each, before in self._before.items()},
            relations={each: self._resource(each).relations(each) for each in named},
            needs=kept.needs,
        )

    def _resource(self, id_: str) -> KeptResource:
        return self._before.get(id_) or self._kept.resource(id_)

    def _is_read_otherwise(self, graph: ColumnGraph) -> bool:
        """Whether others, or what is said of it, see other columns of something not touched."""
        for id_ in self._reach.part - self._reach.touched:
            before = {*self._before[id_].listed, *self._before[id_].unlisted} - {WHOLE_ROW}
            now = graph.ways[id_].keys() - {WHOLE_ROW}
            came, went = now - before, before - now
            if not (came or went):
                continue
            respelled = {name.casefold() for name in came} & {name.casefold() for name in went}
            said = self._said_of(id_) & {name.casefold() for name in (*came, *went)}
            if respelled or said or self._is_read_whole(graph, id_):
                return True
        return False

    def _said_of(self, id_: str) -> set[str]:
        """The columns of which a resource's contract or properties speak, listed or not."""
        resource = self._project.resources[id_]
        promised = resource.contract.columns if resource.contract else ()
        names = (*resource.columns, *(column.name for column in promised))
        return {name.casefold() for name in names}

    def _is_read_whole(self, graph: ColumnGraph, id_: str) -> bool:
        """Whether something that is not touched reads, or may read, a whole row of it."""
        row = ColumnRef(id_, WHOLE_ROW)
        others = (graph.ways[each] for each in graph.ways.keys() - self._reach.touched)
        return any(
            edge.parent == row for ways in others for edges in ways.values() for edge in edges
        )

    def _of_the_part(self, graph: ColumnGraph) -> Evidence:
        part = self._reach.part
        project = replace(
            self._project,
            resources={id_: each for id_, each in self._project.resources.items() if id_ in part},
        )
        only = replace(
            graph,
            ways={id_: ways for id_, ways in graph.ways.items() if id_ in part},
            queries={id_: each for id_, each in graph.queries.items() if id_ in part},
            columns={id_: each for id_, each in graph.columns.items() if id_ in part},
            unlisted={ref: each for ref, each in graph.unlisted.items() if ref.relation in part},
        )
        return _evidence(self._today, project, only)

    def _judged(self, evidence: Evidence) -> Verdicts:
        by_lineage = tuple(each for each in self._today.policies if each.rests_on == "lineage")
        names = {policy.name for policy in by_lineage}
        now = verdicts(evidence, by_lineage)
        touched = self._reach.touched

        def is_ours(finding: Finding) -> bool:
            return finding.policy in names and finding.resource in touched

        stays = (each for each in self._kept.findings if not is_ours(each))
        return Verdicts(frozenset((*stays, *filter(is_ours, now.found))), now.unjudged)

    def _coverage(self, now: Mapping[str, QueryLineage]) -> Coverage:
        kept = self._kept.coverage
        lost, found = coverage(self._lineages(now)), coverage(now)
        stays = (each for each in kept.unresolved if each.resource not in self._reach.touched)
        return replace(
            kept,
            models_analysed=kept.models_analysed - lost.models_analysed + found.models_analysed,
            columns=kept.columns - lost.columns + found.columns,
            columns_resolved=kept.columns_resolved - lost.columns_resolved + found.columns_resolved,
            unresolved=tuple(sorted((*stays, *found.unresolved), key=by_place)),
        )
