from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dbt_treaty.authored.rego.conftest import SHOP, Judge
from dbt_treaty.authored.rego.documents import Documents
from dbt_treaty.authored.rego.policies import rego_policies
from dbt_treaty.authored.rego.question import PARTS, Question, Unit
from dbt_treaty.conftest import Project, Reported
from dbt_treaty.findings import Report, Severity
from dbt_treaty.project.policy_file import PolicyFile

PAGE = """
configuration: {domain: shop, policy_paths: [policies], compute_region: eu-west-1}
sources:
  shop.raw.users: {columns: {email: [PII], id: []}}
models:
  shop.derived.users: {sql: "select id, email as mail from {{ source('shop_raw', 'users') }}"}
  shop.product.people:
    sql: select id, mail from {{ ref('users') }}
    contract:
      schema:
        - {name: id, type: integer}
        - {name: mail, type: string, tags: [PII], mask: tokenize}
hooks: {on-run-end: ["select count(*) from {{ ref('users') }}"]}
"""


def said(report: Report) -> list[tuple[str, str, str, str | None, str, int]]:
    return [
        (f.message, f.severity.value, f.resource, f.column, f.path, f.line) for f in report.findings
    ]


OBJECTS = """
package mesh.objects

import rego.v1

deny contains {"msg": "of a column", "column": "mail", "severity": "warn", "help": "Mend it."} if {
	input.pipeline.name == "people"
}

warn contains {"message": "of another", "resource": "shop.derived.users", "column": "mail"} if {
	input.pipeline.name == "people"
}

warn contains "a text" if input.tier == "product"
"""


def test_a_message_is_a_text_or_an_object(judge_by: Judge) -> None:
    report = judge_by({"objects.rego": OBJECTS}, PAGE)

    path, users = "models/shop/product/people.sql", "models/shop/derived/users.sql"
    assert said(report) == [
        ("of another", "warn", "model.mesh.users", "mail", users, 1),
        ("a text", "warn", "model.mesh.people.v1", None, path, 0),
        ("of a column", "warn", "model.mesh.people.v1", "mail", path, 1),
    ]
    assert [f.help for f in report.findings] == [
        "See policies/objects.rego:6.",
        "See policies/objects.rego:6.",
        "Mend it.",
    ]
    assert report.findings[0].trail == (
        "source.mesh.shop_raw.users.email",
        "model.mesh.users.mail",
    )


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ('deny["old set"] { input.tier }', ["old set"]),
        ('deny contains "new set" if input.tier', ["new set"]),
        ('deny := "one" if input.tier', ["one"]),
        ('deny := ["a", "b"] if input.tier', ["a", "b"]),
        ('deny := {"msg": "object"} if input.tier', ["object"]),
        ("deny { input.tier }", ["deny holds, and does not say why"]),
        ("default deny = false\ndeny { input.tier == 1 }", []),
        ('deny["é ü — \\"q\\" \\n n"] { input.tier }', ['é ü — "q" \n n']),
        ('p[x] { x := "a" }\ndeny["in"] { "a" in p; input.tier }', ["in"]),
        ('p[x] { x := "a" }\ndeny["eq"] { p == {"a"}; input.tier }', ["eq"]),
        ('p[x] { x := "a" }\ndeny["minus"] { count(p - {"a"}) == 0; input.tier }', ["minus"]),
        ("allow { input.tier }\ndeny[m] { false; m := input.tier }", []),
    ],
)
def test_every_form_of_a_rule(judge_by: Judge, rule: str, found: list[str]) -> None:
    report = judge_by({"p.rego": f"package mesh.p\n\n{rule}\n"})

    assert [finding.message for finding in report.findings] == found


@pytest.mark.parametrize(
    ("asks", "evaluated"),
    [
        ("input.tier", ["people", "users", "hook"]),
        ("input.pipeline.name", ["people", "users", "hook"]),
        ("input.column.name", ["id", "mail", "id", "mail"]),
        ("input.ancestors", ["id", "mail", "id", "mail"]),
        ("input.models", ["project"]),
        ("input.compute_region", ["project"]),
        ("input.exceptions", ["project"]),
        ("true", ["project"]),
        ("count(input) > 0", ["people", "users", "hook"]),
    ],
)
def test_once_a_project_a_model_or_a_column(
    project: Project, asks: str, evaluated: list[str]
) -> None:
    text = f'package mesh.p\n\ndeny[msg] {{\n  {asks}\n  msg := "x"\n}}\n'
    (policy,) = rego_policies([PolicyFile("p.rego", text)])
    rules = policy.judge.args[1]  # type: ignore[attr-defined]

    cases = list(Documents(project(PAGE)).cases(rules.question.unit))

    assert [
        case.column.ref.column
        if case.column
        else {"operation": "hook"}.get(case.resource.kind, case.resource.name)
        if case.resource
        else "project"
        for case in cases
    ] == evaluated


