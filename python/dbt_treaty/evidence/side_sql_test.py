from __future__ import annotations

import pytest

from dbt_treaty.evidence.side_sql import side_sql
from dbt_treaty.project.model import Resource


def told(**config: object) -> list[tuple[str, str]]:
    return list(side_sql(Resource("model.a.b", "model", "b", "a", "models/b.sql", config=config)))


@pytest.mark.parametrize(
    "hook",
    [
        "grant select on {{ this }} to role reporter",
        "analyze {{ this }}; vacuum {{ this }};",
        "alter table {{ this }} add primary key (id)",
        "alter table {{ this }} set tag owner = 'select'",
        "create unique index if not exists i on {{ this }} (id)",
        "delete from {{ this }} where day < current_date - {{ var('days', 30) }}",
        "delete from {{ this }} where id not in (select id from {{ ref('users') }})",
        "insert into audit.log values ('{{ this.name }}', '{{ invocation_id }}')",
        "-- nothing but a comment: select 1",
        "set search_path to {{ target.schema }}",
        "",
    ],
)
def test_hooks_that_move_no_value(hook: str) -> None:
    assert told(**{"post-hook": [{"sql": hook, "transaction": True, "index": None}]}) == []


@pytest.mark.parametrize(
    ("hook", "statement"),
    [
        ("insert into {{ this }} select email from {{ ref('users') }}", None),
        ("insert into audit.log from users", None),
        ("update {{ this }} set email = 'x'", None),
        ("create or replace table product.leak as select 1", None),
        ("create macro sha256(x) as x", None),
        ("merge into a using b on true when matched then update set c = d", None),
        ("alter view v as select email from users", None),
        ("alter table a swap with b", None),
        ("copy a to 's3://b'", None),
        ("call leak()", None),
        ("{{ our_macro(this) }}", "{{ our_macro(this) }}"),
        ("grant select on {{ this }} to x; {% do leak() %}", "{% do leak() %}"),
        ("/* ; */ execute immediate 'grant'", "execute immediate 'grant'"),
    ],
)
def test_hooks_that_may_move_values(hook: str, statement: str | None) -> None:
    assert told(**{"pre-hook": [{"sql": hook}]}) == [("pre_hook", statement or hook)]


def test_every_form_of_a_hook_and_the_header() -> None:
    assert told(post_hook="call a()", pre_hook=["call b()", {"sql": "call c()"}]) == [
        ("pre_hook", "call b()"),
        ("pre_hook", "call c()"),
        ("post_hook", "call a()"),
    ]
    assert told(sql_header="create temp function f(x) as (x);") == [
        ("sql_header", "create temp function f(x) as (x)")
    ]
    assert told(sql_header=None, **{"post-hook": []}) == []
