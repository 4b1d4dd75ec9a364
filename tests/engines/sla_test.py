"""Service levels and governance models: one outcome on each engine."""

from __future__ import annotations

import pytest
from dbt_runs import DbtProject
from engine import Engine
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


@pytest.fixture(scope="module")
def built(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    """The shop of service levels, built with the governance models."""
    folder = tmp_path_factory.mktemp(engine.name) / "levels"
    project = engine.project(folder, governed_files(engine.profile(), NAMES))
    project.dbt_here("build").must_pass()
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
