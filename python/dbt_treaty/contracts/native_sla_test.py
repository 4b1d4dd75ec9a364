import pytest

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import Sla
from dbt_treaty.contracts.native import read_native
from dbt_treaty.documents.read import parse


def sla_of(columns: str, sla: str) -> Sla:
    text = f"name: order_facts\nschema: {columns}\nsla: {sla}\n"
    (contract,) = read_native(parse(text, "a.contract.yaml"), Home("orders", "product"))
    return contract.sla


@pytest.mark.parametrize(
    ("columns", "column"),
    [
        ("[{name: a, type: timestamp}, {name: b, type: date}]", "a"),
        ("[{name: a, type: timestamp_tz}]", "a"),
        ("[{name: a, type: timestamp}, {name: b, type: timestamp_tz}]", None),
        ("[{name: a, type: date}]", None),
    ],
)
def test_freshness_reads_the_one_timestamp_there_is(columns: str, column: str | None) -> None:
    assert sla_of(columns, "{freshness: 15m}") == Sla("15m", column)


def test_a_contract_without_freshness_reads_no_column() -> None:
    assert sla_of("[{name: a, type: timestamp}]", "{accuracy: 99%}") == Sla(accuracy="99%")
