from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest

from dbt_treaty.configuration.model import PolicySetting
from dbt_treaty.conftest import Project
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.judge import judge

A = Finding("a", Severity.ERROR, "model.m.x", "first", "", path="b.sql", line=2)
B = Finding("a", Severity.WARN, "model.m.x", "second", "", path="b.sql", line=1)
C = Finding("a", Severity.ERROR, "model.m.x", "third", "", path="a.sql", line=9)


def policy(*findings: Finding) -> Policy:
    return Policy("a", Severity.ERROR, lambda _evidence, _options: findings, "things")


def configured(project: Project, **settings: PolicySetting) -> Evidence:
    evidence = project("models: {orders.derived.a: {sql: select 1 as a}}")
    named = {name.replace("_", "-"): setting for name, setting in settings.items()}
    configuration = replace(evidence.project.configuration, policies=named, path="dbt_treaty.yml")
    return replace(evidence, project=replace(evidence.project, configuration=configuration))


def test_findings_are_sorted_by_place_and_each_is_told_once(project: Project) -> None:
    assert judge(configured(project), [policy(A, B, C, A)]) == (C, B, A)


@pytest.mark.parametrize(
    ("severity", "weights"),
    [
        (None, [Severity.WARN, Severity.ERROR]),
        (Severity.WARN, [Severity.WARN, Severity.WARN]),
        (Severity.ERROR, [Severity.ERROR, Severity.ERROR]),
        (Severity.OFF, []),
    ],
)
def test_the_configuration_sets_the_weight(
    project: Project, severity: Severity | None, weights: list[Severity]
) -> None:
    evidence = configured(project, a=PolicySetting(severity))

    assert [finding.severity for finding in judge(evidence, [policy(A, B)])] == weights


def test_a_policy_that_is_off_is_not_asked(project: Project) -> None:
    def explode(_evidence: Evidence, _options: Options) -> list[Finding]:
        raise AssertionError

    off = Policy("a", Severity.ERROR, explode, "things")

    assert judge(configured(project, a=PolicySetting(Severity.OFF)), [off]) == ()


def test_a_broken_policy_is_an_error_and_keeps_what_it_found(project: Project) -> None:
    def half(_evidence: Evidence, _options: Options) -> Iterator[Finding]:
        yield A
        raise ValueError("no such\nthing")

    broken = Policy("a", Severity.ERROR, half, "things")

    assert judge(configured(project, a=PolicySetting(Severity.WARN)), [broken]) == (
        Finding(
            "a",
            Severity.ERROR,
            "",
            "This policy is broken: ValueError: no such thing",
            "What it should have judged is not judged. Report it with this message; to go on "
            "without it, set `policies: {a: {severity: off}}` in dbt_treaty.yml.",
            unjudged=True,
        ),
        replace(A, severity=Severity.WARN),
    )


def test_options_reach_the_policy_with_their_defaults(project: Project) -> None:
    told: list[Options] = []

    def listen(_evidence: Evidence, options: Options) -> list[Finding]:
        told.append(options)
        return []

    curious = Policy("a", Severity.ERROR, listen, "things", {"tags": ("PII",), "days": 730})
    setting = PolicySetting(options=MappingProxyType({"tags": ["x", "y"]}))

    judge(configured(project, a=setting), [curious])

    assert told == [{"tags": ("x", "y"), "days": 730}]


def problems(project: Project, policies: list[Policy], **settings: PolicySetting) -> list[Problem]:
    with pytest.raises(TreatyError) as caught:
        judge(configured(project, **settings), policies)
    return list(caught.value.problems)


def test_all_wrong_settings_are_told_at_once(project: Project) -> None:
    listed = [Policy("tier-boundary", Severity.ERROR, lambda _e, _o: [], "", {"tags": ("PII",)})]
    wrong = MappingProxyType({"tag": ["a"], "tags": "PII"})

    assert problems(
        project,
        listed,
        tier_boundry=PolicySetting(line=3),
        tier_boundary=PolicySetting(options=wrong, line=7),
    ) == [
        Problem(
            Place("dbt_treaty.yml", 3),
            "there is no policy 'tier-boundry'",
            'did you mean "tier-boundary"?\n    allowed: tier-boundary',
        ),
        Problem(
            Place("dbt_treaty.yml", 7),
            "the option 'tags' of tier-boundary is 'PII', and must be a list of texts",
            "its default is ['PII']",
        ),
        Problem(
            Place("dbt_treaty.yml", 7),
            "the policy tier-boundary has no option 'tag'",
            'did you mean "tags"?\n    allowed: domains, severity, tags, tiers',
        ),
    ]


@pytest.mark.parametrize(
    ("default", "value", "wanted"),
    [
        (730, "730", "a whole number"),
        (730, True, "a whole number"),
        (True, 1, "true or false"),
        ("x", 1, "a text"),
        (("x",), ["y", 1], "a list of texts"),
    ],
)
def test_an_option_has_the_type_of_its_default(
    project: Project, default: object, value: object, wanted: str
) -> None:
    listed = [Policy("a", Severity.ERROR, lambda _e, _o: [], "", {"option": default})]
    setting = PolicySetting(options=MappingProxyType({"option": value}))

    (problem,) = problems(project, listed, a=setting)

    assert problem.what == f"the option 'option' of a is {value!r}, and must be {wanted}"


def test_the_canon_is_in_order() -> None:
    names = [each.name for each in POLICIES]

    assert len(set(names)) == len(names)
    assert all(each.judge.__module__.endswith(each.name.replace("-", "_")) for each in POLICIES)
    assert all(each.summary and not each.summary.endswith(".") for each in POLICIES)
