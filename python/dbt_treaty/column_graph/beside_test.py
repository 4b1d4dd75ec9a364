from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from dbt_treaty.column_graph.beside import Beside
from dbt_treaty.column_graph.build import build
from dbt_treaty.column_graph.model import UNRESOLVED, WHOLE_ROW, ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.findings import Unresolved
from dbt_treaty.lineage.effect import Statement
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, TableRead
from dbt_treaty.project.model import Column, Project, RelationName, Resource, RunHook, SideSql

FACTS, USERS = "model.shop.facts", "source.shop.raw.users"


def model(name: str, sql: str, *parents: str, **more: Any) -> Resource:
    return Resource(
        f"model.shop.{name}",
        "model",
        name,
        "shop",
        f"models/{name}.sql",
        relation=RelationName("db", "main", name),
        compiled=sql,
        parents=parents,
        **more,
    )


def source(*columns: str) -> Resource:
    return Resource(
        USERS,
        "source",
        "users",
        "shop",
        "models/sources.yml",
        relation=RelationName("db", "raw", "users"),
        columns={name: Column(name) for name in columns},
    )


def graph(*resources: Resource, hooks: tuple[RunHook, ...] = ()) -> ColumnGraph:
    named = {each.id: each for each in resources}
    return build(Project("shop", "duckdb", named, Configuration(), hooks=hooks))


def hook(text: str, package: str = "shop") -> RunHook:
    return RunHook("operation.shop.0", "on-run-end", package, "dbt_project.yml", text)


def facts(*hooks: str) -> Resource:
    sides = tuple(SideSql("post_hook", text) for text in hooks)
    return model("facts", "select 1 as id, 2 as total", beside=sides)


def test_a_column_that_a_hook_writes_is_not_resolved() -> None:
    text = "update {{ this }} set id = (select max(email) from {{ source('raw', 'users') }})"
    found = graph(source("email"), facts(text, "grant select on {{ this }} to x"))

    reason = f"dynamic SQL in a post_hook ({text})"
    columns = found.queries[FACTS].columns
    assert [(each.name, each.reason, each.suspects) for each in columns] == [
        ("id", reason, (FACTS, USERS)),
        ("total", None, ()),
    ]
    assert [(each.column, each.reason) for each in found.coverage.unresolved] == [("id", reason)]
    row = ColumnRef(USERS, WHOLE_ROW)
    assert (row, Edge(row, "mod", (UNRESOLVED,))) in [*found.into(ColumnRef(FACTS, "id"))]
    (beside,) = found.beside
    assert (beside.owner, beside.kind, beside.statement.text) == (FACTS, "post_hook", text)


def test_a_table_that_is_written_whole() -> None:
    found = graph(source("email"), facts("insert into {{ this }} select * from raw.users"))

    assert {column.suspects for column in found.queries[FACTS].columns} == {(USERS,)}


def test_a_column_that_only_a_hook_makes() -> None:
    found = graph(facts("update {{ this }} set extra = lower(other)"))

    (extra,) = [each for each in found.queries[FACTS].columns if each.name == "extra"]
    assert extra.suspects == (FACTS,)
    assert extra.reason is not None


def test_another_model_and_a_source_that_are_written() -> None:
    told = "insert into {{ ref('facts') }} (total) select id from raw.users"
    into = "insert into {{ source('raw', 'users') }} select * from {{ ref('facts') }}"
    other = model(
        "other",
        "select email from db.raw.users",
        USERS,
        beside=(SideSql("pre_hook", told), SideSql("sql_header", into)),
    )
    found = graph(source("email"), facts(), other)

    columns = found.queries[FACTS].columns
    assert [(each.name, each.suspects) for each in columns] == [("id", ()), ("total", (USERS,))]
    assert found.unlisted == {
        ColumnRef(USERS, "email"): OutputColumn(
            "email", reason=f"dynamic SQL in an sql_header ({into})", suspects=(FACTS,)
        )
    }
    row = ColumnRef(FACTS, WHOLE_ROW)
    assert [*found.into(ColumnRef(USERS, "email"))] == [(row, Edge(row, "mod", (UNRESOLVED,)))]


def test_what_nobody_can_read() -> None:
    found = graph(
        facts("{{ our(this) }}", "grant x on {{ our(this) }} to y"), hooks=(hook("call leak()"),)
    )

    assert found.beside == (
        Beside(FACTS, "post_hook", Statement("{{ our(this) }}", "dynamic")),
        Beside(FACTS, "post_hook", Statement("grant x on {{ our(this) }} to y", "dynamic")),
        Beside("operation.shop.0", "on-run-end", Statement("call leak()", "dynamic")),
    )
    assert found.coverage.unresolved == (
        Unresolved(FACTS, None, "dynamic SQL in a post_hook (grant x on {{ our(this) }} to y)"),
        Unresolved(FACTS, None, "dynamic SQL in a post_hook ({{ our(this) }})"),
        Unresolved("operation.shop.0", None, "dynamic SQL in an on-run-end (call leak())"),
    )


def test_what_is_only_read_and_what_is_ours() -> None:
    gate = hook("{{ dbt_treaty.gate() }}", "dbt_treaty")
    read = hook("select count(*) from {{ ref('facts') }}")
    found = graph(facts(), hooks=(gate, read))

    (beside,) = found.beside
    assert beside.statement.effect == "none"
    assert [each.relation for each in beside.statement.reads] == [FACTS]


def test_versions_of_a_model() -> None:
    named = [
        replace(facts(), id=f"{FACTS}.v{at}", relation=RelationName("db", "main", f"facts_v{at}"))
        for at in (1, 2)
    ]
    hooks = (hook("insert into {{ ref('facts', v=2) }} select leak()"),)
    lost = (hook("insert into {{ ref('facts') }} select leak()"),)

    assert [each.written for each in graph(*named, hooks=hooks).beside] == [f"{FACTS}.v2"]
    assert [each.statement.effect for each in graph(*named, hooks=lost).beside] == ["dynamic"]


def test_a_table_that_is_only_known_when_it_runs() -> None:
    anywhere = hook(
        "insert into {{ target.schema }}.{{ var('table') }} select email from raw.users"
    )
    shared = replace(facts(), id="model.tool.facts", relation=RelationName("db", "other", "facts"))
    short = hook("insert into facts select leak()")

    assert [each.statement.effect for each in graph(source(), hooks=(anywhere,)).beside] == [
        "dynamic"
    ]
    assert [each.statement.effect for each in graph(facts(), shared, hooks=(short,)).beside] == [
        "dynamic"
    ]


def test_a_table_that_dbt_does_not_know() -> None:
    found = graph(source("email"), hooks=(hook("insert into log select email from raw.users"),))

    (beside,) = found.beside
    assert (beside.written, beside.statement.target) == (None, TableRead("log", None))
