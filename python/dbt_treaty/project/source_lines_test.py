from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.project.source_lines import column_line, reference_line

RAW = """\
{{ config(
    materialized='incremental',
    unique_key='id'
) }}

{# the users, cleaned #}
with users as (
    select * from {{ source('crm', 'users') }}
    {% if is_incremental() %}
    where updated_at > (select max(updated_at) from {{ this }})
    {% endif %}
)

select
    id,
    lower(email) as email_lower,
    {{ dbt_utils.star(from=ref('extras'), except=['id']) }},
    {{ dbt_treaty.mask('phone', 'sha256') }} as phone_hash,
    -- {{ ref('never') }}
    country
from users
"""
COMPILED = """\


with users as (
    select * from "db"."crm"."users"

)

select
    id,
    lower(email) as email_lower,
    "nickname",
  "newsletter",
  "age",
    dbt_treaty_sha256(phone) as phone_hash,
    -- "db"."main"."never"
    country
from users
"""


@pytest.mark.parametrize(
    ("compiled_line", "name", "line"),
    [
        (9, "id", 15),
        (10, "email_lower", 16),
        (11, "nickname", 17),
        (13, "age", 17),
        (14, "phone_hash", 18),
        (16, "country", 20),
        (17, "country", 21),
        (4, "users", 8),
        (0, "id", 0),
        (99, "id", 0),
    ],
)
def test_a_column_of_a_real_model(compiled_line: int, name: str, line: int) -> None:
    assert column_line(RAW, COMPILED, compiled_line, name) == line


def test_an_inlined_model_pushes_lines_down() -> None:
    raw = "select\n    a,\n    b\nfrom {{ ref('e') }}\n"
    inlined = "with __dbt__cte__e as (\nselect 1 as a, 2 as b\n) "
    compiled = inlined + "select\n    a,\n    b\nfrom __dbt__cte__e\n"

    assert [column_line(raw, compiled, at, name) for at, name in ((4, "a"), (5, "b"))] == [2, 3]


def test_lines_jinja_changed_stand_one_for_one() -> None:
    raw = "select\n  {{ one() }} as a,\n  {{ two() }} as b\nfrom t"
    compiled = "select\n  1 as a,\n  2 as b\nfrom t"

    assert [column_line(raw, compiled, at, "x") for at in (2, 3)] == [2, 3]


def test_in_a_loop_the_line_that_names_the_column_is_meant() -> None:
    raw = "select\n{% for c in cs %}\n  x_{{ c }},\n  total,\n{% endfor %}\n  1 as z\nfrom t"
    compiled = "select\n  x_a,\n  total,\n  x_b,\n  totals,\n  x_c,\n  1 as z\nfrom t"

    assert column_line(raw, compiled, 4, "x_b") in (2, 3, 5)
    assert column_line(raw, compiled, 3, "total") == 4
    assert column_line(raw, compiled, 7, "z") == 6


def test_a_model_that_is_one_macro() -> None:
    assert column_line("{{ all_of_it() }}\n", "select\n  1 as a,\n  2 as b\n", 3, "b") == 1


def test_an_empty_model() -> None:
    assert column_line("", "select 1 as a", 1, "a") == 0
    assert column_line("{{ x }}", "", 1, "a") == 0


@given(st.lists(st.text("ab ,()\n", max_size=6), max_size=12))
@settings(max_examples=100, derandomize=True, deadline=None)
def test_untouched_sql_keeps_its_lines(lines: list[str]) -> None:
    sql = "\n".join(lines)
    for at, line in enumerate(sql.splitlines(), start=1):
        if line.strip():
            assert column_line(sql, sql, at, "a") == at


@pytest.mark.parametrize(
    ("text", "kind", "names", "line"),
    [
        ("select 1\nfrom {{ ref('x') }}", "ref", ("x",), 2),
        ('from {{ref("x")}}', "ref", ("x",), 1),
        ("from {{ ref('pkg', 'x') }}", "ref", ("x",), 1),
        ("from {{ ref('pkg', 'x') }}", "ref", ("pkg", "x"), 1),
        ("from {{ ref('other', 'x') }}", "ref", ("pkg", "x"), 0),
        ("from {{ ref('x', v=2) }}", "ref", ("x",), 1),
        ("from {{ ref('pkg',\n  'x', version=2) }}", "ref", ("pkg", "x"), 1),
        ("a\nfrom {{ source(\n  'crm',\n  \"users\"\n) }}", "source", ("crm", "users"), 2),
        ("from {{ source('crm', 'users_old') }}", "source", ("crm", "users"), 0),
        ("from {{ source('users', 'crm') }}", "source", ("crm", "users"), 0),
        ("{# ref('x') #}\n{#\n{{ ref('x') }}\n#}\nfrom {{ ref('x') }}", "ref", ("x",), 5),
        ("{# {{ ref('x') }} #}", "ref", ("x",), 0),
        ("from {{ ref('xy') }}", "ref", ("x",), 0),
        ("from {{ deref('x') }}", "ref", ("x",), 0),
        ("df = dbt.ref('x')", "ref", ("x",), 1),
        ("{{ ref(name) }}", "ref", ("x",), 0),
        ("{% set r = ref('a') %}\n{{ ref('x') }}", "ref", ("x",), 2),
    ],
)
def test_references(text: str, kind: str, names: tuple[str, ...], line: int) -> None:
    assert reference_line(text, kind, names) == line
