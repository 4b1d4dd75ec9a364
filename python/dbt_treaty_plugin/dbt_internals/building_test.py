"""The seam in front of a materialization holds on the dbt that is installed, and is made once."""

from types import SimpleNamespace
from typing import Any

import pytest
from dbt.task import run as run_task

from dbt_treaty_plugin.dbt_internals import building


def test_each_model_is_shown_with_its_context(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def act(model: Any, context: dict[str, Any]) -> None:
        seen.append(model)
        context["sql"] = "changed"

    def generate(model: Any, config: Any, manifest: Any) -> dict[str, Any]:
        return {"sql": "own", "of": (model, config, manifest)}

    monkeypatch.setattr(building, "_BEFORE_BUILDING", [])
    monkeypatch.setattr(run_task, "generate_runtime_model_context", generate)
    building.before_building(act)
    wrapped = run_task.generate_runtime_model_context
    building.before_building(act)
    assert run_task.generate_runtime_model_context is wrapped
    assert wrapped("m", "c", manifest="all") == {"sql": "changed", "of": ("m", "c", "all")}
    assert seen == ["m"]


def test_dbt_builds_with_what_the_seam_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    class ReachedError(Exception):
        """The seam was asked."""

    def generate(*_: Any) -> dict[str, Any]:
        raise ReachedError

    monkeypatch.setattr(run_task, "generate_runtime_model_context", generate)
    runner = SimpleNamespace(config=None)
    with pytest.raises(ReachedError):
        run_task.ModelRunner.execute(runner, SimpleNamespace(), SimpleNamespace())