SCHEMA = Path(__file__).with_name("input.schema.json")


@pytest.mark.parametrize("unit", Unit)
def test_every_input_is_as_the_published_schema_says(project: Project, unit: Unit) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == {part for parts in PARTS.values() for part in parts}
    validator = Draft202012Validator(schema)

    documents = [each for _, each in Documents(project(PAGE)).of(Question(unit, PARTS[unit]))]

    assert documents
    assert [error.message for each in documents for error in validator.iter_errors(each)] == []
    assert not [each for each in documents if "null" in json.dumps(each)]


def test_the_whole_input_of_a_column(project: Project) -> None:
    (document,) = [
        document
        for case, document in Documents(project(PAGE)).of(Question(Unit.COLUMN, PARTS[Unit.COLUMN]))
        if case.column and case.resource
        if (case.resource.name, case.column.ref.column) == ("people", "mail")
    ]

    column: dict[str, Any] = {
        "name": "mail",
        "type": "string",
        "mask": "tokenize",
        "tags": ["PII"],
        "inherited_tags": ["PII"],
    }
    users = {
        "id": "model.mesh.users",
        "table": "users",
        "domain": "shop",
        "tier": "derived",
    }
    raw = {"id": "source.mesh.shop_raw.users", "table": "users", "domain": "shop", "tier": "raw"}
    assert document["columns"] == document["schema"] == [column]
    assert document["column"] == column
    assert document["ancestors"] == {
        "mail": [
            {**users, "name": "shop.derived.users.mail", "column": "mail", "tags": ["PII"]},
            {**raw, "name": "shop.raw.users.email", "column": "email", "tags": ["PII"]},
        ]
    }
    assert document["lineage"] == [
        {**users, "name": "shop.derived.users", "kind": "model", "tags": []}
    ]
    assert document["pipeline"]["tier"] == document["tier"] == "product"
    assert (document["input_version"], document["compute_region"]) == (1, "eu-west-1")


def test_packages_use_each_other(judge_by: Judge) -> None:
    library = "package lib.names\n\nshout(x) = y { y := upper(x) }\n"
    text = """
package mesh.loud

import data.lib.names

deny[msg] {
  msg := names.shout(input.pipeline.name)
}
"""
    report = judge_by({"lib/names.rego": library, "loud.rego": text})

    assert [finding.message for finding in report.findings] == ["ORDERS"]
    assert [rule.name for rule in report.own] == ["policy-paths", "mesh.loud"]


def test_two_files_of_one_package_are_one_policy(judge_by: Judge) -> None:
    one = 'package mesh.p\n\nmsg_of(x) = sprintf("%v is here", [x])\n\ndeny["one"] { input.tier }\n'
    two = "package mesh.p\n\ndeny[msg] { msg := msg_of(input.pipeline.name) }\n"

    report = judge_by({"a.rego": one, "b.rego": two})

    assert [f.message for f in report.findings] == ["one", "orders is here"]
    assert [rule.name for rule in report.own] == ["policy-paths", "mesh.p"]


def test_tests_of_policies_are_no_policies(judge_by: Judge) -> None:
    good = 'package mesh.p\n\ndeny["no"] { input.tier == "x" }\n'
    test = "package mesh.p_test\n\ntest_it { data.mesh.p.deny }\n"

    report = judge_by({"p.rego": good, "p_test.rego": test})

    assert (report.findings, [rule.name for rule in report.own]) == (
        (),
        ["policy-paths", "mesh.p"],
    )


def test_a_setting_and_an_exception_hold_for_it(judge_by: Judge) -> None:
    text = 'package mesh.p\n\ndeny["no"] { input.tier }\n'
    warns = SHOP.replace("[policies]", "[policies], policies: {mesh.p: warn}")
    off = SHOP.replace("[policies]", "[policies], policies: {mesh.p: off}")
    grant = """
exceptions:
  x.yaml: {policy: mesh.p, scope: {model: orders}, granted_by: me, reason: r, expires: "2026-12-01"}
"""
    assert [f.severity for f in judge_by({"p.rego": text}, warns).findings] == [Severity.WARN]
    silent = judge_by({}, off)
    assert silent.findings == ()
    assert any(note.startswith("The policy mesh.p is off") for note in silent.notes)
    (excepted,) = judge_by({}, SHOP + grant).findings
    assert excepted.severity is Severity.WARN
    assert excepted.exception is not None


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBT_TREATY_TODAY", "2026-11-21")


