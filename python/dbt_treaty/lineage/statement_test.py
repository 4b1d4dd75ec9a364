from __future__ import annotations

import pytest

from dbt_treaty.lineage.effect import OPEN_NAME, Statement
from dbt_treaty.lineage.model import Relation, TableRead
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.lineage.statement import read_statements

RELATIONS = Relations(
    [
        Relation("users", "db", "main", "users", {"id": None, "email": None}),
        Relation("facts", "db", "main", "facts", {"id": None, "email": None}),
    ]
)
WORD = f"{OPEN_NAME}_0_"
USERS = TableRead("users", "users")
FACTS = TableRead("facts", "facts")


def told(sql: str, dialect: str = "duckdb") -> tuple[Statement, ...]:
    return read_statements(sql, dialect, RELATIONS, {WORD: "facts"})


def only(sql: str, dialect: str = "duckdb") -> Statement:
    (statement,) = told(sql, dialect)
    return statement


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("duckdb", "grant select on users to reporter"),
        ("duckdb", "analyze users"),
        ("postgres", "vacuum analyze users"),
        ("postgres", "comment on table users is 'select * from facts'"),
        ("postgres", "alter table users add primary key (id)"),
        ("snowflake", "alter table users set tag owner = 'select'"),
        ("duckdb", "create unique index if not exists i on users (id)"),
        ("duckdb", "delete from users where id < 3"),
        ("duckdb", "truncate users"),
        ("duckdb", "drop table if exists users"),
        ("duckdb", "insert into audit values ('users', now(), 1 + 2)"),
        ("duckdb", "update facts set email = null, id = 3 where id = 4"),
        ("duckdb", "create table if not exists audit (id integer, at timestamp)"),
        ("duckdb", "set search_path = 'users'"),
        ("snowflake", "alter session set query_tag = 'select'"),
        ("duckdb", "install httpfs"),
        ("duckdb", "load httpfs"),
        ("postgres", "begin"),
        ("postgres", "commit"),
        ("databricks", "optimize users zorder by (id)"),
        ("duckdb", "select 1"),
        ("duckdb", "select now(), count(*)"),
        ("duckdb", "create schema if not exists s"),
    ],
)
def test_what_moves_no_value(dialect: str, sql: str) -> None:
    assert only(sql, dialect) == Statement(sql, "none")


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ("delete from facts where id in (select id from users)", (USERS,)),
        ("select count(*) from users join other on true", (USERS, TableRead("other", None))),
        ("with users as (select 1 as id) select * from users", ()),
        ("with users as (select * from users) select * from users", (USERS,)),
    ],
)
def test_what_is_read_and_goes_nowhere(sql: str, reads: tuple[TableRead, ...]) -> None:
    assert only(sql) == Statement(sql, "none", reads=reads)


@pytest.mark.parametrize(
    ("dialect", "sql", "columns", "reads"),
    [
        ("duckdb", "insert into facts select * from users", None, (USERS,)),
        (
            "duckdb",
            "insert into facts (id, email) select 1, email from users",
            "id email",
            (USERS,),
        ),
        ("duckdb", "insert into facts by name select 1 as id from users", None, (USERS,)),
        ("duckdb", "insert into facts from users", None, (USERS,)),
        ("duckdb", "insert into facts values ((select max(id) from users), 'x')", None, (USERS,)),
        ("duckdb", "insert into facts values (leak())", None, ()),
        (
            "postgres",
            "with u as (select * from users) insert into facts select * from u",
            None,
            (USERS,),
        ),
        (
            "postgres",
            "with i as (insert into facts select * from users returning *) select 1",
            None,
            (USERS,),
        ),
        (
            "postgres",
            "insert into facts values (1) on conflict (id) do update "
            "set email = (select max(email) from users)",
            None,
            (USERS,),
        ),
        ("spark", "insert overwrite table facts select * from users", None, (USERS,)),
        (
            "duckdb",
            "update facts set email = (select max(email) from users), id = 1",
            "email",
            (USERS, FACTS),
        ),
        ("duckdb", "update facts set email = lower(email)", "email", (FACTS,)),
        ("duckdb", "update facts set email = leak()", "email", (FACTS,)),
        (
            "postgres",
            "update facts set email = u.email from users as u where true",
            "email",
            (USERS, FACTS),
        ),
        (
            "snowflake",
            "merge into facts using users u on facts.id = u.id when matched then update "
            "set email = u.email when not matched then insert (id) values (u.id)",
            None,
            (USERS,),
        ),
        ("duckdb", "create or replace table facts as select * from users", None, (USERS,)),
        ("duckdb", "create or replace view facts as select * from users", None, (USERS,)),
        ("snowflake", "create or replace table facts clone users", None, (USERS,)),
        ("tsql", "select * into facts from users", None, (USERS,)),
        ("snowflake", "copy into facts from @stage", None, (TableRead("@stage", None),)),
    ],
)
def test_what_writes(
    dialect: str, sql: str, columns: str | None, reads: tuple[TableRead, ...]
) -> None:
    named = tuple(columns.split()) if columns else None
    assert only(sql, dialect) == Statement(sql, "writes", FACTS, named, reads)


