"""Which readers read which columns of a product."""

from dbt_treaty.conftest import Project
from dbt_treaty.subscriptions.column_readers import ColumnsRead, column_readers, columns_read
from dbt_treaty.subscriptions.conftest import TWO_MAJORS
from dbt_treaty.subscriptions.readings import read_products

Names = list[tuple[str, list[str], list[str]]]


def test_the_columns_of_each_reader(project: Project) -> None:
    evidence = project(TWO_MAJORS)
    assert {
        reading.reader.name: columns_read(evidence, reading) for reading in read_products(evidence)
    } == {
        "books": ColumnsRead(("order_id", "gross_amount", "note")),
        "guesses": ColumnsRead((), perhaps_more=True),
        "leads": ColumnsRead(("order_id", "amount")),  # one is only read to choose rows
        "order_list": ColumnsRead(("order_id",)),
        "tickets": ColumnsRead(("gross_amount",)),
    }


def readers(project: Project, *columns: str, major: int | None = None) -> Names:
    found = column_readers(project(TWO_MAJORS), "Orders.product.ORDER_FACTS", columns, major)
    return [
        (
            each.column,
            [reading.reader.name for reading in each.reads],
            [reading.reader.name for reading in each.perhaps],
        )
        for each in found
    ]


def test_the_readers_of_each_column_of_a_major(project: Project) -> None:
    """What nobody reads is said to be read by nobody, but for those of whom nobody can tell."""
    assert readers(project, "Amount", "note", "order_id", "none_such", major=2) == [
        ("Amount", ["leads"], ["guesses"]),
        ("note", [], ["guesses"]),
        ("order_id", ["leads", "order_list"], ["guesses"]),
        ("none_such", [], ["guesses"]),
    ]


def test_the_readers_in_every_major(project: Project) -> None:
    assert readers(project, "note") == [("note", ["books"], ["guesses"])]
