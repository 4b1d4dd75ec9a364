"""Applies the policies as the configuration has set them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from dbt_treaty.configuration.model import PolicySetting
from dbt_treaty.evidence.policy import Evidence, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.excepted import excepted
from dbt_treaty.judging.settings import policy_options, validate_settings
from dbt_treaty.policies import expired_exception

_DEFAULT = PolicySetting()


def judge(evidence: Evidence, policies: Iterable[Policy] = POLICIES) -> tuple[Finding, ...]:
    """Every finding of every policy that is not off, sorted, each once.

    What a grant excepts is a warning that says so, as long as the grant holds. A policy that fails
    is itself an error: whatever it would have found is not known.

    Raises:
        TreatyError: the configuration names a policy or an option that there is not, or gives an
            option a value of the wrong type.
    """
    listed = tuple(policies)
    configuration = evidence.project.configuration
    validate_settings(configuration, listed)
    found: set[Finding] = set()
    for policy in listed:
        setting = configuration.policies.get(policy.name, _DEFAULT)
        if setting.severity is not Severity.OFF:
            found.update(_applied(policy, evidence, setting))
    said = excepted(found, evidence, listed)
    setting = configuration.policies.get(expired_exception.NAME, _DEFAULT)
    of_grants = () if setting.severity is Severity.OFF else _weighed(said.of_grants, setting)
    return tuple(_in_order({*said.findings, *of_grants}))


def _in_order(found: Iterable[Finding]) -> Iterator[Finding]:
    by_place = attrgetter("order")
    for _, same in groupby(sorted(found, key=by_place), key=by_place):
        tied = list(same)
        # To show a finding takes longer than to find it: only what is tied needs it.
        yield from tied if len(tied) == 1 else sorted(tied, key=repr)


def _applied(policy: Policy, evidence: Evidence, setting: PolicySetting) -> Iterator[Finding]:
    try:
        yield from _weighed(policy.judge(evidence, policy_options(policy, setting)), setting)
    except Exception as error:  # whatever a policy does wrong is no verdict
        yield _broken(policy, error)


def _weighed(findings: Iterable[Finding], setting: PolicySetting) -> Iterator[Finding]:
    for finding in findings:
        severity = setting.severity or finding.severity
        is_same = severity is finding.severity
        yield finding if is_same else replace(finding, severity=severity)


def _broken(policy: Policy, error: Exception) -> Finding:
    """An error, whatever the configuration says of it: what it should judge is not judged."""
    told = " ".join(str(error).split())
    return Finding(
        policy=policy.name,
        severity=Severity.ERROR,
        resource="",
        message=f"This policy is broken: {type(error).__name__}: {told}",
        help="What it should have judged is not judged. Report it with this message; to go on "
        f"without it, set `policies: {{{policy.name}: {{severity: off}}}}` in dbt_treaty.yml.",
    )
