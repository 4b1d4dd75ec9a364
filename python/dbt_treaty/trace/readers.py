"""Which models read a column of a product: those that a change to its name or type would break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dbt_treaty.column_graph.model import OTHERS, UNRESOLVED, WHOLE_ROW
from dbt_treaty.evidence.known_contracts import known_contracts
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evolution.readers import Readers
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.trace.row_scans import RowScans
from dbt_treaty.trace.target import columns_of

_UNKNOWN = "unknown column"  # lineage's reason for what is asked for by a name that nobody has


def find_readers(evidence: Evidence, product: str, column: str) -> Readers | None:
    """The direct readers of a column, of every version of the product.

    None where no model of the project is held to the product's contract: then who reads it is not
    known.
    """
    models = {
        known.resource_id
        for known in known_contracts(evidence)
        if known.resource_id and known.contract.name.lower() == product.lower()
    }
    if not models:
        return None
    certain: set[str] = set()
    perhaps: set[str] = set()
    scans = RowScans(evidence.graph)
    for model in models:
        for ref in _refs(evidence, model, column):
            is_it = ref.column not in (OTHERS, WHOLE_ROW)
            for reader, is_sure in _reading(evidence, scans, ref):
                if is_it and is_sure:
                    certain.add(reader)
                elif is_it or is_sure:  # a guess from a whole row is among the suspects below
                    perhaps.add(reader)
        perhaps.update(_suspects(evidence, model, column))
    return Readers(tuple(sorted(certain)), tuple(sorted(perhaps - certain)))


def _refs(evidence: Evidence, model: str, column: str) -> Iterator[ColumnRef]:
    """The nodes that stand for a column, even one that the model itself no longer has."""
    for name in columns_of(evidence, model):
        if name.casefold() == column.casefold() or name == OTHERS:
            yield ColumnRef(model, name)
    yield ColumnRef(model, WHOLE_ROW)


def _reading(evidence: Evidence, scans: RowScans, ref: ColumnRef) -> Iterator[tuple[str, bool]]:
    graph = evidence.graph.graph
    for child, way in graph.adj[ref].items() if ref in graph else ():
        if child.relation != ref.relation:
            sure = any(edge.transforms != (UNRESOLVED,) for edge in way["edges"])
            yield child.relation, sure
    for reader in scans.readers(ref):
        yield reader, True


def _suspects(evidence: Evidence, model: str, column: str) -> Iterator[str]:
    """The models with a column that may come from this one, by any name or by this."""
    for reader, query in evidence.graph.queries.items():
        asked = {
            suspect
            for each in query.columns
            if each.reason != _UNKNOWN or _is_named(evidence, reader, column)
            for suspect in each.suspects
        }
        if model in {*query.suspects, *asked}:
            yield reader


def _is_named(evidence: Evidence, reader: str, column: str) -> bool:
    """Whether a model's SQL has the word: where it asks for a column that nobody has, perhaps it
    asks for the one that is gone."""
    sql = evidence.project.resources[reader].compiled
    return sql is None or bool(re.search(rf"\b{re.escape(column)}\b", sql, re.IGNORECASE))
