"""Scores every domain by evidence, and says which leads and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Report
from dbt_treaty.scorecard.domain_evidence import DomainEvidence, domain_evidence
from dbt_treaty.scorecard.governance_marks import governance_marks
from dbt_treaty.scorecard.model import PRINCIPLES, Audit, DomainAudit, Investment, Mark
from dbt_treaty.scorecard.ownership_marks import ownership_marks
from dbt_treaty.scorecard.platform_marks import platform_marks
from dbt_treaty.scorecard.product_marks import product_marks
from dbt_treaty.scorecard.surroundings import Surroundings


def audit(evidence: Evidence, report: Report, surroundings: Surroundings) -> Audit:
    """The audit of a project's own domains; another project's are for its own audit.

    Args:
        evidence: the project.
        report: what every policy says of it.
        surroundings: what its repository tells.
    """
    domains = tuple(
        DomainAudit(each.domain, _marks(each, surroundings), each.consumers)
        for each in domain_evidence(evidence, report)
    )
    return Audit(domains, _lighthouse(domains), _next(domains))


def _marks(told: DomainEvidence, surroundings: Surroundings) -> tuple[Mark, ...]:
    return (
        *ownership_marks(told, surroundings),
        *product_marks(told),
        *platform_marks(told, surroundings),
        *governance_marks(told),
    )


def _lighthouse(domains: Sequence[DomainAudit]) -> str | None:
    """The highest score; of two alike the one with more consumers, then the first by name.

    A domain that publishes nothing lights nobody's way.
    """
    shining = [each for each in domains if each.score(PRINCIPLES[1])]
    best = sorted(shining, key=lambda each: (-each.total, -len(each.consumers), each.domain))
    return best[0].domain if best else None


def _next(domains: Sequence[DomainAudit]) -> Investment | None:
    """In the principle that stands worst, the mark that most domains lack."""
    standing = {each: sum(domain.score(each) for domain in domains) for each in PRINCIPLES}
    for principle in sorted(PRINCIPLES, key=standing.__getitem__):
        lacking: dict[str, list[tuple[str, Mark]]] = {}
        for domain in domains:
            for mark in domain.marks:
                if mark.principle == principle and not mark.met:
                    lacking.setdefault(mark.key, []).append((domain.domain, mark))
        if lacking:
            most = max(lacking.values(), key=len)  # of two alike, the one that is asked first
            return Investment(most[0][1], tuple(domain for domain, _ in most))
    return None
