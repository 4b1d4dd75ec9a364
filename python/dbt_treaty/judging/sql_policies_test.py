"""Policies in SQL as a project has them: what is refused of them is an error of the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dbt_treaty.authored.sql.policy import sql_policy
from dbt_treaty.configuration.model import PolicySetting
from dbt_treaty.conftest import Project
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.judging.judge import judge
from dbt_treaty.project.policy_file import PolicyFile

PAGE = """
models:
  orders.product.facts: {sql: select 1 as order_id}
"""
BROKEN = {
    "second": "select 1 from {{ info_schema('models') }};\nselect 2",
    "copy": "copy (from {{ info_schema('models') }}) to '/tmp/x.csv'",
    "reads": "from {{ info_schema('models') }}, read_csv('/etc/passwd')",
    "attach": "-- {{ info_schema('models') }}\nattach '/tmp/x.db'",
    "typo": "select nme from {{ info_schema('models') }}",
}


def judged(project: Project, texts: dict[str, str], severity: Severity | None) -> list[Finding]:
    policies = [sql_policy(PolicyFile(f"p/{name}.sql", text)) for name, text in texts.items()]
    evidence = project(PAGE)
    settings = {policy.name: PolicySetting(severity) for policy in policies}
    configuration = replace(evidence.project.configuration, policies=settings)
    changed = replace(evidence.project, configuration=configuration)
    return list(judge(replace(evidence, project=changed), policies))


@pytest.mark.parametrize("severity", [None, Severity.WARN])
def test_what_is_refused_is_an_error_whatever_is_set(
    project: Project, severity: Severity | None
) -> None:
    found = judged(project, BROKEN, severity)

    assert [(each.policy, each.severity, each.path, each.line) for each in found] == [
        ("attach", Severity.ERROR, "p/attach.sql", 2),
        ("copy", Severity.ERROR, "p/copy.sql", 1),
        ("reads", Severity.ERROR, "p/reads.sql", 1),
        ("second", Severity.ERROR, "p/second.sql", 2),
        ("typo", Severity.ERROR, "p/typo.sql", 1),
    ]


def test_a_setting_weighs_what_is_found(project: Project) -> None:
    rule = {"all": "select unique_id from {{ info_schema('models') }}"}

    assert [f.severity for f in judged(project, rule, None)] == [Severity.ERROR]
    assert [f.severity for f in judged(project, rule, Severity.WARN)] == [Severity.WARN]
    assert judged(project, rule, Severity.OFF) == []
