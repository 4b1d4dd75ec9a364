from dbt_treaty.configuration.model import Configuration, PolicySetting
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.judging.silent import silent_policies


def test_what_is_off_or_broken_says_nothing() -> None:
    settings = {
        "retention": PolicySetting(severity=Severity.OFF),
        "unknown-owner": PolicySetting(severity=Severity.WARN),
        "pii-unmasked": PolicySetting(tiers={"raw": Severity.OFF}),
    }
    findings = [
        Finding("unknown-owner", Severity.ERROR, "model.p.a", "nobody owns it", ""),
        Finding("own", Severity.ERROR, "", "could not judge", "", unjudged=True),
    ]
    found = silent_policies(findings, Configuration(policies=settings))
    assert found == {"retention", "own"}
