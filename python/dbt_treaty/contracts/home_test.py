import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.home import Home, home_of


@pytest.mark.parametrize(
    ("path", "contracts", "home"),
    [
        ("contracts/a.contract.yaml", "contracts", Home("mine", "product")),
        ("contracts/raw/a.contract.yaml", "contracts", Home("mine", "raw")),
        ("contracts/orders/curated/a.contract.yaml", "contracts", Home("orders", "curated")),
        ("contracts/x/orders/product/a.contract.yaml", "contracts", Home("orders", "product")),
        ("contracts/orders/a.contract.yaml", "contracts", Home("mine", "product")),
        ("orders/product/a.contract.yaml", ".", Home("orders", "product")),
        ("a/b/product/a.contract.yaml", "a/b", Home("mine", "product")),
        ("elsewhere/orders/raw/a.contract.yaml", "contracts", Home("orders", "raw")),
    ],
)
def test_where_a_file_lies_says_domain_and_tier(path: str, contracts: str, home: Home) -> None:
    assert home_of(path, Configuration(domain="mine", contracts=contracts)) == home
