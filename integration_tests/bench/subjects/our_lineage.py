"""Our lineage of every model of a project, in the order of the DAG.

No columns are told but the sources': each model's are what its query gives.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.subjects.told import Stopwatch, keep_edges, tell
from dbt_treaty.column_graph.queries import Queries
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.project.artifacts import read_target
from dbt_treaty.project.collector import keep_for_good


def main(folder: Path, name: str) -> None:
    """Read the project, then its queries; only that is timed. Edges are kept by ``name``."""
    project = read_target(folder / "target", read_configuration(folder), root=str(folder))
    analyse("select 1", project.adapter, Relations(()))  # imports the dialect
    keep_for_good()  # as the check does
    watch = Stopwatch()
    with watch.running():
        queries = Queries(project, Ledger())
    keep_edges(folder, name, _edges(queries))
    tell(watch)


def _edges(queries: Queries) -> list[tuple[str, ...]]:
    return [
        (model, column.name, edge.parent.relation, edge.parent.column, edge.evolution)
        for model, query in queries.lineages.items()
        for column in query.columns
        for edge in column.edges
    ]


main(Path(sys.argv[1]), sys.argv[2])
