"""What the words of a text tell: its package, what it says and asks, what is spelled anew."""

from __future__ import annotations

from datetime import date

import pytest

from dbt_treaty.authored.rego.question import Question, Unit, question_of
from dbt_treaty.authored.rego.renaming import fixed_texts, marked, unmarked
from dbt_treaty.authored.rego.source import Source, read_source
from dbt_treaty.authored.rego.spelling import spell
from dbt_treaty.authored.rego.variables import defined_names, loose_variables
from dbt_treaty.project.policy_file import PolicyFile

DAY = date(2026, 11, 21)
NOW = "1795219200000000000"


def source(text: str) -> Source:
    return read_source(PolicyFile("p.rego", text))


TEXT = """\
# input.comment is no question, "nor is this
package mesh["cross-region"].eu  # a comment
import data.lib.names as n
import input.exceptions
default deny = false
warn[msg] { x := input["lineage"][_]; msg := "input.text" }
warn contains y if { y := x.input.field; deny }
allow { f(input) }
inner { deny }
"""


def test_what_a_text_says_of_itself() -> None:
    read = source(TEXT)

    assert read.package == ("mesh", "cross-region", "eu")
    assert [(each.path, each.line) for each in read.says] == [
        (("deny",), 5),
        (("warn",), 6),
        (("allow",), 8),
    ]
    assert [(each.path, each.line) for each in read.asks] == [
        (("exceptions",), 4),
        (("lineage",), 6),
        (("*",), 8),
    ]
    assert [(each.path, each.line) for each in read.uses] == [(("lib", "names"), 3)]


@pytest.mark.parametrize(
    ("asks", "question"),
    [
        ("input.tier", Question(Unit.MODEL, ("tier",))),
        ("input.schema[_]; input.today", Question(Unit.MODEL, ("schema", "today"))),
        ("input.ancestors[x]; input.tier", Question(Unit.COLUMN, ("ancestors", "tier"))),
        (
            "input.models[_].lineage",
            Question(Unit.PROJECT, ("models",), of_models=("lineage",)),
        ),
        ("input.compute_region", Question(Unit.PROJECT, ("compute_region",))),
        ("1 == 1", Question(Unit.PROJECT, ())),
    ],
)
def test_what_a_text_asks(asks: str, question: Question) -> None:
    read = source(f"package p\ndeny {{ {asks} }}\n")
    words = {token.text for token in read.tokens}

    found = question_of(read.asks, words if "models" in asks else ())

    assert found == question


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("deny[msg] { x }", "deny contains msg if { x }"),
        ('deny[{"a": b[0]}] {', 'deny contains {"a": b[0]} if {'),
        ("p { x }\ndeny[\n  msg\n] {\n", "p { x }\ndeny contains \n  msg\n if {\n"),
        ("deny[msg] = x { y }", "deny[msg] = x { y }"),
        ("deny[msg] if { y }", "deny[msg] if { y }"),
        ("p {\n  a[x]\n  {1}\n}", "p {\n  a[x]\n  {1}\n}"),
        ("x := time.now_ns()", f"x := {NOW}"),
        ('x := "time.now_ns()" # time.now_ns()', 'x := "time.now_ns()" # time.now_ns()'),
        (
            "time.parse_rfc3339_ns(f(x)) > 1",
            'time.parse_rfc3339_ns(replace(f(x), "Z", "+00:00")) > 1',
        ),
        ("x.time.now_ns()", "x.time.now_ns()"),
        ('x := sprintf("%d of %%d, %5d", [a, b])', 'x := sprintf("%v of %%d, %5d", [a, b])'),
    ],
)
def test_what_is_spelled_anew(written: str, spelled: str) -> None:
    read = source(f"package p\n{written}\n")

    assert spell(read, DAY) == f"package p\n{spelled}\n"


@pytest.mark.parametrize(
    ("rule", "loose"),
    [
        ("deny[msg] { msg := x.name }", ["x"]),
        ("deny[msg] { u := input.lineage[_]; u.tier == teir; msg := u.name }", ["teir"]),
        ("deny[msg] { not allowd[input.tier]; msg := f(x) }", ["allowd", "x"]),
        ("deny[msg] { u := input.lineage[i]; some j, v in u; msg := [i, j, v] }", []),
        ("deny contains msg if {\n  [a, b] := f(input)\n  msg = a + b\n}", []),
        ("deny contains msg if {\n  some x in {y | y := input.tier}\n  msg := x\n}", []),
        ("deny[x] { every k, v in input.lineage { k == v }; x := rule }\nrule = 1", []),
        ("f(a, [b, c]) = d { d := a + b + c }", []),
        ("deny[x] { walk(input, [path, x]); path }", []),
        ("deny[msg] { msg := sprintf(fmt, [time.now_ns()]) }", ["fmt"]),
    ],
)
def test_variables_that_have_no_value(rule: str, loose: list[str]) -> None:
    tokens = source(f"package p\nimport input.exceptions\n{rule}\n").tokens

    assert [each.path[0] for each in loose_variables(tokens, defined_names(tokens))] == loose


@pytest.mark.parametrize(
    ("rule", "is_blind"),
    [
        ('deny[m] { x := input.lineage[_]; x.tier == "raw"; m := sprintf("%v", [x.name]) }', True),
        ("deny[m] { count(input.lineage) > 3; m := input.pipeline.name }", True),
        ('deny[m] { startswith(input.pipeline.materialized, "v"); m := input.tier }', True),
        ("f(x) { x }\ndeny[m] { f(input.pipeline.name); m := input.pipeline.name }", True),
        ('deny[m] { input.pipeline.name == input.contract.name; m := "x" }', True),
        ('deny[m] { x := input.schema[_]; startswith(x.name, "tmp"); m := x.name }', False),
        ("deny[m] { x := input.pipeline.name; y := lower(x); m := y }", False),
        ('deny[m] { input.pipeline.name > input.contract.name; m := "x" }', False),
        ('deny[m] { m := sprintf("%10s", [input.pipeline.name]) }', False),
        ('deny[m] { count(input.pipeline.name) > 60; m := "x" }', False),
        ("deny[m] { x := [y | y := input.schema[_].name]; m := x[0] }", False),
        ('deny[m] { {"tier": x} := {"tier": input.pipeline.name}; m := lower(x.tier) }', False),
        ('deny[m] { input.pipeline.name == "\\u0061"; m := "x" }', False),
        ("deny[m] { m := data.p.x with input as {} }\nx { input.tier }", False),
    ],
)
def test_who_looks_into_names(rule: str, is_blind: bool) -> None:
    assert (fixed_texts([source(f"package p\n{rule}\n")]) is not None) == is_blind


def test_names_become_marks_and_names_again() -> None:
    document = {
        "pipeline": {"name": "orders", "tier": "raw", "tags": ["orders"]},
        "lineage": [{"name": "users", "table": "orders"}, {"name": "kept", "table": "users"}],
        "ancestors": {"users": [{"column": "x", "tags": []}]},
        "exceptions": {"orders": {"name": "orders"}},
    }
    names = ["orders", "users", "x"]
    made = marked(document, names)

    one, two, three = (f"\ue000{number}\ue001" for number in range(3))
    assert made == {
        "pipeline": {"name": one, "tier": "raw", "tags": ["orders"]},
        "lineage": [{"name": two, "table": one}, {"name": "kept", "table": two}],
        "ancestors": {two: [{"column": three, "tags": []}]},
        "exceptions": {"orders": {"name": "orders"}},
    }
    assert unmarked(f"{one} reads {two}, {two}", names) == "orders reads users, users"
