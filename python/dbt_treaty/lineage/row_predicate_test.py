"""Rules of a row: conditions that warehouses write, and texts that are none or would do more."""

from __future__ import annotations

import pytest

from dbt_treaty.lineage.row_predicate import fault_in_predicate

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
    "true",
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


def test_a_function_that_the_project_knows() -> None:
    assert fault_in_predicate("is_iban(a)", COLUMNS, functions={"is_iban"}) is None


def test_texts_without_end() -> None:
    assert (
        fault_in_predicate("1=1 or " * 5000 + "true", COLUMNS) == "is longer than 20000 characters"
    )
    deep = "(" * 3000 + "1=1" + ")" * 3000
    assert fault_in_predicate(deep, COLUMNS) == "can't be read as one condition in SQL"
