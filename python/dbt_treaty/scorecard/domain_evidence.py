"""What is known of one domain, gathered for its marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dbt_treaty.contracts.model import Contract
from dbt_treaty.evidence.known_contracts import known_contracts
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Finding, Report
from dbt_treaty.project.model import Resource
from dbt_treaty.subscriptions.readings import Reading, read_products


@dataclass(frozen=True, slots=True)
class DomainEvidence:
    """A domain's own files and promises, and what was found in them.

    ``resources`` are its models, seeds and snapshots in this project, ``products`` those of them
    that others may read. ``contracts`` are those on disk, else as synced. ``findings`` are all on
    its resources and in its contracts' files. ``silent`` are the policies that judge less than
    they could: off, in whole or for some, or broken. ``columns`` and ``resolved`` count lineage.
    """

    domain: str
    resources: tuple[Resource, ...]
    contracts: tuple[Contract, ...]
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...]
    silent: frozenset[str]
    columns: int
    resolved: int

    @property
    def products(self) -> tuple[Resource, ...]:
        """What other domains may read."""
        return tuple(each for each in self.resources if each.is_public and each.kind != "seed")

    @property
    def consumers(self) -> tuple[str, ...]:
        """The other domains that read a product of this one, by name."""
        return tuple(sorted({each.reader.domain for each in self.readings if each.reader.domain}))

    def found(self, policies: Collection[str]) -> list[Finding]:
        """What these policies found here, excepted or not."""
        return [each for each in self.findings if each.policy in policies]

    def unasked(self, policies: Collection[str]) -> list[str]:
        """Those of the policies that did not judge all of it."""
        return [each for each in policies if each in self.silent]


def domain_evidence(evidence: Evidence, report: Report) -> Iterator[DomainEvidence]:
    """Each domain that has a model, a seed, a snapshot or a contract in this project, by name."""
    own = [
        each
        for each in evidence.project.resources.values()
        if each.in_root and each.kind != "source" and each.domain
    ]
    on_disk = evidence.workspace.contracts if evidence.workspace else ()
    contracts = [
        each.contract
        for each in known_contracts(evidence)
        if each.contract in on_disk or (each.resource is not None and each.resource.in_root)
    ]
    readings = [each for each in read_products(evidence) if each.is_foreign]
    silent = _silent(evidence, report)
    named = {each.domain for each in own} | {each.domain for each in contracts}
    for domain in sorted(name for name in named if name):
        resources = tuple(each for each in own if each.domain == domain)
        promised = tuple(each for each in contracts if each.domain == domain)
        ids = {each.id for each in resources}
        files = {each.place.path for each in promised}
        columns, resolved = _lineage(evidence, report, ids)
        yield DomainEvidence(
            domain,
            resources,
            promised,
            tuple(f for f in report.findings if f.resource in ids or f.path in files),
            tuple(each for each in readings if each.parent.domain == domain),
            silent,
            columns,
            resolved,
        )


def _silent(evidence: Evidence, report: Report) -> frozenset[str]:
    broken = {finding.policy for finding in report.findings if finding.unjudged}
    settings = evidence.project.configuration.policies.items()
    off = {
        name
        for name, each in settings
        if "off"
        in {
            str(s.value) for s in (each.severity, *each.domains.values(), *each.tiers.values()) if s
        }
    }
    return frozenset(broken | off)


def _lineage(evidence: Evidence, report: Report, ids: Collection[str]) -> tuple[int, int]:
    """How many columns the domain's queries make, and of how many the origin is known."""
    made = {
        (id_, column.name)
        for id_, query in evidence.graph.queries.items()
        if id_ in ids
        for column in query.columns
    }
    lost = {(each.resource, each.column) for each in report.coverage.unresolved}
    whole = {resource for resource, column in lost if column is None}
    known = sum(each not in lost and each[0] not in whole for each in made)
    # A query of which nothing is known has no column to count, and counts as one that is lost.
    return len(made) + len(
        {id_ for id_ in whole if id_ in ids and not any(m[0] == id_ for m in made)}
    ), known
