"""``node_columns``: every column that a node has, declares or promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.unknown_origin import Origin, unknown_origins
from dbt_treaty.information_schema.table import Row, Table, columns_of
from dbt_treaty.lineage.model import ColumnRef, OutputColumn
from dbt_treaty.project.model import Resource

_COLUMNS = columns_of(
    """
    node_unique_id VARCHAR: the node it is of
    column_name VARCHAR: its name; `*` stands for columns of a query that nobody can list
    column_index INTEGER: its place among the node's columns, from 1
    data_type VARCHAR: its type: as the warehouse has it, else inferred, else declared
    data_type_declared VARCHAR: the type its properties declare
    data_type_inferred VARCHAR: the type its query gives it
    data_type_actual VARCHAR: the type that dbt's catalog found in the warehouse
    tags VARCHAR[]: the tags it declares, in its properties or its contract; see `tags` for all
    constraints VARCHAR[]: the kinds of its constraints, as its properties have them
    is_declared BOOLEAN: whether the node's properties have it
    is_promised BOOLEAN: whether the node's contract has it
    is_present BOOLEAN: whether the node has it as far as is known; only a contract has the others
    mask VARCHAR: the mask its contract promises
    required BOOLEAN: whether its contract says that it is never null
    resolved BOOLEAN: whether its own query says where it comes from; true where no query makes it
    unresolved_reason VARCHAR: why not
    origin_known BOOLEAN: whether it can be traced to its origins; false where any way is lost
    origin_lost_at VARCHAR: where the way is lost: `unique_id.column`, it or one upstream
    origin_lost_reason VARCHAR: why it is lost there
    """
)


_NOT_THERE = "promised, and not among the columns that are known"
_ABSENT = (False, _NOT_THERE, False, None, None)


def _rows(evidence: Evidence) -> Iterator[Row]:
    lost = unknown_origins(evidence.graph, evidence.classification)
    unlisted: dict[str, dict[str, OutputColumn]] = {}
    for ref, output in evidence.graph.unlisted.items():
        unlisted.setdefault(ref.relation, {})[ref.column] = output
    for id_, resource in sorted(evidence.project.resources.items()):
        query = evidence.graph.queries.get(id_)
        # Reversed: of several columns of one name the first is told of.
        listed = {c.name: c for c in reversed(query.columns)} if query else {}
        outputs = {**listed, **unlisted.get(id_, {})}
        yield from _of_node(evidence, resource, outputs, lost)


def _of_node(
    evidence: Evidence,
    resource: Resource,
    outputs: Mapping[str, OutputColumn],
    lost: Mapping[ColumnRef, Origin],
) -> Iterator[Row]:
    contract = resource.contract
    promised = {c.name.casefold(): c for c in contract.columns} if contract else {}
    declared = {name.casefold(): column for name, column in resource.columns.items()}
    types = {name.casefold(): type_ for name, type_ in resource.catalogued.items()}
    present = evidence.graph.columns.get(resource.id, ())
    known = frozenset(map(str.casefold, present))
    absent = (c.name for key, c in promised.items() if key not in known)
    for index, name in enumerate((*present, *absent), 1):
        key, ref = name.casefold(), ColumnRef(resource.id, name)
        output, said, promise = outputs.get(name), declared.get(key), promised.get(key)
        inferred, actual = output.type if output else None, types.get(key)
        written = said.data_type if said else None
        tags = evidence.tags.declared.get(ref)
        yield (
            *(resource.id, name, index),
            *(actual or inferred or written, written, inferred, actual),
            sorted(tags) if tags else (),
            said.constraints if said else (),
            *(said is not None, promise is not None, key in known),
            *((promise.mask, promise.required) if promise else (None, None)),
            *(_resolved(output, lost.get(ref) if lost else None) if key in known else _ABSENT),
        )


def _resolved(output: OutputColumn | None, lost: Origin | None) -> Row:
    reason = output.reason if output else None
    if lost is None:
        return (reason is None, reason, True, None, None)
    at = f"{lost.ref.relation}.{lost.ref.column}"
    return (reason is None, reason, False, at, lost.reason)


NODE_COLUMNS = Table(
    "node_columns", "every column that a node has, declares or promises", _COLUMNS, _rows
)
COLUMNS = replace(
    NODE_COLUMNS,
    name="columns",
    description="another name of `node_columns`",
    whole="node_columns",
)
