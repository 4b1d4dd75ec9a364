"""Which fields a policy can see; and that nothing else of the input changes what it says."""

from __future__ import annotations

import pytest

from dbt_treaty.authored.rego.narrowing import narrowed
from dbt_treaty.authored.rego.seen import Seen, seen_of
from dbt_treaty.authored.rego.source import read_source
from dbt_treaty.project.policy_file import PolicyFile


def seen(rule: str) -> Seen:
    return seen_of([read_source(PolicyFile("p.rego", f"package p\n{rule}\n")).tokens])


SCHEMA = ("schema",)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("input.schema[_].name", ((SCHEMA, ("name",)),)),
        ('input["schema"][i]["name"]; input.schema[i].tags', ((SCHEMA, ("name", "tags")),)),
        ("c := input.schema[_]; c.name; m := c.tags[_]", ((SCHEMA, ("name", "tags")),)),
        ("c := input.schema[_]\n  not c.mask\n  m := 1", ((SCHEMA, ("mask",)),)),
        ("some c in input.schema; c.name", ((SCHEMA, ("name",)),)),
        ("every c in input.schema { c.name }", ((SCHEMA, ("name",)),)),
        ("cs := input.schema; some c in cs; c.name", ((SCHEMA, ("name",)),)),
        ("x := input; c := x.schema[_]; c.name", ((SCHEMA, ("name",)),)),
        ("m := count(input.schema)", ((SCHEMA, ()),)),
        ("m := [c.name | some c in input.schema]", ((SCHEMA, ("name",)),)),
        ("input.pipeline.name; input.tier", ((("pipeline",), ("name",)),)),
        ("input.contract.owner.team", ((("contract",), ("owner",)),)),
        ("some a in input.ancestors[x.y]; a.tags", ((("ancestors",), ("tags",)),)),
        (
            "some o in input.models; some u in o.lineage; u.tier; o.pipeline.name",
            ((("models", "lineage"), ("tier",)), (("models", "pipeline"), ("name",))),
        ),
    ],
)
def test_every_field_is_named(body: str, told: Seen) -> None:
    assert seen(f"deny[m] {{ {body} }}") == told


@pytest.mark.parametrize(
    "body",
    [
        "m := input.schema[_]",  # the message itself
        "c := input.schema[_]; c == input.column",
        "c := input.schema[_]; f(c)",
        "c := input.schema[_]; c[k]",
        'c := input.schema[_]; c["n\\u0061me"]',
        "c := input.schema[_]; {c}",
        "c := input.schema[_]; x := c; x.name; y := {x}",
        "c := input.schema[_] | {1}; c.name",
        "c := input.schema[_]\n  == 1; c.name",
        "c = input.schema[_]; c.name",
        "[c, d] := input.schema; c.name",
        "some k, c in input.schema; c.name",
        "some c in input.schema; c.name; g(input.schema)",
        "input.schema[_].name; c in input.schema",
        "m := lib.count(input.schema)",
        "m := json.marshal(input.schema[0])",
        "input.schema[_].name; walk(input, x)",
        "input.schema[_].name; input[k]",
        "m := data.p.x with input as {}; input.schema[_].name",
        "x := input; x.schema[_].name; y := [x]",
    ],
)
def test_a_use_of_another_kind_leaves_the_part_whole(body: str) -> None:
    assert SCHEMA not in dict(seen(f"deny[m] {{ {body} }}"))


def test_a_rule_that_is_a_part_is_for_everybody_to_look_at() -> None:
    assert seen("c := input.schema[0]\ndeny[m] { m := c.name }") == ()
    assert seen("import input.schema as cs\ndeny[m] { m := cs[_].name }") == ()
    assert seen("deny[m] { m := count(input.schema) }\ncount(x) := x[0]") == ()


def test_what_is_not_seen_is_left_out() -> None:
    column = {"name": "a", "tags": ["PII"], "type": "text"}
    document = {
        "schema": [column],
        "pipeline": {"name": "m", "kind": "model"},
        "ancestors": {"a": [column, column]},
        "models": [{"lineage": [column], "tier": "raw"}],
        "tier": "raw",
        "column": column,
    }
    told = ((("models", "lineage"), ()), (("pipeline",), ("name",)), (SCHEMA, ("name", "mask")))

    assert narrowed(document, (*told, (("ancestors",), ("tags",)))) == {
        "schema": [{"name": "a"}],
        "pipeline": {"name": "m"},
        "ancestors": {"a": [{"tags": ["PII"]}, {"tags": ["PII"]}]},
        "models": [{"lineage": [{}], "tier": "raw"}],
        "tier": "raw",
        "column": column,
    }
