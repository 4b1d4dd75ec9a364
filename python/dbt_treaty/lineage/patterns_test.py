from __future__ import annotations

import pytest

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.model import QueryPattern
from dbt_treaty.lineage.relations import Relations


def patterns(sql: str, dialect: str = "duckdb") -> tuple[QueryPattern, ...]:
    return analyse(sql, dialect, Relations(())).patterns


def of(kind: str, sql: str) -> list[str]:
    return [each.name for each in patterns(sql) if each.kind == kind]


def test_each_has_its_line() -> None:
    sql = "select *\nfrom s.a\ncross join b\njoin\n  c on true"
    assert patterns(sql) == (
        QueryPattern("open star", "s.a", 2),
        QueryPattern("cross join", "b", 3),
        QueryPattern("cross join", "c", 5),
    )


@pytest.mark.parametrize(
    "from_",
    [
        "a, b",
        "a cross join b",
        "a join b on 1 = 1",
        "a left join b on true",
        "a, b where a.x = 1",
        "a, b where a.x = a.y",
        "a join c using (x) cross join b",
        "(select * from t) as a cross join b",
        "a cross join (select x from b group by x) as b",
        "a where exists (select 1 from c cross join b)",
    ],
)
def test_a_cross_join(from_: str) -> None:
    assert of("cross join", f"select 1 as n from {from_}") == ["b"]


@pytest.mark.parametrize(
    "from_",
    [
        "a join b on a.x = b.x",
        "a join b using (x)",
        "a natural join b",
        "a positional join b",
        "a asof join b on a.x >= b.x",
        "a, b where a.x = b.x",
        "a, b where x = y",
        "a, b, c where a.x = b.x and b.y = c.y",
        "a cross join unnest(a.xs) as u(x)",
        "a, unnest(a.xs) as u(x)",
        "a cross join lateral (select 1 as x) as l",
        "a cross join range(3)",
        "a cross join (values (1)) as v(x)",
        "a cross join (select max(x) as x from b) as m",
        "a cross join (select x from b order by x limit 1) as m",
        "a cross join (select 1 as x) as m",
        "(select count(*) as n from b) as m cross join a",
    ],
)
def test_what_multiplies_nothing(from_: str) -> None:
    assert of("cross join", f"select 1 as n from {from_}") == []


@pytest.mark.parametrize(
    "window", ["sum(x) over () as x", "sum(x) over () as x, count(*) as n", "x, max(x) as n"]
)
def test_a_window_gives_as_many_rows_as_there_are(window: str) -> None:
    is_one_row = "count" in window
    sql = f"select 1 as n from a cross join (select {window} from b) as m"
    assert of("cross join", sql) == ([] if is_one_row and "over" not in window else ["m"])


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("select * from a", ["a"]),
        ("select a.* from a join b using (x)", ["a"]),
        ("with c as (select * from a) select * from c", ["a"]),
        ("select * from (select * from a)", ["a"]),
        ("select x from a union all select * from b", ["b"]),
        ("with c as (select * from a) select x from c", []),
        ("with c as (select x from a) select * from c", []),
        ("with recursive c as (select 1 as n union all select n + 1 from c) select * from c", []),
        ("select count(*) as n from a", []),
        ("select * from range(3)", []),
    ],
)
def test_a_star_whose_columns_another_table_chooses(sql: str, names: list[str]) -> None:
    assert of("open star", sql) == names


def test_a_query_that_cannot_be_read_has_none() -> None:
    assert patterns("selec * from a cross join b") == ()
