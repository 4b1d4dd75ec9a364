"""SQL policies from file to finding, and those that must not get anywhere."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dbt_treaty.authored.sql import session
from dbt_treaty.authored.sql.policy import sql_policy
from dbt_treaty.conftest import Project
from dbt_treaty.errors import TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.policy_file import PolicyFile

PAGE = """
sources:
  customer.raw.users:
    columns: {id: [], email: [PII]}
models:
  customer.derived.users_clean:
    sql: select id, lower(email) as address from {{ source('customer_raw', 'users') }}
  customer.product.customer_dim:
    sql: |
      select
        id,
        address as contact
      from {{ ref('users_clean') }}
    contract:
      schema: [{name: id, type: integer}, {name: contact, type: string}]
"""
ODD = (
    'a "name"',
    "it's",
    "a\\nb\n\tc",
    "[x, y]",
    "null",
    "'",
    "\\",
    "{}",
    "née",
    "a\u2028b",
    "a,b;c",
)
PUBLIC_PII = """\
-- summary: personal data that a product shows
-- severity: warn
-- message: {column_name} shows {origin}.
-- exceptable_days: 30
select
    tags.node_unique_id,
    tags.column_name,
    tags.origin_column_name as origin,
    tags.trail
from {{ info_schema('tags') }} as tags
join {{ info_schema('models') }} as models on models.unique_id = tags.node_unique_id
where models.is_public
"""


def file(text: str) -> PolicyFile:
    return PolicyFile("policies/public_pii.sql", text)


def problems(text: str, evidence: Evidence) -> list[str]:
    with pytest.raises(TreatyError) as caught:
        list(sql_policy(file(text)).judge(evidence, {}))
    return [str(problem).splitlines()[0] for problem in caught.value.problems]


def test_a_row_is_a_finding(project: Project) -> None:
    policy = sql_policy(file(PUBLIC_PII))

    assert (policy.name, policy.severity, policy.exceptable_days) == (
        *("public-pii", Severity.WARN, 30),
    )
    assert (policy.summary, policy.origin) == (
        "personal data that a product shows",
        "policies/public_pii.sql",
    )
    assert list(policy.judge(project(PAGE), {})) == [
        Finding(
            policy="public-pii",
            severity=Severity.WARN,
            resource="model.mesh.customer_dim.v1",
            message="contact shows email.",
            help="Mend what the row shows, so that the query in policies/public_pii.sql returns "
            "it no more.",
            column="contact",
            path="models/customer/product/customer_dim.sql",
            line=3,
            trail=(
                "source.mesh.customer_raw.users.email",
                "model.mesh.users_clean.address",
                "model.mesh.customer_dim.v1.contact",
            ),
        )
    ]


def test_everything_reaches_duckdb_as_it_is(project: Project) -> None:
    evidence = project(PAGE)
    text = "select column_name as message, tags as marks from {{ info_schema('columns') }}"
    object.__setattr__(evidence.graph, "columns", {"source.mesh.customer_raw.users": ODD})

    found = [each.message for each in sql_policy(file(text)).judge(evidence, {})]

    assert found == ["id", "contact", *(" ".join(name.split()) for name in ODD)]


def test_an_endless_query_is_stopped(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session.Session.__init__, "__defaults__", (0.3,))
    endless = (
        "with recursive t(i) as (select 1 union all select i + 1 from t)\n"
        "select count(*) from t, {{ info_schema('models') }}"
    )
    evidence = project(PAGE)

    assert problems(endless, evidence) == [
        "policies/public_pii.sql: it ran longer than 0.3 seconds and was stopped"
    ]
    assert len(list(sql_policy(file(PUBLIC_PII)).judge(evidence, {}))) == 1


def test_memory_has_a_limit(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = (each.replace("'2GB'", "'64MB'") for each in session._SETTINGS)
    monkeypatch.setattr(session, "_SETTINGS", tuple(settings))
    hungry = (
        "select list(i || repeat('x', 99)) from {{ info_schema('project') }}, range(9999999) t(i)"
    )

    assert problems(hungry, project(PAGE)) == [
        "policies/public_pii.sql: it needs more memory than it may have (2GB)"
    ]


def test_too_many_rows_are_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MOST_ROWS", 3)
    many = "select i as line from {{ info_schema('project') }}, range(1, 9) r(i)"
    policy = sql_policy(file(many))
    found: list[Finding] = []

    with pytest.raises(TreatyError, match="more than"):
        for each in policy.judge(project(PAGE), {}):
            found.append(each)  # what was found before it fails is kept

    assert [each.line for each in found] == [1, 2, 3]


def test_without_duckdb_a_policy_says_what_to_install(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)

    with pytest.raises(TreatyError) as caught:
        list(sql_policy(file(PUBLIC_PII)).judge(project(PAGE), {}))

    assert str(caught.value) == (
        "policies/public_pii.sql: policies in SQL run on DuckDB, and it is not installed\n"
        "    pip install 'dbt-treaty[sql]'"
    )


@pytest.mark.parametrize("version", ["1.1.3", "0.10.2"])
def test_an_old_duckdb_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    old = ModuleType("duckdb")
    monkeypatch.setattr(old, "__version__", version, raising=False)
    monkeypatch.setitem(sys.modules, "duckdb", old)

    assert problems(PUBLIC_PII, project(PAGE)) == [
        f"policies/public_pii.sql: policies in SQL need DuckDB 1.2 or newer, and this is {version}"
    ]


def test_header_and_template_are_told_at_once() -> None:
    with pytest.raises(TreatyError) as caught:
        sql_policy(file("-- severity: off\nfrom {{ ref('x') }}"))

    assert [problem.place.line for problem in caught.value.problems] == [1, 2]


def test_tables_are_loaded_once_and_go_with_the_evidence(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    loaded: list[str] = []
    whole, load = session.Session.__init__, session.Session._load_rows

    def made_one(self: session.Session, *given: Any) -> None:
        whole(self, *given)
        made.append(self._folder.name)

    def loaded_one(self: session.Session, table: Any, evidence: Any) -> None:
        loaded.append(table.name)
        load(self, table, evidence)

    monkeypatch.setattr(session.Session, "__init__", made_one)
    monkeypatch.setattr(session.Session, "_load_rows", loaded_one)
    evidence = project(PAGE)
    for text in (PUBLIC_PII, "select 1 from {{ info_schema('seeds') }}", PUBLIC_PII):
        list(sql_policy(file(text)).judge(evidence, {}))

    assert (len(made), loaded) == (1, ["tags", "nodes"])
    assert list(Path(made[0]).iterdir()) == []
    del evidence
    gc.collect()
    assert not Path(made[0]).exists()


def test_what_no_terminal_should_get_is_a_question_mark(
    project: Project,
) -> None:
    evidence = project(PAGE.replace("customer_dim:\n", "customer_dim:\n    meta: {}\n"))
    configuration = evidence.project.configuration
    object.__setattr__(configuration, "compute_region", "eu\ud800\x1bwest")
    text = "select compute_region as message from {{ info_schema('project') }}"

    (found,) = sql_policy(file(text)).judge(evidence, {})

    assert found.message == "eu??west"
