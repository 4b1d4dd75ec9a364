"""What rows are counted against: a relation of this project, a count query, or a problem."""

import pytest

from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_or_raise
from dbt_treaty.errors import Problem
from dbt_treaty.sync.conftest import CONTRACT, Make
from dbt_treaty.sync.counted import Counted, find_counted
from dbt_treaty.sync.dbt_project import read_dbt_project
from dbt_treaty.sync.handwritten import read_handwritten

FILES: dict[str, str | None] = {
    "seeds/raw/goods.csv": "id\n1\n",
    "models/derived/cleaned.sql": "select 1 as id",
    "models/sources.yml": "sources: [{name: erp, tables: [{name: parts}, {name: cleaned}]}]\n",
}


def counted(make: Make, reference: str) -> Counted | Problem | None:
    said = f'completeness: {{min: "99%", reference: "{reference}"}}'
    text = CONTRACT.replace('completeness: "99%"', said)
    root = make({**FILES, "contracts/product/item.contract.yaml": text})
    project = read_dbt_project(root)
    (contract,) = load_or_raise(root, read_configuration(root))
    models = {path.stem for path in project.model_files()}
    return find_counted(contract, models, project, read_handwritten(project))


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("shop.raw.goods", Counted(relation="ref('goods')")),
        ("cleaned", Counted(relation="ref('cleaned')")),
        ("erp.parts", Counted(relation="source('erp', 'parts')")),
        ("erp.cleaned", Counted(relation="source('erp', 'cleaned')")),
        ("select count(*) from x", Counted(query="select count(*) from x")),
    ],
)
def test_what_a_reference_names(make: Make, reference: str, found: Counted) -> None:
    assert counted(make, reference) == found


@pytest.mark.parametrize(
    ("reference", "fault"),
    [
        ("shop.raw.good", "names no model, seed or source of this project"),
        ("parts", "names no model, seed or source of this project"),
        ("shop.product.item", "is the product itself"),
        ("select 1; drop table x", "holds more than one statement"),
        ("ref('goods')", "is no name, and no SELECT"),
    ],
)
def test_what_it_cannot_name(make: Make, reference: str, fault: str) -> None:
    problem = counted(make, reference)
    assert isinstance(problem, Problem)
    assert str(problem.place) == "contracts/product/item.contract.yaml:1"
    assert problem.what == (
        f'sla.completeness.reference of shop.product.item: "{reference}" {fault}'
    )


def test_a_contract_that_names_none(make: Make) -> None:
    root = make(FILES)
    project = read_dbt_project(root)
    (contract,) = load_or_raise(root, read_configuration(root))
    assert find_counted(contract, {"item"}, project, read_handwritten(project)) is None
