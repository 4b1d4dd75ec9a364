from __future__ import annotations

from statistics import mean

import duckdb
import pytest

from bench.workload.catalog import sources_catalog
from bench.workload.manifest import manifest
from bench.workload.project import Node, project
from bench.workload.steps import LEAST, MOST
from dbt_treaty.column_graph.build import build
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.project.manifest import read_project

NODES = project(200, seed=11)
MODELS = [node for node in NODES.values() if node.sql is not None]


def edges(node: Node) -> set[tuple[str, ...]]:
    return {(column.name, *origin) for column in node.columns for origin in column.origins}


def test_a_project_has_as_many_models_and_is_the_same_for_its_seed() -> None:
    assert len(MODELS) == 200
    assert project(200, seed=11) == NODES
    assert project(200, seed=12) != NODES


@pytest.mark.parametrize("models", [1, 2, 7, 30])
def test_small_projects_have_as_many_models_too(models: int) -> None:
    made = [node for node in project(models, seed=1).values() if node.sql is not None]

    assert len(made) == max(models, 6), "one of each layer at least"


def test_models_are_as_wide_and_as_linked_as_the_page_says() -> None:
    values = [len({e for e in edges(node) if e[-1] != "scan"}) for node in MODELS]

    assert {LEAST <= len(node.columns) <= MOST for node in MODELS} == {True}
    assert 20 < mean(values) < 30


def test_duckdb_runs_every_model_and_names_its_columns_alike() -> None:
    warehouse = duckdb.connect()
    warehouse.execute("attach ':memory:' as w")
    for node in NODES.values():
        warehouse.execute(f'create schema if not exists w."{node.schema}"')
        listed = ", ".join(f"{column.name} {column.type}" for column in node.columns)
        if node.sql is None:
            warehouse.execute(f"create table {node.relation} ({listed})")
        else:
            warehouse.execute(f"create table {node.relation} as {node.sql}")
            found = warehouse.execute(f"from {node.relation} limit 0").description
            assert [each[0] for each in found or ()] == [each.name for each in node.columns]


def test_our_lineage_is_the_truth() -> None:
    graph = build(read_project(manifest(NODES), Configuration(), catalog=sources_catalog(NODES)))

    found = {
        model: {
            (column.name, edge.parent.relation, edge.parent.column, edge.evolution)
            for column in query.columns
            for edge in column.edges
        }
        for model, query in graph.queries.items()
    }
    assert found == {node.id: edges(node) for node in MODELS}
    assert graph.coverage.unresolved == ()