def test_an_alias_that_is_updated() -> None:
    sql = "update f set email = u.email from facts f join users u on f.id = u.id"

    statement = only(sql, "tsql")

    assert (statement.target, statement.columns) == (FACTS, ("email",))
    assert {read.relation for read in statement.reads} == {"users", "facts"}


def test_several_tables_in_one_statement() -> None:
    sql = (
        "with a as (insert into facts select * from users returning *), "
        "b as (update users set email = email returning *) select 1"
    )

    assert [(each.effect, each.target, each.columns) for each in told(sql, "postgres")] == [
        ("writes", FACTS, None),
        ("writes", USERS, ("email",)),
    ]


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("duckdb", "call leak()"),
        ("duckdb", "select leak()"),
        ("snowflake", "execute immediate 'grant'"),
        ("postgres", "do $$ begin insert into facts select * from users; end $$"),
        ("duckdb", "create macro sha256(x) as x"),
        ("bigquery", "create temp function f(x int64) as (x)"),
        ("bigquery", "declare x default (select 1)"),
        ("snowflake", "set v = (select max(email) from users)"),
        ("duckdb", "set variable v = (from users)"),
        ("duckdb", "alter view v as select email from users"),
        ("snowflake", "alter table facts swap with users"),
        ("clickhouse", "alter table facts update email = phone where 1"),
        ("duckdb", "copy users to 's3://b'"),
        ("duckdb", "copy (select email from users) to 's3://b'"),
        ("redshift", "unload ('select 1') to 's3://b'"),
        ("bigquery", "export data options(uri='x') as select * from users"),
        ("snowflake", "begin insert into facts select 1"),
        ("postgres", "explain analyze insert into facts select * from users"),
        ("spark", "load data inpath 'x' into table facts"),
        ("duckdb", "this is no SQL"),
        ("duckdb", "insert into facts select 'it''s"),
        ("mysql", "grant x /*! ; insert into facts select 1 */"),
        ("spark", "create table facts (id int) location 's3://b'"),
    ],
)
def test_what_nobody_can_tell(dialect: str, sql: str) -> None:
    assert [each.effect for each in told(sql, dialect)] == ["dynamic"]


def test_statements_are_told_apart() -> None:
    sql = "/* ; */ grant x on users to y; -- ; no\n insert into facts\n  select ';' as a;;"

    assert told(sql) == (
        Statement("grant x on users to y", "none"),
        Statement("insert into facts select ';' as a", "writes", FACTS, None, ()),
    )
    assert told(" ; -- nothing") == ()


def test_a_word_that_stands_for_a_relation() -> None:
    statement = only(f"insert into {WORD} select * from users")

    assert (statement.target, statement.reads) == (TableRead(WORD, "facts"), (USERS,))


def test_a_schema_that_is_known_when_it_runs() -> None:
    other = f"{OPEN_NAME}_1_"

    assert only(f"insert into {other}.facts select 1").target == TableRead(
        f"{other}.facts", "facts"
    )
    assert only(f"insert into {other} select 1").target == TableRead(other, None)


def test_a_table_that_dbt_does_not_know() -> None:
    statement = only("insert into audit.log select email from users")

    assert statement.target == TableRead("audit.log", None)
