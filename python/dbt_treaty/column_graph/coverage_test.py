"""Models whose contract a check can't hold against anything are counted apart."""

from dbt_treaty.column_graph.coverage import coverage
from dbt_treaty.contracts.model import Contract, Owner, Sla
from dbt_treaty.errors import Place
from dbt_treaty.findings import Coverage
from dbt_treaty.project.model import Resource

CONTRACT = Contract("a", "shop", "product", "1.0.0", Owner(), (), Sla(), (), Place("c.yaml", 1))


def resource(name: str, language: str, contract: Contract | None) -> Resource:
    path = f"models/{name}"
    return Resource(
        f"model.m.{name}", "model", name, "m", path, language=language, contract=contract
    )


def test_a_contract_on_a_model_that_is_no_sql_is_checked_when_it_is_built() -> None:
    resources = [
        resource("b", "python", CONTRACT),
        resource("a", "python", CONTRACT),
        resource("sql", "sql", CONTRACT),
        resource("free", "python", None),
    ]
    assert coverage({}, (), resources) == Coverage(checked_when_built=("model.m.a", "model.m.b"))
    assert coverage({}) == Coverage()
