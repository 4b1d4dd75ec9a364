"""Rules of a row: conditions that warehouses write, and texts that are none or would do more."""

from __future__ import annotations

import pytest

from dbt_treaty.lineage.row_predicate import Reading, fault_in_predicate, readings

COLUMNS = [
    "id",
    "a",
    "b",
    "order",
    "s",
    "state",
    "amount",
    "day",
    "opened",
    "email",
    "zip",
    "path",
    "Quantity",
    "paid",
]
CONDITIONS = (
    "amount >= 0",
    '"order" < 4 or paid is null',
    "state <> 'new' or amount < 500",
    "email like '%@%' -- or else",
    "a is not null",
    "day <= cast(opened as date)",
    "id % 2 = 0",
    "regexp_matches(zip,'x')",
    "zip ~ '^\\d'",
    "zip rlike '^\\\\d'",
    "a in ('x','y')",
    "a between 1 and 2",
    "case when paid then a > 1 else true end",
    "coalesce(a,0) > 1",
    "s.city = 'x'",
    "day <= current_date",
    "length(trim(a)) > 0",
    "paid",
    "not paid",
    "a is distinct from b",
    "ID IS NOT NULL",
    'state = "new"',
    "opened > now() - interval '1 day'",
    "a::date > '2020-01-01'",
    "json_extract(a,'$.b') = '1'",
    "upper(state) = state",
    "`order` > 1",
    "a = b",
    "(a > 1)",
    "a > 1 and (b < 2 or b is null)",
    "date_trunc('day', opened) = day",
    "abs(amount) < 1e6",
    "state not in ('x')",
    "strpos(email,'@') > 1",
    "current_date > day",
    "case when current_date > date '2030-01-01' then paid else true end",
    "datediff('day', day, opened) < 3",
    "a ilike 'x%'",
    "starts_with(a,'b')",
    "array_length(a) > 0",
    "mod(a, 2) = 0",
    "a || b <> ''",
    "extract(year from day) > 2000",
)
REFUSED = (
    ("exists (select 1)", "reads another table"),
    ("a in (select b from t)", "reads another table"),
    ("(select 1) > 0", "reads another table"),
    ("a = any(select b from t)", "reads another table"),
    ("select 1", "reads more than its row"),
    ("count(*) > 1", "is about several rows"),
    ("sum(a) over () > 1", "is about several rows"),
    ("row_number() over () = 1", "is about several rows"),
    ("lag(a) over (order by b) < a", "is about several rows"),
    ("read_csv('a')", "which is not known to compute from its arguments alone"),
    ("nextval('s') > 0", "which is not known to compute from its arguments alone"),
    ("pg_read_file('x') is null", "which is not known to compute from its arguments alone"),
    ("dblink('a', 'b') is null", "which is not known to compute from its arguments alone"),
    ("current_setting('x') = 'y'", "which is not known to compute from its arguments alone"),
    ("getvariable('x') = '1'", "which is not known to compute from its arguments alone"),
    ("system('x')", "which is not known to compute from its arguments alone"),
    ("my.f(a) > 1", "which is not known to compute from its arguments alone"),
    ("pg_sleep(3) is null", "which is not known to compute from its arguments alone"),
    ("dbt_treaty_tokenize(a) = 'x'", "which is not known to compute from its arguments alone"),
    ("load_extension('x')", "which is not known to compute from its arguments alone"),
    ("current_user = 'x'", "which is not known to compute from its arguments alone"),
    ("columns(*) > 0", "which is not known to compute from its arguments alone"),
    ("unnest(s) > 1", "which is not known to compute from its arguments alone"),
    ("query_table('x') > 0", "which is not known to compute from its arguments alone"),
    ("amount > all (values (1))", "which is not known to compute from its arguments alone"),
    ("my.upper(a) = 'x'", "a function of somebody's schema"),
    ("1", "is no condition that is true or false"),
    ("a + 1", "is no condition that is true or false"),
    ("'x'", "is no condition that is true or false"),
    ("a as b", "is no condition that is true or false"),
    ("a || b", "is no condition that is true or false"),
    ("cast(a as integer)", "is no condition that is true or false"),
    ("true", "names no column of this table: it says the same of every row"),
    ("current_date > date '2030-01-01'", "names no column of this table"),
    ("coalesce(null, 1) = 1", "names no column of this table"),
    ("'order' < 4 or paid", "says the same of every row in 'order' < 4"),
    ("amount > 0 and 1 < 2", "says the same of every row in 1 < 2"),
    ("amount > 0 or 'paid'", "says the same of every row in 'paid'"),
    ("not 'paid' and amount > 0", "says the same of every row in 'paid'"),
    ("paid or null", "says the same of every row in NULL"),
    ("unknown_col > 1", "which is no column of this table"),
    ("t.a > 1", "the rows have no table's name"),
    ("", "can't be read as one condition in SQL"),
    ("-- nothing", "can't be read as one condition in SQL"),
    ("amount >", "can't be read as one condition in SQL"),
    ("a, b", "can't be read as one condition in SQL"),
    ("amount >= 0) or (1=1", "can't be read as one condition in SQL"),
    ("amount >= 0; drop table x", "can't be read as one condition in SQL"),
    ("a > 1 union select 1", "can't be read as one condition in SQL"),
    ("a > 1) from t --", "can't be read as one condition in SQL"),
    ("a > 0 /* ", "can't be read as one condition in SQL"),
    ("next value for s > 1", "can't be read as one condition in SQL"),
    ("a = 'x", "can't be read as one condition in SQL"),
)


