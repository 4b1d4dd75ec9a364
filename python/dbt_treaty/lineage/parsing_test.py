from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlglot.errors import SqlglotError

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.dialect import dialect_of
from dbt_treaty.lineage.parsing import parse
from dbt_treaty.lineage.relations import Relations

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


def test_queries_in_queries_take_no_time_without_end() -> None:
    """Two parsers copy each for all around it: 1,500 took more than a minute."""
    deep = f"select a from {'(select a from ' * 1500}t{')' * 1500}"
    dialects = ("bigquery", "redshift", "postgres")
    reasons = [analyse(deep, each, Relations([])).reason for each in dialects]
    assert reasons == ["unparsed: nested too deep", "unparsed: nested too deep", None]


@pytest.mark.parametrize("much", ["(" * 300 + "a" + ")" * 300, " + ".join(["(select 1)"] * 300)])
def test_brackets_beside_each_other_or_without_a_query_are_borne(much: str) -> None:
    assert analyse(f"select {much} from t", "redshift", Relations([])).reason is None


@pytest.mark.parametrize("broken", [") select", "(", "select a from t)))", "(((select"])
def test_brackets_that_do_not_close_are_borne(broken: str) -> None:
    with pytest.raises(SqlglotError):
        parse(broken, dialect_of("redshift"))


def test_threads_do_not_disturb_each_other() -> None:
    dialect = dialect_of("duckdb")
    texts = [f"select {', '.join(f'x{n}_{m}' for m in range(50))} from t{n}" for n in range(200)]
    with ThreadPoolExecutor(8) as threads:
        trees = list(threads.map(lambda text: parse(text, dialect), texts))
    assert [tree.sql().lower() for [tree] in trees] == texts
