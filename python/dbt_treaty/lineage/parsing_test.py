from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlglot.errors import SqlglotError

from dbt_treaty.lineage.dialect import dialect_of
from dbt_treaty.lineage.parsing import parse

ADAPTERS = ["athena", "bigquery", "clickhouse", "duckdb", "postgres", "snowflake", "tsql"]


@pytest.mark.parametrize("adapter", ADAPTERS)
@pytest.mark.parametrize("broken", ["select 'a", "select (a from b", "select a from b where"])
def test_a_text_that_cannot_be_read_leaves_nothing_behind(adapter: str, broken: str) -> None:
    dialect = dialect_of(adapter)
    good = "select a, b /* why */ from c; select 2"
    before = dialect.grammar.parse(good)
    with pytest.raises(SqlglotError):
        parse(broken, dialect)
    assert parse(good, dialect) == before
    assert parse("", dialect) == []


def test_threads_do_not_disturb_each_other() -> None:
    dialect = dialect_of("duckdb")
    texts = [f"select {', '.join(f'x{n}_{m}' for m in range(50))} from t{n}" for n in range(200)]
    with ThreadPoolExecutor(8) as threads:
        trees = list(threads.map(lambda text: parse(text, dialect), texts))
    assert [tree.sql().lower() for [tree] in trees] == texts
