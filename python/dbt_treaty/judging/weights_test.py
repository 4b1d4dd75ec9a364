from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from dbt_treaty.configuration.model import PolicySetting
from dbt_treaty.conftest import Project
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.eased import eased
from dbt_treaty.judging.judge import judge
from dbt_treaty.judging.settings import STRICT_OPTIONS, policy_options

PAGE = """
configuration: {settings}
sources:
  customer.raw.users: {{columns: {{email: [PII]}}}}
models:
  legacy.derived.old: {{sql: select 1 as a}}
  orders.raw.landed: {{sql: select 1 as a}}
  orders.product.order_facts:
    sql: select 1 as order_id
    contract: {{schema: [{{name: order_id, type: integer}}]}}
"""
DAY = date(2026, 11, 21)
NAMES = {"old": "legacy", "landed": "raw", "order_facts": "product", "nowhere": "nowhere"}


def heavy(severity: Severity) -> Policy:
    """A policy that finds something on every model, and in a file of no resource."""

    def look(evidence: Evidence, _options: Options) -> list[Finding]:
        models = [r for r in evidence.project.resources.values() if r.kind == "model"]
        found = [Finding("heavy", severity, each.id, "m", "h") for each in models]
        return [*found, Finding("heavy", severity, "", "nowhere", "h", path="x.sql")]

    return Policy("heavy", severity, look, "things")


def weights(project: Project, settings: str, severity: Severity = Severity.ERROR) -> dict[str, str]:
    found = judge(project(PAGE.format(settings=settings)), [heavy(severity)])
    return {
        (each.resource.split(".")[2] if each.resource else each.message): each.severity.value
        for each in found
    }


@pytest.mark.parametrize(
    ("setting", "changed"),
    [
        ("{}", {}),
        ("warn", {"old": "warn", "landed": "warn", "order_facts": "warn", "nowhere": "warn"}),
        ("{domains: {legacy: warn}}", {"old": "warn"}),
        ("{tiers: {raw: off}}", {"landed": None}),
        ("{tiers: {raw: off}, domains: {orders: warn}}", {"landed": "warn", "order_facts": "warn"}),
        (
            "{severity: warn, tiers: {product: error}}",
            {"old": "warn", "landed": "warn", "nowhere": "warn"},
        ),
        (
            "{severity: off, domains: {legacy: error}}",
            {"landed": None, "order_facts": None, "nowhere": None},
        ),
        ("{severity: off, tiers: {raw: off}}", dict.fromkeys(NAMES)),
    ],
)
def test_a_setting_may_depend_on_domain_and_tier(
    project: Project, setting: str, changed: dict[str, str | None]
) -> None:
    everywhere = dict.fromkeys(NAMES, "error")
    expected = {name: each for name, each in {**everywhere, **changed}.items() if each}
    assert weights(project, f"{{policies: {{heavy: {setting}}}}}") == expected


def test_a_finding_in_a_contracts_file_has_the_contracts_owner(project: Project) -> None:
    def look(_evidence: Evidence, _options: Options) -> list[Finding]:
        path = "contracts/orders.product.order_facts.contract.yaml"
        return [Finding("heavy", Severity.ERROR, "", "m", "h", path=path)]

    page = PAGE.format(settings="{policies: {heavy: {tiers: {product: warn}}}}")
    policy = replace(heavy(Severity.ERROR), judge=look)
    assert [each.severity.value for each in judge(project(page), [policy])] == ["warn"]


def test_a_domain_that_nothing_has_is_told(project: Project) -> None:
    settings = "{policies: {heavy: {severity: off, domains: {legcay: error}}}}"
    (told,) = judge(project(PAGE.format(settings=settings)), [heavy(Severity.ERROR)])
    assert told == Finding(
        "heavy",
        Severity.WARN,
        "",
        "`domains` of heavy has 'legcay', and nothing here belongs to it.",
        'Did you mean "legacy"? Domains: customer, legacy, orders.',
        path="dbt_treaty.yml",
        line=2,
    )


def test_strict_makes_errors_of_warnings(project: Project) -> None:
    errors, warnings = dict.fromkeys(NAMES, "error"), dict.fromkeys(NAMES, "warn")
    assert weights(project, "{preset: strict}", Severity.WARN) == errors
    assert weights(project, "{preset: recommended}", Severity.WARN) == warnings
    own = "{preset: strict, policies: {heavy: warn}}"
    assert weights(project, own, Severity.WARN) == warnings
    place = "{preset: strict, policies: {heavy: {tiers: {raw: warn}}}}"
    assert weights(project, place, Severity.WARN) == {**errors, "landed": "warn"}


def test_strict_leaves_a_grant_that_holds_its_word(project: Project) -> None:
    grant = {"policy": "heavy", "scope": {"model": "old"}, "granted_by": "@x", "reason": "y"}
    page = f"""
exceptions: {{a.yaml: {json.dumps({**grant, "expires": "2026-11-30", "granted_on": "2026-11-01"})}}}
configuration: {{preset: strict}}
models:
  legacy.derived.old: {{sql: select 1 as a}}
"""
    evidence = replace(project(page), today=DAY)
    wanted = [each for each in POLICIES if each.name == "expired-exception"]
    found = judge(evidence, [heavy(Severity.ERROR), *wanted])
    assert [(each.policy, each.severity.value, bool(each.exception)) for each in found] == [
        ("heavy", "warn", True),
        ("expired-exception", "warn", False),
        ("heavy", "error", False),
    ]


def test_strict_narrows_some_limits_and_the_policys_own_setting_wins() -> None:
    by_name = {policy.name: policy for policy in POLICIES}
    assert STRICT_OPTIONS.keys() <= by_name.keys()
    for name, options in STRICT_OPTIONS.items():
        policy = by_name[name]
        assert options.keys() <= policy.options.keys()
        setting = PolicySetting()
        assert policy_options(policy, setting, "strict") == {**policy.options, **options}
        own = PolicySetting(options={"most_days": 700} if name == "retention" else {"days": 91})
        assert policy_options(policy, own, "strict") == {**policy.options, **own.options}
        assert policy_options(policy, setting) == policy.options


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("{tiers: {raw: warn}}", []),
        ("{tiers: {raw: off, product: error}}", ["heavy is off in the tier raw"]),
        (
            "{tiers: {raw: off}, domains: {legacy: off}}",
            ["heavy is off in the domain legacy and the tier raw"],
        ),
        ("{severity: off, domains: {legacy: error}}", ["heavy is off"]),
        ("off", ["heavy is off"]),
    ],
)
def test_what_is_off_somewhere_is_told(project: Project, setting: str, told: list[str]) -> None:
    page = PAGE.format(settings=f"{{policies: {{heavy: {setting}}}}}")
    configuration = project(page).project.configuration
    endings = {
        "off": ": nothing is judged by it.",
        "{severity: off, domains: {legacy: error}}": ", save in the domain legacy.",
    }
    ending = endings.get(setting, ".")
    assert list(eased(configuration, [heavy(Severity.ERROR)])) == [
        f"The policy {each} (dbt_treaty.yml:2){ending}" for each in told
    ]
