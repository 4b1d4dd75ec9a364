"""The queries of `infer_contract`: what they ask, and that both doors come to one profile."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import duckdb
from macro_files import Macros

from dbt_treaty.infer.duckdb_files import profile_files
from dbt_treaty.infer.files import find_table
from dbt_treaty.infer.gathering import Gathering
from dbt_treaty.infer.profile import Profile

TYPES = SimpleNamespace(type_string=lambda: "varchar", type_int=lambda: "integer")
QUERY = """
select i as id, ['a', 'b', null][1 + i % 3] as kind, i / 4 as share, [i] as many,
    date '2026-01-01' + i as day, i % 2 = 0 as flag, 'u' || i as "Odd name"
from (select range::integer as i from range(30))
"""


def gathered(session: duckdb.DuckDBPyConnection) -> Profile:
    macros, gathering = Macros("duckdb", dbt=TYPES), Gathering("t.parquet", "duckdb")
    for name, native, *_ in session.execute("describe t").fetchall():
        gathering.take_column(name, native)
    (totals,) = session.execute(macros.profile_query("t", gathering.measured)).fetchall()
    gathering.take_totals(totals)
    for row in session.execute(macros.sample_query("t", gathering.measured, 1000)).fetchall():
        gathering.take_row(row)
    for row in session.execute(macros.value_counts_query("t", gathering.listed)).fetchall():
        gathering.take_count(row)
    return gathering.profile()


def test_a_table_and_its_file_have_one_profile(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    with duckdb.connect() as session:
        session.execute(f"create table t as {QUERY}")
        session.execute(f"copy t to '{path}' (format parquet)")

        assert gathered(session) == profile_files(find_table(path))


def test_names_are_quoted_as_the_warehouse_quotes() -> None:
    measured = [{"name": "order", "counted": False, "ordered": False}]
    macros = Macros("bigquery", dbt=TYPES)

    assert macros.profile_query("t", measured) == (
        "select count(*) as total, count(`order`) as filled_1, cast(null as integer) as "
        "distinct_1, cast(null as varchar) as min_1, cast(null as varchar) as max_1 from t"
    )
    assert macros.sample_query("t", measured, 10) == (
        "select cast(null as varchar) as value_1 from t limit 10"
    )
    assert macros.value_counts_query("t", [{"name": "a", "at": 0}, {"name": "b", "at": 3}]) == (
        "select 0 as place, cast(`a` as varchar) as value, count(*) as total from t where `a` is "
        "not null group by `a` union all select 3 as place, cast(`b` as varchar) as value, "
        "count(*) as total from t where `b` is not null group by `b`"
    )