def test_the_clock_of_a_policy_is_the_tools(judge_by: Judge) -> None:
    text = """
package mesh.clock

deny[msg] {
  now := time.now_ns()
  time.date(now) == [2026, 11, 21]
  time.clock(now) == [0, 0, 0]
  time.parse_rfc3339_ns("2026-11-20T23:59:59Z") < now
  msg := input.today
}
"""
    assert [f.message for f in judge_by({"c.rego": text}).findings] == ["2026-11-21"]


REGIONAL = """
package mesh.p

deny[msg] {
  input.compute_region != "eu-west-1"
  msg := sprintf("%v in %v", [input.pipeline.name, input.compute_region])
}
"""


def test_where_the_region_is_not_known(judge_by: Judge) -> None:
    (finding,) = judge_by({"p.rego": REGIONAL}).findings

    assert (finding.path, finding.line, finding.unjudged) == ("policies/p.rego", 5, True)
    assert finding.message == (
        "This policy can't judge: it asks for input.compute_region, and nothing says where this "
        "project computes."
    )


def test_a_policy_may_say_what_it_means_without_a_region(judge_by: Judge) -> None:
    text = REGIONAL + 'deny["nowhere"] { not input.compute_region; input.tier }\n'

    assert [f.message for f in judge_by({"p.rego": text}).findings] == ["nowhere"]


def test_each_region_it_may_compute_in_is_judged(judge_by: Judge) -> None:
    page = SHOP.replace(
        "[policies]", "[policies], compute_region: {a: us-east-1, b: eu-west-1, c: us-west-2}"
    )

    assert [f.message for f in judge_by({"p.rego": REGIONAL}, page).findings] == [
        "orders in us-east-1",
        "orders in us-west-2",
    ]


def test_the_narrow_exceptions_of_others_are_not_told(judge_by: Judge) -> None:
    text = """
package mesh.p

deny[msg] {
  not input.exceptions.leave_it
  msg := input.pipeline.name
}
"""
    page = (
        PAGE
        + """
exceptions:
  leave_it.yaml:
    {policy: mesh.p, scope: {model: users}, granted_by: me, reason: r, expires: "2026-12-01"}
"""
    )
    found = judge_by({"p.rego": text}, page).findings

    assert [f.message for f in found] == ["the on-run-end hook", "people"]


HEEDED = """
package mesh.p

deny[msg] {
  not input.exceptions.leave_it
  not input.exceptions.other
  input.pipeline.name != "people"
  msg := input.pipeline.name
}
"""


@pytest.mark.parametrize(
    ("policy", "scope", "is_idle"),
    [
        ("mesh.p", "{model: users}", False),
        ("mesh.p", "{model: people}", True),  # of which nothing would be said without it
        ("mesh.q", "{model: users}", False),  # another one's, and this one looks for its name
    ],
)
def test_an_exception_that_a_policy_heeds_itself_is_not_idle(
    judge_by: Judge, reported: Reported, policy: str, scope: str, is_idle: bool
) -> None:
    other = 'package mesh.q\n\ndeny["no"] { input.tier == "none" }\n'
    grant = f"policy: {policy}, scope: {scope}, granted_by: me, reason: r"
    page = PAGE + f'exceptions:\n  leave_it.yaml: {{{grant}, expires: "2026-12-30"}}\n'
    judge_by({"p.rego": HEEDED, "q.rego": other}, page)
    told = [f.message for f in reported(page).findings if f.policy == "expired-exception"]

    idle = f"matches nothing: there is no finding of {policy} that it covers."
    assert told == [f"The exception leave_it, granted by me, {idle}"] * is_idle


_REPORT = """
import sys
from pathlib import Path
import yaml
from dbt_treaty.check import judged
from dbt_treaty.pages.page_project import page_project
from dbt_treaty.reporters.json_report import render_json
page, root = yaml.safe_load(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
print(render_json(judged(page_project(page, root)).report))
"""


def test_the_report_is_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "objects.rego").write_text(OBJECTS, encoding="utf-8")
    (tmp_path / "page.yaml").write_text(PAGE, encoding="utf-8")

    def report(seed: str, processes: str) -> bytes:
        known = {**os.environ, "PYTHONHASHSEED": seed, "DBT_TREATY_PROCESSES": processes}
        arguments = [str(tmp_path / "page.yaml"), str(tmp_path)]
        command = [sys.executable, "-c", _REPORT, *arguments]
        return subprocess.run(command, check=True, capture_output=True, env=known).stdout

    assert len({report("1", "1"), report("2", "2"), report("3", "4")}) == 1
