"""sqlglot's ``lineage()`` for every column of a sample, each with its parents' full schema."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import lineage

from bench.subjects.told import Stopwatch, keep_edges, tell

DIALECT = "duckdb"


def main(folder: Path, most: int) -> None:
    """Ask for every column of ``most`` models, evenly spread over the project."""
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    queries = json.loads((folder / "queries.json").read_text())
    most = min(most, len(queries))
    sample = [queries[at * len(queries) // most] for at in range(most)]
    watch, edges, failed = Stopwatch(), [], 0
    for query in sample:
        schema = _schema(query["parents"])
        for column in query["columns"]:
            with watch.running():
                try:
                    root = lineage(column, query["sql"], schema=schema, dialect=DIALECT)
                except SqlglotError:
                    failed += 1
                    continue
            edges += [(query["id"], column, *leaf) for leaf in _leaves(root, query["parents"])]
    keep_edges(folder, "sqlglot_lineage", edges)
    share = sum(len(query["columns"]) for query in sample)
    asked = [query["id"] for query in sample]
    whole = sum(len(query["columns"]) for query in queries)
    tell(watch, failed=failed, scale=whole / share, asked=asked)


def _schema(parents: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {}
    for parent in parents.values():
        database, name, table = parent["place"]
        schema.setdefault(database, {}).setdefault(name, {})[table] = parent["columns"]
    return schema


def _leaves(root: Any, parents: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The parent columns under a node; sqlglot tells no evolution."""
    places = {tuple(parent["place"]): name for name, parent in parents.items()}
    found = []
    for node in root.walk():
        table = node.expression
        if isinstance(table, exp.Table):
            place = (table.catalog, table.db, table.name)
            found.append((places.get(place, ".".join(place)), node.name.rpartition(".")[2], "any"))
    return [each for each in found if each[1] != "*"]


main(Path(sys.argv[1]), int(sys.argv[2]))
