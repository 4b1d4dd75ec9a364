"""OpenLineage's column-lineage facet for every dataset of a trace.

The facet is ``ColumnLineageDatasetFacet`` 1-2-0
(https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json). A facet replaces the one
before it, so each is whole: every column of its dataset with all that feeds it, also where the
question was about one column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dbt_treaty import __version__
from dbt_treaty.column_graph.model import OTHERS, UNRESOLVED, WHOLE_ROW
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.aggregate_name import is_aggregate
from dbt_treaty.lineage.model import ColumnRef, Edge
from dbt_treaty.trace.json_trace import by_line
from dbt_treaty.trace.model import Trace
from dbt_treaty.trace.row_scans import RowScans

PRODUCER = f"https://github.com/dbt-treaty/dbt-treaty/tree/v{__version__}"
SCHEMA_URL = "https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json"
_EVERY = "*"  # every column of a dataset whose columns nobody can list
Plain = dict[str, Any]
Dataset = tuple[str, str]


def render_openlineage(trace: Trace, evidence: Evidence, namespace: str | None = None) -> str:
    """A JSON array of output datasets, each ``{namespace, name, facets: {columnLineage}}``.

    Args:
        trace: which models to tell of.
        evidence: what is known of them.
        namespace: OpenLineage's name of the warehouse; the adapter's name where nobody says.
    """
    facets = _Facets(evidence, namespace or evidence.project.adapter)
    steps = {step.child.relation for step in trace.steps}
    asked = {ref.relation for ref in trace.asked}
    models = sorted({*steps, *asked} & evidence.graph.queries.keys())
    if trace.direction == "project":
        models = sorted(evidence.graph.queries)
    return by_line([facets.output(model) for model in models])


class _Facets:
    def __init__(self, evidence: Evidence, namespace: str) -> None:
        self._evidence = evidence
        self._graph = evidence.graph
        self._namespace = namespace
        self._scans = RowScans(evidence.graph)
        self._read = {
            relation: [name for name in names if name not in (OTHERS, WHOLE_ROW)]
            for relation, names in evidence.graph.ways.items()
        }

    def output(self, model: str) -> Plain:
        namespace, name = self._dataset(model)
        columns = [name for name in self._graph.columns[model] if name != OTHERS]
        facet = {
            "_producer": PRODUCER,
            "_schemaURL": SCHEMA_URL,
            "fields": {column: self._field(ColumnRef(model, column)) for column in columns},
            "dataset": self._whole_dataset(model),
        }
        return {"namespace": namespace, "name": name, "facets": {"columnLineage": facet}}

    def _field(self, child: ColumnRef) -> Plain:
        return {"inputFields": _inputs(self._ways(child))}

    def _whole_dataset(self, model: str) -> list[Plain]:
        """What the rows depend on, and what may be in columns that nobody can list."""
        rows = [
            (*parent, {"type": "INDIRECT", "masking": False})
            for ref in self._scans.of(model)
            for parent in self._named(ref)
        ]
        return _inputs([*rows, *self._ways(ColumnRef(model, OTHERS))])

    def _ways(self, child: ColumnRef) -> Iterator[tuple[Dataset, str, Plain]]:
        output = self._graph.output(child)
        reason = output.reason if output and output.reason else UNRESOLVED
        for ref, edge in self._graph.into(child):
            # A source that names what this project builds is the same dataset under another id.
            if ref.relation == child.relation or not self._is_one(ref, child):
                for dataset, field in self._named(ref):
                    yield dataset, field, self._transformation(edge, reason)

    def _transformation(self, edge: Edge, reason: str) -> Plain:
        if edge.transforms == (UNRESOLVED,):  # what nobody can rule out counts as if it flowed
            told = f"not resolved: {reason}"
            return {"type": "DIRECT", "description": told, "masking": False}
        if edge.evolution == "scan":
            return {"type": "INDIRECT", "masking": False}
        if edge.evolution == "copy":
            return {"type": "DIRECT", "subtype": "IDENTITY", "masking": False}
        aggregated = any(is_aggregate(transform) for transform in edge.transforms)
        return {
            "type": "DIRECT",
            "subtype": "AGGREGATION" if aggregated else "TRANSFORMATION",
            "description": ", ".join(edge.transforms),
            "masking": self._evidence.classification.masks_value(edge),
        }

    def _named(self, ref: ColumnRef) -> Iterator[tuple[Dataset, str]]:
        """A column as its dataset's field; a whole row as every field of it."""
        names = [ref.column]
        if ref.column in (OTHERS, WHOLE_ROW):
            known = sorted(self._read.get(ref.relation, ()))
            names = known if known and self._is_complete(ref.relation) else [*known, _EVERY]
        dataset = self._dataset(ref.relation)
        return ((dataset, name) for name in names)

    def _is_complete(self, id_: str) -> bool:
        """Whether no column can be missing: a source may have more than anybody declares."""
        resource = self._evidence.project.resources.get(id_)
        if resource is not None and resource.kind == "source":
            return bool(resource.catalogued)
        return OTHERS not in self._graph.columns.get(id_, ())

    def _is_one(self, one: ColumnRef, other: ColumnRef) -> bool:
        return self._dataset(one.relation) == self._dataset(other.relation)

    def _dataset(self, id_: str) -> Dataset:
        """What the warehouse calls it; dbt's unique id for what has no relation there."""
        resource = self._evidence.project.resources.get(id_)
        at = resource.relation if resource else None
        if at is None:
            return self._namespace, id_
        parts = (at.database, at.schema, at.identifier)
        return self._namespace, ".".join(part for part in parts if part)


def _inputs(ways: Iterable[tuple[Dataset, str, Plain]]) -> list[Plain]:
    """Each input field once, with every transformation on the way from it."""
    found: dict[tuple[Dataset, str], list[Plain]] = {}
    for dataset, field, transformation in ways:
        listed = found.setdefault((dataset, field), [])
        if transformation not in listed:
            listed.append(transformation)
    for listed in found.values():
        listed.sort(key=lambda told: [str(value) for value in told.values()])
    return [
        {"namespace": namespace, "name": name, "field": field, "transformations": listed}
        for ((namespace, name), field), listed in sorted(found.items(), key=lambda each: each[0])
    ]
