import pytest

from dbt_treaty.contracts.single_select import fault_in_select


@pytest.mark.parametrize(
    "text",
    [
        "select count(*) from {object}",
        "SELECT COUNT(*) FROM ${table} WHERE ${column} IS NOT NULL;",
        "-- how many\nwith late as (select 1 as a) select count(*) from late",
        "(select 1) union all (select 2)",
        "select count(*) from t where a = 'it''s; (delete' and \"drop)\" = $$ ) $$ -- )",
        "select /* ; ) */ (replace(a, 'x', 'y')), truncate(b) from t",
        "select set from t where (`a;`) = update",
    ],
)
def test_one_select_is_one(text: str) -> None:
    assert fault_in_select(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is empty"),
        (" -- nothing\n;", "is empty"),
        ("delete from t", 'begins with "delete", and not with SELECT or WITH'),
        ("select 1; drop table t", "holds more than one statement"),
        ("select 1) as value; drop table t --", "holds more than one statement"),
        ("select 1) as value, (select 2", 'has a ")" that closes nothing'),
        ("select (1", 'has a "(" that is not closed'),
        ("select 'a", "has a quote that is not closed, or a backslash in quotes"),
        (r"select 'a\' ) --'", "has a quote that is not closed, or a backslash in quotes"),
        ("with gone as (delete from t returning *) select 1", "holds DELETE; a check only reads"),
        ("with a as (select 1) insert into t select 1", "holds INSERT; a check only reads"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, fault: str) -> None:
    assert fault_in_select(text) == fault
