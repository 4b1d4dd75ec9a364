"""How much a finding weighs: by its policy, by where it stands, and by the preset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from dbt_treaty.configuration.model import STRICT, Configuration, PolicySetting
from dbt_treaty.contracts.model import Contract
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies import expired_exception
from dbt_treaty.project.model import Resource

_DEFAULT = PolicySetting()
_NO_RESOURCES: Mapping[str, Resource] = MappingProxyType({})
_STRICTEST_FIRST = (Severity.ERROR, Severity.WARN, Severity.OFF)
Owner = tuple[str | None, str | None]  # domain and tier


class Weights:
    """What a configuration makes of the findings of one project.

    Args:
        configuration: the project's choices.
        resources: its resources by unique id, as far as they are at hand.
        contracts: its contracts on disk: findings without a resource stand in their files.
    """

    def __init__(
        self,
        configuration: Configuration,
        resources: Mapping[str, Resource] = _NO_RESOURCES,
        contracts: Iterable[Contract] = (),
    ) -> None:
        self._configuration = configuration
        self._resources = resources
        listed = tuple(contracts)
        self._contracts: Mapping[str, Owner] = {
            each.place.path: (each.domain, each.tier) for each in listed
        }
        said = (*(each.domain for each in resources.values()), *(each.domain for each in listed))
        self._domains = {domain for domain in said if domain}

    def weighed(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings as heavy as they are to weigh, those that are off left out."""
        for finding in findings:
            severity = self._severity(finding)
            if severity is finding.severity:
                yield finding
            elif severity is not Severity.OFF:
                yield replace(finding, severity=severity)

    def nameless(self, policy: str) -> Iterator[Finding]:
        """A warning for each domain that a policy's setting names and that nothing here has.

        Whatever it was meant for weighs something else, and nobody would know.
        """
        configuration = self._configuration
        setting = configuration.policies.get(policy, _DEFAULT)
        for name in setting.domains:
            if name not in self._domains:
                question = suggest(name, sorted(self._domains))
                known = f"Domains: {', '.join(sorted(self._domains)) or 'none'}."
                yield Finding(
                    policy=policy,
                    severity=Severity.ERROR if configuration.preset == STRICT else Severity.WARN,
                    resource="",
                    message=f"`domains` of {policy} has {name!r}, and nothing here belongs to it.",
                    help=f"{question[0].upper()}{question[1:]} {known}" if question else known,
                    path=configuration.path,
                    line=setting.line,
                )

    def _severity(self, finding: Finding) -> Severity:
        setting = self._configuration.policies.get(finding.policy, _DEFAULT)
        if setting.domains or setting.tiers:
            domain, tier = self._owner(finding)
            said = (setting.domains.get(domain or ""), setting.tiers.get(tier or ""))
            # Where both say something, what is safer counts.
            by_place = [each for each in _STRICTEST_FIRST if each in said]
            if by_place:
                return by_place[0]
        if setting.severity is not None:
            return setting.severity
        return Severity.ERROR if self._is_hardened(finding) else finding.severity

    def _is_hardened(self, finding: Finding) -> bool:
        """A grant that holds keeps to its word: what is said of grants stays as it is."""
        is_warning = finding.severity is Severity.WARN
        strict = self._configuration.preset == STRICT
        return strict and is_warning and finding.policy != expired_exception.NAME

    def _owner(self, finding: Finding) -> Owner:
        resource = self._resources.get(finding.resource)
        if resource is not None:
            return (resource.domain, resource.tier)
        return self._contracts.get(finding.path, (None, None))
