"""What is refused before it runs; each with the line, and for what it is."""

from __future__ import annotations

import duckdb
import pytest

from dbt_treaty.authored.sql.statement import Reader
from dbt_treaty.authored.sql.template import Query, render

MODELS = "{{ info_schema('models') }}"
ONE = f"(select count(*) from {MODELS})"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(duckdb.connect())


def told(reader: Reader, text: str) -> list[tuple[int, str]]:
    problems = reader.problems(render(text, "p.sql"), "p.sql")
    assert all(problem.help for problem in problems)
    return [(problem.place.line, problem.what) for problem in problems]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"copy {ONE} to '/tmp/x.csv'", "this is a COPY and no SELECT"),
        (f"attach '/tmp/x.db' as x -- {MODELS}", "this is an ATTACH and no SELECT"),
        (f"create table x as select * from {MODELS}", "this is a CREATE and no SELECT"),
        (f"insert into {MODELS} select * from {MODELS}", "this is an INSERT and no SELECT"),
        (f"update {MODELS} set name = ''", "this is an UPDATE and no SELECT"),
        (f"delete from {MODELS}", "this is a DELETE and no SELECT"),
        (f"set threads = {ONE}", "this is a SET and no SELECT"),
        (f"load httpfs -- {MODELS}", "this is a LOAD and no SELECT"),
        (f"install httpfs -- {MODELS}", "this is a LOAD and no SELECT"),
        (f"export database '/tmp/x' -- {MODELS}", "this is an EXPORT and no SELECT"),
        (f"explain analyze select * from {MODELS}", "this is an EXPLAIN and no SELECT"),
        (f"call pragma_version() -- {MODELS}", "this is a CALL and no SELECT"),
        (f"describe {MODELS}", "a SHOW is not allowed in a policy"),
    ],
)
def test_other_statements(reader: Reader, text: str, what: str) -> None:
    assert told(reader, f"-- a policy\n\n{text}")[0][1] == what


@pytest.mark.parametrize("text", ["pragma database_list", "pragma show_tables"])
def test_a_pragma_is_refused_however_it_is_told(reader: Reader, text: str) -> None:
    """Some versions take it for a SELECT until they are asked for its tree."""
    ((line, what),) = told(reader, f"-- {MODELS}\n{text}")

    assert line == 2
    assert what.startswith("this is a ")


def test_a_second_statement(reader: Reader) -> None:
    text = f"select * from {MODELS};\n\nselect 2;"

    assert told(reader, text) == [(3, "this is the second of 2 statements, and a policy has one")]


@pytest.mark.parametrize("text", ["", ";", "-- nothing"])
def test_no_statement(reader: Reader, text: str) -> None:
    (problem,) = reader.problems(Query(text, ()), "p.sql")

    assert problem.what == "the file holds no query"


@pytest.mark.parametrize(
    "function",
    [
        "read_csv('/etc/passwd')",
        "read_text('/etc/passwd')",
        "read_blob('/etc/passwd')",
        "read_parquet('x')",
        "read_json('x')",
        "glob('/etc/*')",
        "sniff_csv('/etc/passwd')",
        "duckdb_settings()",
        "duckdb_secrets()",
        "which_secret('s3://x', 's3')",
        "checkpoint()",
        "query('select 1')",
        "query_table('x')",
        "json_execute_serialized_sql('x')",
    ],
)
def test_table_functions_reach_nothing(reader: Reader, function: str) -> None:
    name = function.partition("(")[0]
    text = f"select *\nfrom {MODELS}, (\n  select * from {function})"

    assert told(reader, text) == [(3, f"the table function {name} is not allowed")]


@pytest.mark.parametrize(
    "table",
    [
        "'/etc/passwd'",
        "'s3://bucket/x.parquet'",
        "information_schema.tables",
        "sqlite_master",
        "pg_catalog.pg_tables",
        "duckdb_settings",
        "info_schema.nodes",
        "some_dataframe",
    ],
)
def test_other_tables(reader: Reader, table: str) -> None:
    text = f"select * from {MODELS}\nwhere exists (select 1 from {table})"

    assert told(reader, text) == [(2, f"{table.strip(chr(39))} is no table of the project")]


@pytest.mark.parametrize(
    "call",
    [
        "random()",
        "uuid()",
        "gen_random_uuid()",
        "now()",
        "today()",
        "current_timestamp",
        "current_date",
        "localtimestamp",
        "ago(interval 1 day)",
        "getenv('HOME')",
        "user",
        "current_setting('threads')",
        "getvariable('x')",
        "nextval('x')",
        "error('x')",
        "txid_current()",
        "current_query()",
    ],
)
def test_what_says_something_else_each_time(reader: Reader, call: str) -> None:
    name = call.partition("(")[0]
    for place in (f"select\n{call} from {MODELS}", f"select 1 from {MODELS} where\n{call} is null"):
        assert told(reader, place) == [(2, f"{name} is not allowed in a policy")]


def test_nothing_hides_in_a_lambda_or_a_macro(reader: Reader) -> None:
    text = f"select list_transform([1],\nx -> x + random()), pg_conf_load_time() from {MODELS}"

    assert told(reader, text) == [
        (2, "pg_conf_load_time is not allowed in a policy"),
        (2, "random is not allowed in a policy"),
    ]


def test_samples(reader: Reader) -> None:
    text = f"select * from {MODELS}\nusing sample 10%"

    assert [what for _, what in told(reader, text)] == ["a sample is another one each time"]


def test_a_statement_that_writes_inside_of_a_select(reader: Reader) -> None:
    """Newer versions allow these, and call the whole a SELECT; older ones can't parse it."""
    text = f"with x as (\ndelete from {MODELS} returning *) select * from x"
    try:
        found = told(reader, text)
    except duckdb.Error as error:
        assert "A CTE needs a SELECT" in str(error)
    else:
        assert (2, "a DELETE is not allowed in a policy") in found or (
            1,
            "a DELETE is not allowed in a policy",
        ) in found


@pytest.mark.parametrize(
    "text",
    [
        f"select unique_id from {MODELS}",
        f"from {MODELS} select unique_id limit 3",
        f"with a as (select * from {MODELS}), b as (from a) select * from A join b using (x)",
        f"with recursive a(i) as (select 1 union select i + 1 from a where i < 9) from a, {MODELS}",
        f"select unnest(tags) from {MODELS} union all select t.x from (values ('a')) t(x)",
        f"select m.*, sum(1) over (partition by tier order by name) from {MODELS} m qualify 1 = 1",
        f"select list_transform(tags, t -> lower(t)), date '2026-01-01' + 3 from {MODELS}",
        f"select tier, list(name order by name) from {MODELS} group by all having count(*) > 1",
        f"select * from {MODELS}, range(3) r(i) where name ~ 'x' and tier in (select 'a')",
        f"select case when name ilike 'a%' then 1 end, cast(version as decimal(3)) from {MODELS}",
        f"select * exclude (name), {{'a': name}}.a, tags[1], meta->>'x' from {MODELS} meta",
    ],
)
def test_what_a_policy_may_do(reader: Reader, text: str) -> None:
    assert told(reader, text) == []


def test_a_deep_text_is_refused(reader: Reader) -> None:
    deep = "(" * 400 + "1" + ")" * 400
    try:
        found = told(reader, f"select {'not ' * 300}true, {deep} from {MODELS}")
    except duckdb.Error as error:
        assert "depth" in str(error)
    else:
        assert found == [] or "nested too deeply" in found[0][1]