@pytest.mark.parametrize("sql", CONDITIONS)
def test_a_condition_of_some_warehouse(sql: str) -> None:
    assert fault_in_predicate(sql, COLUMNS) is None


@pytest.mark.parametrize(("sql", "why"), REFUSED)
def test_what_is_no_condition_of_a_row(sql: str, why: str) -> None:
    for adapter in (None, "duckdb", "postgres", "spark"):
        assert why in (fault_in_predicate(sql, COLUMNS, adapter) or "passed"), adapter


def test_another_warehouses_words() -> None:
    """A backslash ends no text on Spark, and does on DuckDB: what follows is then a query."""
    sql = r"a = 'x\' or exists (select 1) --'"
    assert fault_in_predicate(sql, COLUMNS, "spark") is None
    assert fault_in_predicate(sql, COLUMNS, "duckdb") == "reads another table"
    assert fault_in_predicate(sql, COLUMNS) == "reads another table"
    quoted = 'state = "new"'
    assert fault_in_predicate(quoted, COLUMNS, "spark") is None
    assert (
        fault_in_predicate(quoted, COLUMNS, "postgres")
        == "names new, which is no column of this table"
    )


def test_double_quotes_around_a_column_where_they_make_a_text() -> None:
    for sql in ('"order" < 4', 'coalesce("Order", 0) < 4', 'amount > 0 and state <> "order"'):
        told = (
            'holds "order", which is a text on {} and no column: '
            "write `order` for the column, 'order' for the text"
        )
        assert fault_in_predicate(sql, COLUMNS, "glue") == told.format("spark")
        assert fault_in_predicate(sql, COLUMNS, "bigquery") == told.format("bigquery")
        assert fault_in_predicate(sql, COLUMNS, "postgres") is None
    for sql in ("`order` < 4", "state <> 'order'", 'amount > 0 -- as in "order"'):
        assert fault_in_predicate(sql, COLUMNS, "spark") is None


def test_how_warehouses_read_a_rule() -> None:
    names = ("duckdb", "postgres", "snowflake", "redshift", "trino")
    misread = fault_in_predicate('amount > "order"', COLUMNS, "spark")
    assert readings('amount > "order"', COLUMNS) == (
        Reading(names, ("amount", "order"), None),
        Reading(("spark", "bigquery"), ("amount",), misread),
    )
    unknown = "names new, which is no column of this table"
    assert readings('state = "new"', COLUMNS) == (
        Reading(names, ("state",), unknown),
        Reading(("spark", "bigquery"), ("state",), None),
    )
    escaped = r"a <> 'x\' or b > 1 --'"
    assert [(r.dialects, r.columns) for r in readings(escaped, COLUMNS)] == [
        (("spark", "snowflake", "bigquery", "redshift"), ("a",)),
        (("duckdb", "postgres", "trino"), ("a", "b")),
    ]
    assert readings("`order` > 1", COLUMNS) == (Reading(("spark", "bigquery"), ("order",), None),)


@pytest.mark.parametrize("sql", CONDITIONS)
def test_only_quotes_are_read_in_several_ways(sql: str) -> None:
    assert (len(readings(sql, COLUMNS)) > 1) is ('"' in sql)


def test_a_function_that_the_project_knows() -> None:
    assert fault_in_predicate("is_iban(a)", COLUMNS, functions={"is_iban"}) is None


def test_texts_without_end() -> None:
    assert (
        fault_in_predicate("1=1 or " * 5000 + "true", COLUMNS) == "is longer than 20000 characters"
    )
    deep = "(" * 3000 + "1=1" + ")" * 3000
    assert fault_in_predicate(deep, COLUMNS) == "can't be read as one condition in SQL"
