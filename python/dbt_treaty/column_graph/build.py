"""A project's column graph."""

from __future__ import annotations

from dbt_treaty.column_graph.coverage import coverage
from dbt_treaty.column_graph.join import join
from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.column_graph.queries import Queries
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.project.model import Project


def build(project: Project, ledger: Ledger | None = None) -> ColumnGraph:
    """Every column of the project and every way a value takes between them.

    Reads the compiled SQL of each model, snapshot and ephemeral model once, parents first. What
    can't be determined is in the graph as a guess (an edge marked ``unresolved`` from all it may
    come from), and in ``coverage``; nothing is left out. ``ledger`` remembers the queries of
    another run; without one each is analysed.
    """
    queries = Queries(project, Ledger() if ledger is None else ledger)
    joined = join(queries, project)
    return ColumnGraph(
        ways=joined.ways,
        queries=queries.lineages,
        columns=joined.columns,
        coverage=coverage(queries.lineages, queries.beside, project.resources.values()),
        unlisted=joined.unlisted,
        beside=queries.beside,
        relations=queries.relations,
        out_of_turn=queries.out_of_turn,
    )
