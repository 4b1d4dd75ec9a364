"""Service levels and governance models: one outcome on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dbt_runs import DbtProject, copy_project
from engine import Engine, missing, running
from sla_shop import MEASURED, expected, governed_files, measured, statuses

pytestmark = pytest.mark.engines

NAMES = ("accurate", "blank", "counted", "fresh_day", "fresh_plain", "kept", "late", "of_null")
NAMES = tuple(sorted((*NAMES, "fresh_tz", "stale")))
STATES = """
select contract, promise, state from {{ ref('treaty_sla_state') }}
where promise <> 'late_arrival_window' order by 1, 2
"""
LOADED = """
select name, description, is_on_disk from {{ ref('treaty_contracts') }}
where table_name = 'kept'
"""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=pytest.mark.xdist_group(name))
        for name in ("duckdb", "postgres", "spark")
    ],
)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    with running(request.param) as ready:
        yield ready


@pytest.fixture(scope="module")
def built(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    """The shop of service levels, built with the governance models."""
    folder: Path = tmp_path_factory.mktemp(engine.name) / "levels"
    project = copy_project("small", folder, governed_files(engine.profile(), NAMES))
    project.dbt("deps").must_pass()
    project.treaty("sync").must_pass()
    project.dbt("build").must_pass()
    return project


def test_each_level_is_kept_or_warns(built: DbtProject) -> None:
    assert statuses(built) == {name: expected()[name] for name in NAMES}


def test_what_was_measured_is_remembered(engine: Engine, built: DbtProject) -> None:
    assert engine.rows(built, MEASURED) == measured(NAMES)


def test_the_models_tell_the_state_and_what_the_gate_knows(
    engine: Engine, built: DbtProject
) -> None:
    states = {(row[0].split(".")[-1], row[1]): row[2] for row in engine.rows(built, STATES)}
    day = states.pop(("fresh_day", "freshness"))
    assert day in {"green", "amber"}  # a day is as old as its beginning
    assert states == {
        ("accurate", "accuracy"): "amber",
        ("accurate", "freshness"): "green",
        ("blank", "freshness"): "red",
        ("counted", "completeness"): "amber",
        ("fresh_plain", "freshness"): "green",
        ("fresh_tz", "freshness"): "green",
        ("kept", "completeness"): "green",
        ("of_null", "completeness"): "red",
        ("stale", "freshness"): "red",
    }
    odd = 'it\'s \\ 100 % {{ odd }} ü; "quoted"'
    assert engine.rows(built, LOADED) == [["shop.product.kept", odd, True]]
