import pytest

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.native import read_native
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import TreatyError


def full_name(name: str, home: Home) -> str:
    (contract,) = read_native(parse(f"name: {name}", "a.contract.yaml"), home)
    return contract.name


@pytest.mark.parametrize(
    ("name", "home", "full"),
    [
        ("order_facts", Home("orders", "raw"), "orders.raw.order_facts"),
        ("order_facts", Home(None, "raw"), "raw.order_facts"),
        ("crm.derived.order_facts", Home("orders", "raw"), "crm.derived.order_facts"),
    ],
)
def test_a_name_takes_from_its_home_what_it_does_not_say(name: str, home: Home, full: str) -> None:
    assert full_name(name, home) == full


def test_a_home_that_is_no_name_is_refused() -> None:
    with pytest.raises(TreatyError) as caught:
        full_name("order_facts", Home("customer-care", "product"))
    assert str(caught.value) == (
        'a.contract.yaml:1:7: name: the folder "customer-care" does not fit as the domain of the'
        " contract\n    write domain.tier.table, or rename it; allowed: letters a-z and A-Z,"
        " digits and _, no digit first, at most 63 characters"
    )
