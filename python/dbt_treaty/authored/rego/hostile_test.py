"""Policies that are broken or mean harm: told as what they are, never taken for a pass."""

from __future__ import annotations

from textwrap import dedent

import pytest

from dbt_treaty.authored.rego import evaluators, policies
from dbt_treaty.authored.rego.conftest import SHOP, Judge
from dbt_treaty.findings import Finding, Severity

HEAD = "package mesh.bad\n\n"


def unjudged(judge_by: Judge, text: str, page: str = SHOP) -> Finding:
    (finding,) = judge_by({"bad.rego": dedent(text)}, page).findings
    assert finding.unjudged
    assert finding.severity is Severity.ERROR
    return finding


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ('deny[msg] {\n  msg := "x" "y"\n}\n', 4, "Invalid literal"),
        ('\n\ndeny[msg] { msg := "x"\n', 5, "this is unclosed"),
        ("f(x) = y { y := f(x) }\ndeny[msg] { msg := f(1) }\n", 4, "Recursion detected"),
        ('p { q }\nq { p }\ndeny["x"] { p }\n', 5, "Recursion detected"),
        ("\ndeny[msg] {\n  msg := nosuch(1)\n}\n", 5, "Function not found: nosuch"),
        (
            'deny[msg] {\n  msg := http.send({"url": "http://127.0.0.1"})\n}\n',
            4,
            "asks the network",
        ),
        ("deny[msg] {\n  msg := opa.runtime()\n}\n", 4, "tells of the machine"),
        ('deny[msg] {\n  msg := rand.intn("x", 5)\n}\n', 4, "is another each time"),
        ('deny[m] { m := sprintf("100%% %q", [input.tier]) }\n', 3, "does not know %q"),
        ("deny[msg] { msg := 1 / 0 }\n", 3, "divide by zero"),
        ('deny[msg] { x := to_number("x"); msg := x }\n', 3, "mesh.bad"),
        ("deny[msg] {\n  msg := upstrem.name\n}\n", 4, "nothing gives the variable 'upstrem'"),
        ("deny[msg] {\n  msg := input.lineages\n}\n", 4, "the input has no 'lineages'"),
        ('import data.lib.x\ndeny[msg] { msg := "x" }\n', 3, "no package of the policies holds"),
        ("denied[msg] { msg := input.tier }\n", 1, "no rule named deny, warn, allow"),
        ("deny[msg] { msg := 7 }\n", 3, "a message is a text or an object"),
        ('deny[msg] { msg := {"text": "x"} }\n', 3, "a message of deny has text"),
        ('deny[msg] { msg := {"msg": "x", "severity": "fatal"} }\n', 3, "weighs 'fatal'"),
        ('deny[msg] { msg := {"msg": "x", "resource": "no"} }\n', 3, "a message names 'no'"),
        ("deny[msg] { msg := input.models[0].tier; input.tier }\n", 3, "of one model, and for"),
        (
            'deny[m] { m := concat("", [x | numbers.range(1, 3000)[_]; x := "a"]) }\n',
            3,
            "a message has 3,000 characters",
        ),
    ],
)
def test_a_policy_that_can_t_judge_is_an_error_at_its_line(
    judge_by: Judge, body: str, line: int, what: str
) -> None:
    finding = unjudged(judge_by, HEAD + body)

    assert (finding.path, finding.line) == ("policies/bad.rego", line)
    assert what in finding.message or what == finding.policy


def test_no_severity_and_no_exception_makes_it_less(judge_by: Judge) -> None:
    page = SHOP.replace(
        "policy_paths: [policies]", "policy_paths: [policies], policies: {mesh.bad: warn}"
    )
    grant = """
exceptions:
  x.yaml:
    {policy: mesh.bad, scope: {path: "*"}, granted_by: me, reason: r, expires: "2999-01-01"}
"""
    assert unjudged(judge_by, HEAD + "deny[msg] { msg := nosuch(1) }\n", page + grant)


SLOW = """
deny[msg] {
  some a, b, c
  numbers.range(1, 2000)[a]
  numbers.range(1, 2000)[b]
  numbers.range(1, 2000)[c] == 0
  msg := "never"
}
"""


@pytest.mark.parametrize(
    ("patience", "told"), [(300, "1 second of computing"), (0.5, "0.5 seconds of waiting")]
)
def test_an_endless_policy_is_ended(
    judge_by: Judge, monkeypatch: pytest.MonkeyPatch, patience: float, told: str
) -> None:
    monkeypatch.setattr(evaluators, "_PATIENCE", patience)
    page = SHOP.replace(
        "policy_paths: [policies]",
        "policy_paths: [policies], policies: {mesh.bad: {seconds: 1}}",
    )
    finding = unjudged(judge_by, HEAD + SLOW, page)

    assert finding.message == (f"This policy can't judge: it took more than {told} and was ended.")


def test_enormous_output_is_refused(judge_by: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dbt_treaty.authored.rego.bench._MOST_BYTES", 1000)
    text = 'deny[msg] { x := numbers.range(1, 200)[_]; msg := sprintf("%d", [x]) }\n'

    finding = unjudged(judge_by, HEAD + text)

    assert finding.message == ("This policy can't judge: it says more than 1,000 bytes in all.")


def test_what_breaks_the_engine_breaks_one_policy(judge_by: Judge) -> None:
    crash = 'deny[m] { c := {"name": "zz"}; x := input.lineage with input as {"a": [c]}; '
    crash += 'y := data.mesh.bad.p with input as {"t": "a"}; m := "x" }\np { input.tier != "b" }\n'
    good = 'package mesh.good\n\ndeny["no"] { input.tier == "derived" }\n'

    found = judge_by({"bad.rego": HEAD + crash, "good.rego": good}).findings

    assert [(f.policy, f.unjudged, f.message) for f in found if f.policy == "mesh.good"] == [
        ("mesh.good", False, "no")
    ]
    assert all(f.unjudged for f in found if f.policy == "mesh.bad")


def test_without_the_extra(judge_by: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "find_spec", lambda _name: None)

    finding = unjudged(judge_by, HEAD + 'deny["x"] { input.tier }\n')

    assert (finding.message, finding.help) == (
        "This policy can't judge: Rego is run by an extra that is not installed.",
        "pip install 'dbt-treaty[rego]'",
    )


def test_no_process_can_be_started(judge_by: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluators.sys, "executable", "/nowhere/python")

    finding = unjudged(judge_by, HEAD + 'deny["x"] { input.tier }\n')

    assert finding.message == (
        "This policy can't judge: the process that runs Rego can't be started."
    )


def test_nothing_of_the_environment_is_known(
    judge_by: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if a policy found a way to ask the engine, which the check of its words forbids."""
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    monkeypatch.setattr("dbt_treaty.authored.rego.faults.REFUSED", {})
    text = 'deny[msg] { input.tier; msg := concat(",", [k | opa.runtime().env[k]]) }\n'

    (finding,) = judge_by({"bad.rego": HEAD + text}).findings

    assert "SECRET_KEY" not in finding.message
    assert not finding.unjudged
