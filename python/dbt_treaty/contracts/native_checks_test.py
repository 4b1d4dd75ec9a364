from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import Check
from dbt_treaty.contracts.native import read_native
from dbt_treaty.documents.read import parse

TEXT = """\
name: orders.product.order_facts
schema: [{name: id, type: string}, {name: unit, type: string}]
quality:
  checks:
    - {name: enough, metric: row_count, must_be_between: [1, 2.5], severity: warn}
    - {metric: invalid_values, column: unit, values: [kg, null], pattern: "^k", must_be: 0}
    - {metric: duplicate_values, columns: [id, unit], must_be_less_than: 1, unit: percent}
    - query: select max(unit) = 'kg' from {object}
      column: id
      must_be: true
      description: It is all kilograms.
"""


def test_checks_stand_in_the_order_of_the_columns_and_those_of_the_table_last() -> None:
    (contract,) = read_native(parse(TEXT, "a.contract.yaml"), Home(None, None))

    assert contract.checks == (
        Check(
            "must_be",
            (True,),
            query="select max(unit) = 'kg' from {object}",
            column="id",
            description="It is all kilograms.",
        ),
        Check("must_be", (0,), "invalid_values", column="unit", values=("kg", None), pattern="^k"),
        Check("must_be_between", (1, 2.5), "row_count", name="enough", severity="warn"),
        Check(
            "must_be_less_than", (1,), "duplicate_values", columns=("id", "unit"), unit="percent"
        ),
    )
