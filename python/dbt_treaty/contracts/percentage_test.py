from decimal import Decimal

import pytest

from dbt_treaty.contracts.percentage import parse_percentage


def test_percentages() -> None:
    texts = ("0%", "99.95%", "100%", " 99.9 % ")
    assert [parse_percentage(text) for text in texts] == [
        Decimal(0),
        Decimal("99.95"),
        Decimal(100),
        Decimal("99.9"),
    ]


@pytest.mark.parametrize("text", ["", "99", "0.999", "101%", "100.1%", "-1%", "%", "1e1%", ".5%"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no percentage"):
        parse_percentage(text)
