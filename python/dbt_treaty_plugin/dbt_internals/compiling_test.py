"""Compiling a node leaves no trace, and tells what the node used."""

import pytest
from dbt.clients.jinja import MacroStack
from dbt_common.exceptions import CompilationError

from dbt_treaty_plugin.dbt_internals import Compiling, Introspection, Invocation

pytestmark = pytest.mark.slow


def used(invocation: Invocation, name: str) -> Introspection:
    with Compiling(invocation) as compiling:
        return compiling.node(invocation.manifest.nodes[f"model.small.{name}"])[1]


def test_neither_node_nor_adapter_nor_dbt_is_changed(invocation: Invocation) -> None:
    node = invocation.manifest.nodes["model.small.asks"]
    before, methods, push = node.to_dict(), dict(vars(invocation.adapter)), MacroStack.push
    with Compiling(invocation) as compiling:
        compiled, _ = compiling.node(node)
        assert compiled.compiled_code
        with pytest.raises(CompilationError, match="broken on purpose"):
            compiling.node(invocation.manifest.nodes["model.small.broken"])
    assert (node.to_dict(), dict(vars(invocation.adapter))) == (before, methods)
    assert MacroStack.push is push


def test_a_node_that_asks_nothing_is_constant(invocation: Invocation) -> None:
    assert used(invocation, "third") == Introspection()


def test_the_macros_that_ran(invocation: Invocation) -> None:
    assert used(invocation, "first.v2") == Introspection(macros={"macro.small.secret"})


def test_a_query_is_told(invocation: Invocation) -> None:
    found = used(invocation, "asks")
    assert (found.asked, found.constant) == (["a query"], False)
    assert {"macro.dbt.run_query", "macro.dbt.statement"} <= found.macros


def test_what_a_node_asks_of_its_own_table_is_no_question_but_not_constant(
    invocation: Invocation,
) -> None:
    found = used(invocation, "own")
    assert (found.asked, found.constant) == ([], False)
