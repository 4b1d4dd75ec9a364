"""Which queries keep every row of one table; for the others the reason why nobody can tell."""

import pytest

from dbt_treaty.lineage.kept_rows import Kept, kept_rows

KEEPS = [
    'select * from "db"."raw"."orders"',
    "select upper(a) as a, case when b then 1 end as b from raw.orders order by a",
    "with o as (select * from raw.orders), p as (select a from o) select a, 1 as one from p as q",
    "select a from (select a, b from raw.orders) as o",
    "select row_number() over (partition by a order by b) as n from raw.orders",
    "select a, (select max(x) from raw.other) as m from raw.orders",
    "select dbt_treaty_tokenize(a) as a from raw.orders",
    "with orders as (select * from raw.orders) select * from orders",
]
LOSES = {
    "select * from raw.orders where a > 1": "it has a WHERE",
    "select distinct a from raw.orders": "it has a DISTINCT",
    "select a from raw.orders group by a": "it has a GROUP BY",
    "select a from raw.orders limit 10": "it has a LIMIT",
    "select a from raw.orders qualify row_number() over (order by a) = 1": "it has a QUALIFY",
    "select o.a from raw.orders as o left join raw.x as x on x.a = o.a": "it has a join",
    "select a from raw.orders, raw.x": "it has a join",
    "select count(*) as n from raw.orders": "it aggregates (COUNT)",
    "select 1 + max(a) as n from raw.orders": "it aggregates (MAX)",
    "select unnest(a) as a from raw.orders": "it makes rows of the values in one",
    "select odd(a) as a from raw.orders": "it calls odd(), which may make or lose rows",
    "select a from raw.orders union all select a from raw.x": "it is no plain SELECT",
    "select 1 as a": "it reads from no table",
    "select * from range(10)": "it reads from no table",
    "select * from raw.orders tablesample 10 percent": "it has a table with more to it",
    "select * from (select * from raw.orders where a) as o": "it has a WHERE",
    "select * from (select * from raw.orders) as o join raw.x on true": "it has a join",
    "with recursive r as (select 1 as a union all select a from r) select a from r": (
        "it is no plain SELECT"
    ),
    "select from from": "its SQL can't be read",
    "select 1 from raw.a; select 2 from raw.b": "it is several statements",
}


@pytest.mark.parametrize("sql", KEEPS)
def test_every_row_is_kept(sql: str) -> None:
    assert kept_rows(sql, "duckdb") == Kept("orders", "raw")


@pytest.mark.parametrize("sql", LOSES)
def test_a_row_may_be_lost_or_doubled(sql: str) -> None:
    assert kept_rows(sql, "duckdb") == Kept(reason=LOSES[sql])


@pytest.mark.parametrize("adapter", ["postgres", "spark", "snowflake", "bigquery"])
def test_other_dialects(adapter: str) -> None:
    assert kept_rows("select a as b from raw.orders", adapter) == Kept("orders", "raw")
    assert kept_rows("select explode(a) as a from raw.orders", "spark").reason
