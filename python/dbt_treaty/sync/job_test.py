"""A contract's text is data: whatever dbt does with a string must give the string back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.sandbox import SandboxedEnvironment

from dbt_treaty.errors import Place
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.sync.conftest import CONTRACT, Make, make_targets
from dbt_treaty.sync.job import ModelFacts, inert, make_job

_PIECES = [*"{}%#'\"\\ \n\r\tab", "{{", "}}", "{%", "%}", "{#", "ref('x')", "é", "😀", "\x07"]
HOSTILE = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


@settings(deadline=None)
@given(HOSTILE)
def test_jinja_renders_an_inert_text_to_the_text(text: str) -> None:
    rendered = SandboxedEnvironment().from_string(inert(text)).render()
    assert rendered == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, with 'quotes' and } and %}", "plain, with 'quotes' and } and %}"),
        ("{{ boom }}", '{{ "{{ boom }}" }}'),
        ("{% raw %}", '{{ "{% raw %}" }}'),
        (" env_var('HOME')", "{{ \" env_var('HOME')\" }}"),
        ("reference (see ref('x'))", "reference (see ref('x'))"),
        ("in the middle\nof a text", "in the middle\nof a text"),
        ("a last line end\n", '{{ "a last line end\\n" }}'),
        ("Windows\r\n's", '{{ "Windows\\r\\n\'s" }}'),
    ],
)
def test_only_what_dbt_would_evaluate_is_spelled_otherwise(text: str, expected: str) -> None:
    assert inert(text) == expected


def test_data_keeps_its_shape() -> None:
    data: dict[str, Any] = {"a": ["{{x}}", 1, None, True], "b": {"c": ("y", 2.5)}}
    assert inert(data) == {"a": ['{{ "{{x}}" }}', 1, None, True], "b": {"c": ["y", 2.5]}}


def test_a_job_is_all_that_the_macros_need(make: Make) -> None:
    columns = (
        "  - {name: id, type: 'decimal(12,2)', required: true, unique: true, min: 0, max: '9.5'}\n"
        "  - {name: label, type: 'array<struct<a: string>>', tags: [PII], primary_key: true}\n"
        "  - {name: kind, type: string, accepted_values: ['{{ x }}'], pattern: '^{#',"
        " references: item.label}\n"
    )
    head, tail = CONTRACT.split("  - {name: id")[0], CONTRACT[CONTRACT.index("sla:") :]
    tail += "description: |\n  {{ boom }}\naccess: {roles: [analyst]}\n"
    tail += "quality: {row_rules: [{sql: '{{ a }}', severity: warn}]}\n"
    root = make({"contracts/product/item.contract.yaml": head + columns + tail})
    _, (target,) = make_targets(root)
    place, said = Place("rules.yaml", 2), {"sql": "{column} % 1 = 0", "description": "{{ no }}"}
    rule = GlobalRule("whole", place, ("decimal",), **said)
    job = make_job(target, ModelFacts(materialized="table", alias="items"), [rule])
    contract = job.pop("contract")
    assert contract["description"] == '{{ "{{ boom }}\\n" }}'
    plain = {"required": False, "unique": False, "primary_key": False, "tags": []}
    nothing = {"accepted_values": [], "pattern": None, "description": ""}
    twice = r"""{{ "{{ \"%s\" }}" }}"""
    assert job == {
        "key": "item.v1",
        "description": twice % r"{{ boom }}\\n\\nMay be read by: analyst",
        "checksum": target.contract.checksum,
        "model": "item",
        "version": 1,
        "defined_in": "item",
        "alias": "items",
        "materialized": "table",
        "language": "sql",
        "group": "shop",
        "nested_arguments": None,
        "readers": ["analyst"],
        "primary_key": ["label"],
        "row_rules": 1,
        "global_rules": [
            {
                "name": "platform.whole.id",
                "column": "id",
                "sql": "{column} % 1 = 0",
                "severity": "error",
                "origin": "rules.yaml",
                "why": '{{ "{{ no }}" }}',
            }
        ],
        "checks": [],
        "sla": {
            "severity": "warn",
            "completeness": {"percent": 99, "reference": None, "query": None},
            "accuracy": {"percent": 99, "seconds": 86400, "column": None, "kind": None},
        },
        "columns": [
            {
                **plain,
                **nothing,
                "name": "id",
                "logical": {"kind": "decimal", "precision": 12, "scale": 2},
                "required": True,
                "unique": True,
                "min": 0,
                "max": "9.5",
            },
            {
                **plain,
                **nothing,
                "name": "label",
                "description": "what people call it",
                "logical": {
                    "kind": "array",
                    "item": {"kind": "struct", "fields": [["a", {"kind": "string"}]]},
                },
                "primary_key": True,
                "tags": ["PII"],
            },
            {
                **plain,
                **nothing,
                "name": "kind",
                "logical": {"kind": "string"},
                "accepted_values": [twice % "{{ x }}"],
                "pattern": twice % "^{#",
                "refers_to": {"model": "item", "column": "label", "version": 1},
            },
        ],
    }


def test_a_description_says_whom_a_product_is_for_and_how_it_comes(make: Make) -> None:
    said = (
        "description: Every item.\nconsumers_intended: [marketing, finance]\n"
        "delivery: table, every hour\naccess: {roles: [analyst], purposes: [billing, tax]}\n"
    )
    _, (target,) = make_targets(make({"contracts/product/item.contract.yaml": CONTRACT + said}))
    assert make_job(target, ModelFacts())["description"] == (
        "Every item.\n\nMade for: marketing, finance  \nDelivery: table, every hour  \n"
        "May be read by: analyst  \nMay be read for: billing, tax"
    )
    _, (plain,) = make_targets(make())
    assert make_job(plain, ModelFacts())["description"] == ""
