"""What was compiled is recalled while nothing it is made of has changed, and never after that."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dbt_common.context import get_invocation_context

from dbt_treaty_plugin.compile_memory import MEMORY_FILE, CompileMemory
from dbt_treaty_plugin.compiled_nodes import compiled_nodes
from dbt_treaty_plugin.dbt_internals import Invocation

pytestmark = pytest.mark.slow

# Of the small project: what reads nothing that changes by itself. `asks` and `own` ask the
# warehouse, `broken` raises.
CONSTANT = {"first.v2", "second", "third"}


@pytest.fixture
def fresh(invocation: Invocation) -> Invocation:
    """The small project with a manifest of its own and nothing remembered."""
    (invocation.target / MEMORY_FILE).unlink(missing_ok=True)
    return Invocation(invocation.manifest.deepcopy(), invocation.config)


def recalled(invocation: Invocation) -> set[str]:
    memory = CompileMemory(invocation)
    nodes = invocation.manifest.nodes.items()
    return {
        uid.removeprefix("model.small.") for uid, node in nodes if memory.recall(node) is not None
    }


def test_what_is_constant_is_recalled_as_it_was_compiled(fresh: Invocation) -> None:
    assert recalled(fresh) == set()
    cold = compiled_nodes(fresh)
    assert recalled(fresh) == CONSTANT
    kept = (fresh.target / MEMORY_FILE).read_bytes()
    assert compiled_nodes(fresh) == cold
    assert (fresh.target / MEMORY_FILE).read_bytes() == kept


def environment() -> Any:
    """The environment as dbt took it in when the command began."""
    return get_invocation_context().env


def node(invocation: Invocation, name: str) -> Any:
    return invocation.manifest.nodes[f"model.small.{name}"]


def edit_text(invocation: Invocation) -> None:
    node(invocation, "first.v2").raw_code += " "


def edit_configuration(invocation: Invocation) -> None:
    node(invocation, "third").config.meta = {"other": True}


def edit_ephemeral_parent(invocation: Invocation) -> None:
    node(invocation, "second").raw_code += " "


def edit_name_of_a_parent(invocation: Invocation) -> None:
    node(invocation, "first.v2").alias = "renamed"


def edit_source(invocation: Invocation) -> None:
    (source,) = invocation.manifest.sources.values()
    source.identifier = "people"


def edit_macro(invocation: Invocation) -> None:
    invocation.manifest.macros["macro.small.secret"].macro_sql += " "


@pytest.mark.parametrize(
    ("edit", "stays"),
    [
        (edit_text, set()),  # second reads it, and third has second written into it
        (edit_configuration, {"first.v2", "second"}),
        (edit_ephemeral_parent, {"first.v2"}),
        (edit_name_of_a_parent, set()),
        (edit_source, {"first.v2", "second"}),
        (edit_macro, set()),
    ],
)
def test_what_changed_is_compiled_again(
    fresh: Invocation, edit: Callable[[Invocation], None], stays: set[str]
) -> None:
    compiled_nodes(fresh)
    edit(fresh)
    assert recalled(fresh) == stays


def test_other_variables_are_another_project(
    fresh: Invocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled_nodes(fresh)
    monkeypatch.setattr(fresh.config, "cli_vars", {"day": "2030-01-01"})
    assert recalled(fresh) == set()


def test_an_environment_variable_that_is_read_counts_and_no_other(
    fresh: Invocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(environment(), "REGION", "eu")
    node(fresh, "first.v2").raw_code += "-- {{ env_var('REGION') }}"
    assert "-- eu" in compiled_nodes(fresh)["model.small.first.v2"]["compiled_code"]
    monkeypatch.setitem(environment(), "ANOTHER", "value")
    assert recalled(fresh) == CONSTANT
    monkeypatch.setitem(environment(), "REGION", "us")
    assert recalled(fresh) == {"second"} | CONSTANT - {"first.v2", "second"}
    assert "-- us" in compiled_nodes(fresh)["model.small.first.v2"]["compiled_code"]


@pytest.mark.parametrize("name", ["first.v2", "second"])
def test_what_reads_the_clock_is_compiled_every_time(fresh: Invocation, name: str) -> None:
    node(fresh, name).raw_code += "-- {{ run_started_at }}"
    compiled_nodes(fresh)
    readers = {"third"} if name == "second" else set()
    assert recalled(fresh) == CONSTANT - {name} - readers


def test_a_macro_that_reads_the_clock_counts_though_it_is_found_only_while_it_runs(
    fresh: Invocation,
) -> None:
    macro = fresh.manifest.macros["macro.small.secret"]
    other = copy.deepcopy(macro)
    other.name, other.unique_id = "clock", "macro.small.clock"
    other.macro_sql = "{% macro clock() %}{{ run_started_at }}{% endmacro %}"
    fresh.manifest.macros[other.unique_id] = other
    macro.macro_sql = "{% macro secret(word) %}'{{ context['clo' ~ 'ck']() }}'{% endmacro %}"
    compiled_nodes(fresh)
    assert recalled(fresh) == CONSTANT - {"first.v2"}


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00" * 200])
def test_a_broken_memory_is_no_memory(fresh: Invocation, content: bytes) -> None:
    cold = compiled_nodes(fresh)
    path = Path(fresh.target, MEMORY_FILE)
    whole = path.read_bytes()
    for broken in (content, whole[: len(whole) // 2], whole[:-1] + b"x"):
        path.write_bytes(broken)
        assert recalled(fresh) == set()
    assert compiled_nodes(fresh) == cold
    assert path.read_bytes() == whole


def test_no_environment_value_stands_in_the_memory(
    fresh: Invocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(environment(), "PLACE", "a very particular value")
    node(fresh, "first.v2").raw_code += "{% set _ = env_var('PLACE') %}"
    compiled_nodes(fresh)
    assert "first.v2" in recalled(fresh)
    assert environment()["PLACE"].encode() not in Path(fresh.target, MEMORY_FILE).read_bytes()
