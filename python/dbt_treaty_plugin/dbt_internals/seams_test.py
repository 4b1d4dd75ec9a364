"""The seams to dbt: each holds on the dbt that is installed, and can be used twice."""

from types import SimpleNamespace
from typing import Any

import pytest
from dbt.adapters.contracts.connection import LazyHandle
from dbt.context import base as context_base
from dbt_common.exceptions import CompilationError

from dbt_treaty_plugin.dbt_internals import seams
from dbt_treaty_plugin.dbt_internals.seams import Invocation, invocation_of


def test_a_module_is_offered_to_jinja_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context_base, "get_context_modules", lambda: {"re": 1})
    monkeypatch.setattr(seams, "_OFFERED", {})
    seams.offer_to_jinja("ours", {"a": 1})
    wrapped = context_base.get_context_modules
    seams.offer_to_jinja("ours", {"b": 2})
    assert context_base.get_context_modules is wrapped
    assert wrapped() == {"re": 1, "ours": {"b": 2}}


def test_every_opened_connection_is_shown_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, Any]] = []

    def act(adapter: str, handle: Any) -> None:
        seen.append((adapter, handle))

    monkeypatch.setattr(seams, "_AFTER_OPENING", [])
    monkeypatch.setattr(LazyHandle, "resolve", lambda _, connection: connection)
    seams.after_opening(act)
    seams.after_opening(act)
    connection = SimpleNamespace(type="duckdb", handle="handle")
    assert LazyHandle(lambda given: given).resolve(connection) is connection
    assert seen == [("duckdb", "handle")]


def test_a_jinja_that_hides_the_manifest_is_refused() -> None:
    with pytest.raises(CompilationError, match="cannot see the running command's manifest"):
        invocation_of(lambda name: name)
    shown = SimpleNamespace(
        manifest=SimpleNamespace(nodes={}), config=SimpleNamespace(project_target_path="t")
    )
    assert invocation_of(shown) == Invocation(shown.manifest, shown.config)


@pytest.mark.slow
def test_the_folders_of_the_running_command(invocation: Invocation) -> None:
    assert invocation.target == invocation.root / "target"
    assert (invocation.root / "dbt_project.yml").is_file()
    assert invocation.adapter.type() == "duckdb"
