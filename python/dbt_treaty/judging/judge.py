"""Applies the policies as the configuration has set them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from dbt_treaty.configuration.model import PolicySetting
from dbt_treaty.errors import Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence, Policy
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.exceptions.validity import valid_grants, with_policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.excepted import excepted
from dbt_treaty.judging.settings import policy_options, validate_settings
from dbt_treaty.judging.weights import Weights
from dbt_treaty.known_findings.let_stand import let_stand

_DEFAULT = PolicySetting()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What policies say, before exceptions and the record of known findings are looked at.

    ``found`` weighs what it is to weigh; ``unjudged`` says why some of it may not be known.
    """

    found: frozenset[Finding]
    unjudged: frozenset[Finding] = frozenset()


def judge(evidence: Evidence, policies: Iterable[Policy] = POLICIES) -> tuple[Finding, ...]:
    """Every finding of every policy that is not off, sorted, each once.

    What a grant excepts is a warning that says so, as long as the grant holds, and so is what the
    project's record of known findings has. A policy that fails is itself an error: whatever it
    would have found is not known.

    Raises:
        TreatyError: the configuration names a policy or an option that there is not, or gives an
            option a value of the wrong type.
    """
    listed = tuple(policies)
    validate_settings(evidence.project.configuration, listed)
    return concluded(verdicts(evidence, listed), evidence, listed)


def verdicts(evidence: Evidence, policies: Iterable[Policy]) -> Verdicts:
    """What every policy that is not off says; that its settings fit was seen to before."""
    listed = tuple(policies)
    configuration = evidence.project.configuration
    known = replace(evidence, grants=_holding(evidence, listed))
    found: set[Finding] = set()
    unjudged: set[Finding] = set()
    weights = _weights(evidence)
    for policy in listed:
        if not configuration.policies.get(policy.name, _DEFAULT).is_off:
            unjudged.update(_applied(policy, known, weights, found))
            found.update(weights.nameless(policy.name))
    return Verdicts(frozenset(found), frozenset(unjudged))


def concluded(
    told: Verdicts, evidence: Evidence, policies: Iterable[Policy]
) -> tuple[Finding, ...]:
    """The findings of these policies in order, with what grants and the record let stand."""
    said = excepted(told.found, evidence, tuple(policies))
    of_grants = _weights(evidence).weighed(said.of_grants) if said.of_grants else ()
    ordered = _in_order({*said.findings, *of_grants, *told.unjudged})
    record = evidence.workspace.known if evidence.workspace else None
    return tuple(let_stand(ordered, record) if record else ordered)


def _weights(evidence: Evidence) -> Weights:
    contracts = evidence.workspace.contracts if evidence.workspace else ()
    return Weights(evidence.project.configuration, evidence.project.resources, contracts)


def _holding(evidence: Evidence, policies: Iterable[Policy]) -> tuple[Grant, ...]:
    """The exceptions that hold today."""
    written = evidence.workspace.exceptions.grants if evidence.workspace else ()
    days = {policy.name: policy.exceptable_days for policy in policies}
    grants = (with_policy(grant, days) for grant in written)
    return tuple(valid_grants(grants, days, evidence.today))


def _in_order(found: Iterable[Finding]) -> Iterator[Finding]:
    by_place = attrgetter("order")
    for _, same in groupby(sorted(found, key=by_place), key=by_place):
        tied = list(same)
        # To show a finding takes longer than to find it: only what is tied needs it.
        yield from tied if len(tied) == 1 else sorted(tied, key=repr)


def _applied(
    policy: Policy, evidence: Evidence, weights: Weights, found: set[Finding]
) -> Iterator[Finding]:
    """Puts what a policy finds into ``found``; yields why some of it may not be known."""
    configuration = evidence.project.configuration
    setting = configuration.policies.get(policy.name, _DEFAULT)
    options = policy_options(policy, setting, configuration.preset)
    try:
        for finding in weights.weighed(policy.judge(evidence, options)):
            found.add(finding)
    except TreatyError as error:
        for problem in error.problems:
            yield _unjudged(policy, problem)
    except (Exception, SystemExit) as error:  # whatever a policy does wrong is no verdict
        yield _broken(policy, error)


def _unjudged(policy: Policy, problem: Problem) -> Finding:
    """An error as well, at the place that the policy names."""
    place = problem.place
    message = f"This policy can't judge: {problem.what.rstrip('.')}."
    help = problem.help or "What it should have judged is not judged."
    return Finding(
        policy=policy.name,
        severity=Severity.ERROR,
        resource="",
        message=message,
        help=help,
        path=place.path,
        line=place.line,
        unjudged=True,
    )


def _broken(policy: Policy, error: BaseException) -> Finding:
    """An error, whatever the configuration says of it: what it should judge is not judged."""
    told = " ".join(str(error).split())
    return Finding(
        policy=policy.name,
        severity=Severity.ERROR,
        resource="",
        message=f"This policy is broken: {type(error).__name__}: {told}",
        help="What it should have judged is not judged. Report it with this message; to go on "
        f"without it, set `policies: {{{policy.name}: {{severity: off}}}}` in dbt_treaty.yml.",
        unjudged=True,
    )
