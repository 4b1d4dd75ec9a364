"""Who reads a product, as its producer asks."""

from __future__ import annotations

from datetime import date

import pytest

from dbt_treaty.conftest import Project
from dbt_treaty.errors import TreatyError
from dbt_treaty.subscriptions.conftest import TWO_MAJORS
from dbt_treaty.subscriptions.consumers import PublishedVersion, consumers_of


def test_readers_of_other_domains_first_and_pins_that_nothing_is_read_under(
    project: Project,
) -> None:
    found = consumers_of(project(TWO_MAJORS), "order_facts")
    assert found.product == "orders.product.order_facts"
    assert found.versions == (
        PublishedVersion("2.4.0", date(2027, 3, 31)),
        PublishedVersion("3.0.0", None),
    )
    assert [
        (each.reading.reader.domain, each.reading.reader.name, each.columns.columns)
        for each in found.consumers
    ] == [
        ("finance", "books", ("order_id", "gross_amount", "note")),
        ("marketing", "leads", ("order_id", "amount")),
        ("support", "guesses", ()),
        ("support", "tickets", ("gross_amount",)),
        ("orders", "order_list", ("order_id",)),
    ]
    assert [str(pin.place) for pin in found.unread] == ["dbt_treaty.yml:9"]
    assert [owner.team for owner in found.owners] == ["@team"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("order_fact", "there is no product 'order_fact'\n    did you mean \"order_facts\"?"),
        ("zzz", "there is no product 'zzz'\n    products: orders.product.order_facts"),
    ],
)
def test_a_name_that_is_none(project: Project, text: str, says: str) -> None:
    with pytest.raises(TreatyError) as error:
        consumers_of(project(TWO_MAJORS), text)
    assert str(error.value).startswith(says)
