"""A record holds while the query would see what it saw, and not one change longer."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.ledger.record import Answer, Record, holds, key_of, record
from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.model import QueryLineage, Relation
from dbt_treaty.lineage.relations import Relations

SQL = "select u.id, o.total from crm.users as u join orders as o on o.id = u.id"
USERS = Relation("source.users", "w", "crm", "users", {"id": "integer", "email": None})
ORDERS = Relation("model.orders", "w", "shop", "orders", {"id": None, "total": None})


def relations(*known: Relation) -> Relations:
    return Relations(known)


def test_a_record_has_the_lineage_and_every_question() -> None:
    index = relations(USERS, ORDERS)
    made = record(SQL, "duckdb", index)
    users, orders = index.entry("source.users"), index.entry("model.orders")
    assert users is not None
    assert orders is not None
    assert made == Record(
        key_of(SQL, "duckdb"),
        (
            Answer((("crm", False), ("users", False)), "insensitive", users.mark),
            Answer((("orders", False),), "insensitive", orders.mark),
        ),
        analyse(SQL, "duckdb", relations(USERS, ORDERS)),
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Record) == made


def test_the_text_and_the_dialect_are_the_query() -> None:
    assert key_of(SQL, "duckdb") == key_of(SQL, "duckdb")
    assert len({key_of(SQL, "duckdb"), key_of(SQL, "postgres"), key_of(SQL + " ", "duckdb")}) == 3
    assert key_of("select '\udcff'", "duckdb") != key_of("select ''", "duckdb")


def test_what_the_query_does_not_see_may_change() -> None:
    made = record(SQL, "duckdb", relations(USERS, ORDERS))
    other = Relation("model.other", "w", "shop", "other", {"id": None})
    assert holds(made, relations(other, ORDERS, USERS))


def test_every_change_that_it_sees_ends_it() -> None:
    made = record(SQL, "duckdb", relations(USERS, ORDERS))
    columns = {"id": "integer", "email": None}
    changed = [
        Relation("source.users2", "w", "crm", "users", columns),  # another resource
        Relation("source.users", "v", "crm", "users", columns),  # another database
        Relation("source.users", "w", "crm", "users", columns, complete=False),
        Relation("source.users", "w", "crm", "users", None),
        Relation("source.users", "w", "crm", "users", {**columns, "phone": None}),
        Relation("source.users", "w", "crm", "users", {**columns, "id": "bigint"}),
        Relation("source.users", "w", "crm", "users", {"email": None, "id": "integer"}),  # order
        Relation("source.users", "w", "sales", "users", columns),  # no such table now
    ]
    assert [holds(made, relations(each, ORDERS)) for each in changed] == [False] * len(changed)
    twice = Relation("model.orders_too", "w", "old", "orders", {"id": None})
    assert not holds(made, relations(USERS, ORDERS, twice))  # which one is not known now


def test_an_unknown_relation_that_comes_to_be_known_ends_it() -> None:
    made = record(SQL, "duckdb", relations(USERS))
    assert holds(made, relations(USERS))
    assert not holds(made, relations(USERS, ORDERS))


def test_what_is_learnt_of_a_parent_ends_it() -> None:
    index = relations(USERS, ORDERS)
    made = record(SQL, "duckdb", index)
    index.learn("model.orders", {"id": None, "total": None}, complete=True)
    assert holds(made, index)
    index.learn("model.orders", {"id": None, "sum": None}, complete=True)
    assert not holds(made, index)


def test_a_query_that_can_not_be_read_is_remembered_as_such() -> None:
    made = record("select from where users", "duckdb", relations(USERS))
    assert made.lineage.reason is not None
    assert made.lineage.suspects == ("source.users",)
    assert holds(made, relations(USERS))
    assert not holds(made, relations(Relation("source.u", None, None, "users", None)))


NAMES = st.sampled_from(["a", "b", "c"])
COLUMNS = st.lists(st.sampled_from(["x", "y", "z"]), max_size=3, unique=True)
SCHEMAS = st.dictionaries(NAMES, COLUMNS | st.none(), max_size=3)
QUERIES = st.sampled_from(
    [
        "select * from a join b using (x)",
        "select x, (select max(y) from b) as y from a",
        "with b as (select * from c) select * from b union all by name select * from a",
        "select t from a as t where exists (select 1 from c)",
    ]
)


def index_of(schemas: dict[str, list[str] | None]) -> Relations:
    return Relations(
        Relation(f"model.{name}", "w", "s", name, None if c is None else dict.fromkeys(c))
        for name, c in schemas.items()
    )


@settings(max_examples=200, deadline=None)
@given(QUERIES, SCHEMAS, SCHEMAS)
def test_a_record_that_holds_is_right(
    sql: str, before: dict[str, list[str] | None], after: dict[str, list[str] | None]
) -> None:
    made = record(sql, "duckdb", index_of(before))
    if holds(made, index_of(after)):
        fresh: QueryLineage = analyse(sql, "duckdb", index_of(after))
        assert made.lineage == fresh
    if before == after:
        assert holds(made, index_of(after))
