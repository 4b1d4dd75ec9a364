from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from dbt_treaty.authored import installed
from dbt_treaty.conftest import Reported
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity

GOOD = Policy("acme-naming", Severity.WARN, lambda _e, _o: [], "names we do not use")
SEVERAL = [GOOD, Policy("acme-owner", Severity.ERROR, lambda _e, _o: [], "x")]
NAMELESS = Policy("Acme Naming", Severity.WARN, lambda _e, _o: [], "x")
NUMBER = 7
SHOP = "models: {shop.derived.a: {sql: select 1 as a}}"


def leaving(_evidence: Evidence, _options: Options) -> list[Finding]:
    raise SystemExit(0)


LEAVING = Policy("acme-leaving", Severity.ERROR, leaving, "x")


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> object:
    def put(**points: str) -> None:
        found = [
            EntryPoint(name, f"{__name__}:{value}", installed.GROUP)
            for name, value in points.items()
        ]
        monkeypatch.setattr(installed, "entry_points", lambda **_group: found)

    monkeypatch.setitem(__import__("sys").modules, __name__, __import__("sys").modules[__name__])
    return put


def test_a_package_brings_policies(install, reported: Reported) -> None:  # type: ignore[no-untyped-def]
    install(acme="SEVERAL")

    report = reported(SHOP)

    assert [(rule.name, rule.severity) for rule in report.own] == [
        ("acme-naming", Severity.WARN),
        ("acme-owner", Severity.ERROR),
    ]
    assert {rule.origin for rule in report.own} == {f"the package ?, acme = {__name__}:SEVERAL"}


@pytest.mark.parametrize(
    ("value", "name", "what"),
    [
        ("NOWHERE", "acme", "can't be imported: AttributeError"),
        ("NUMBER", "acme", "is int, and must be a Policy"),
        ("NAMELESS", "acme", "has a policy named 'Acme Naming'"),
        ("LEAVING", "acme-leaving", "This policy is broken: SystemExit: 0"),
    ],
)
def test_a_package_that_broke_is_a_finding(  # type: ignore[no-untyped-def]
    install, reported: Reported, value: str, name: str, what: str
) -> None:
    install(acme=value)

    (finding,) = [f for f in reported(SHOP).findings if f.policy == name]

    assert (finding.severity, finding.unjudged) == (Severity.ERROR, True)
    assert what in finding.message
