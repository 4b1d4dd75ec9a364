from __future__ import annotations

import pytest

from dbt_treaty.column_graph.hook_text import HookText, hook_text
from dbt_treaty.project.model import RelationName

THIS = ("model.shop.a", RelationName("db", "main", "a_table"))
W0, W1 = "__dbt_treaty_word_0_", "__dbt_treaty_word_1_"


def find(kind: str, arguments: tuple[str, ...], version: str | None) -> str | None:
    return f"{kind}:{'.'.join(arguments)}:{version}" if "lost" not in arguments else None


def told(raw: str) -> HookText:
    return hook_text(raw, THIS, find)


def test_what_names_relations() -> None:
    raw = 'insert into {{ this }} select * from {{- ref("b") -}}'

    assert told(raw) == HookText(
        f"insert into {W0} select * from {W1}",
        {W0: "model.shop.a", W1: "ref:b:None"},
        {W0: "{{ this }}", W1: '{{ ref("b") }}'},
    )
    assert told(raw).as_written(f"select {W1}") == 'select {{ ref("b") }}'


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("{{ ref('p', 'b') }}", "ref:p.b:None"),
        ("{{ref('b', v=2)}}", "ref:b:2"),
        ("{{ ref('p', 'b', version='2') }}", "ref:p.b:2"),
        ("{{ source( 'raw', \"users\" ) }}", "source:raw.users:None"),
    ],
)
def test_every_form_of_a_reference(raw: str, name: str) -> None:
    assert told(raw).names == {W0: name}


@pytest.mark.parametrize(
    "raw",
    [
        "{{ target.schema }}",
        "{{ var('days', 30) }}",
        "{{ env_var('x') }}",
        "{{ invocation_id }}",
        "{{ run_started_at.strftime('%Y') }}",
        "{{ model.name }}",
        "{{ ref('lost') }}",
    ],
)
def test_what_is_a_word_and_no_relation(raw: str) -> None:
    assert told(raw) == HookText(W0, {}, {W0: raw})


def test_parts_of_this_are_its_names() -> None:
    raw = "{{ this.database }}.{{ this.schema }}.{{ this.identifier }} '{{ this.name }}'"

    assert told(raw) == HookText("db.main.a_table 'a_table'", {}, {})


@pytest.mark.parametrize(
    "raw",
    [
        "{{ our_macro(this) }}",
        "{{ this.render() }}",
        "{{ ref(name) }}",
        "{{ var('a') ~ run_query('x') }}",
        "{% do leak() %}",
        "{% for a in b %}",
        "{% set a = leak(run_query('b')) %}",
    ],
)
def test_what_is_left_for_nobody_to_read(raw: str) -> None:
    assert told(raw) == HookText(raw, {}, {})


def test_branches_are_statements_and_comments_are_nothing() -> None:
    raw = (
        "{% if target.name == 'prod' %}a{%- elif is_incremental() -%}b{% else %}c{% endif %}{# d #}"
    )

    assert told(raw).sql == ";a;b;c; "
    assert told("{{ log('x', info=True) }}a").sql == "a"
    for name in ("stamp_contract", "require_quarantine", "require_columns"):
        assert told(f"{{{{ dbt_treaty.{name}() }}}}").sql == ""
    assert told("{{ dbt_treaty.require_sales() }}").sql != ""


def test_our_own_macros_that_write_no_data_of_the_project_are_nothing() -> None:
    assert told("{{ dbt_treaty.fill_governance_table('findings') }}").sql == ""
    assert told("{{ dbt_treaty.require_materialized('table') }}").sql == ""
    other = "{{ dbt_treaty.fill_governance_table(leak()) }}"
    assert told(other).sql == other


def test_without_a_model_there_is_no_this() -> None:
    assert hook_text("{{ this }} {{ this.schema }}", None, find).names == {}


def test_a_text_without_any_end_takes_no_time() -> None:
    for raw in ("{{ " * 20_000, "{# " * 20_000, "{% if a" * 20_000, "{{" + " " * 60_000):
        assert told(raw).sql == raw
