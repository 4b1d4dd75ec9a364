"""The columns of a resource as the tag policies judge them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.contracts.model import ContractColumn
from dbt_treaty.errors import Place
from dbt_treaty.evidence.places import column_place, promised_column
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef, OutputColumn
from dbt_treaty.project.model import Resource
from dbt_treaty.tags.model import Carried, Trail

Declarations = tuple[tuple[str, frozenset[str]], ...]


class JudgedColumn(NamedTuple):
    """One column: what its contract promises, what it declares and what surely reached it.

    ``inherited`` leaves out what only a guess leads to: that is ``unknown-lineage``'s to refuse.
    ``output`` is None for a column that no query makes (a seed's, or one only a contract names).
    """

    resource: Resource
    ref: ColumnRef
    output: OutputColumn | None
    promised: ContractColumn | None
    declared: frozenset[str]
    inherited: Mapping[str, Carried]

    @property
    def place(self) -> Place:
        """The line that makes the column, else the line that promises it."""
        return column_place(self.resource, self.ref.column, self.output)

    def trail(self, tag: str) -> tuple[str, ...]:
        """How a tag came here: the column alone where nothing upstream has it."""
        carried = self.inherited.get(tag)
        return trail_names(carried.trail if carried else (self.ref,))


def judged_columns(evidence: Evidence, resource: Resource) -> Iterator[JudgedColumn]:
    """Every column that the resource has or that its contract promises, in order."""
    tags = _declarations(resource)
    for ref in _refs(evidence, resource):
        yield _judged(evidence, resource, ref, tags)


def tagged_columns(evidence: Evidence, resource: Resource) -> Iterator[JudgedColumn]:
    """The columns among these that declare a tag or that one surely reached."""
    if resource.id not in evidence.tags.relations:
        return  # most of a large project
    tags = _declarations(resource)
    for ref in _refs(evidence, resource):
        declared = ref in evidence.tags.declared or _is_declared(resource, ref.column, tags)
        if declared or ref in evidence.tags.inherited:
            column = _judged(evidence, resource, ref, tags)
            if declared or column.inherited:
                yield column


def _judged(
    evidence: Evidence, resource: Resource, ref: ColumnRef, tags: Declarations
) -> JudgedColumn:
    promised = promised_column(resource.contract, ref.column)
    carried = evidence.tags.inherited
    # Most columns inherit nothing: to ask so is quicker than to fail to get it.
    inherited = sorted(carried[ref].items()) if ref in carried else ()
    return JudgedColumn(
        resource=resource,
        ref=ref,
        output=evidence.graph.output(ref),
        promised=promised,
        declared=_declared(resource, promised, ref.column, tags),
        inherited={tag: way for tag, way in inherited if not way.uncertain},
    )


def trail_names(trail: Trail) -> tuple[str, ...]:
    """A trail as findings show it: ``<unique id>.<column>``, from the origin on."""
    return tuple(f"{ref.relation}.{ref.column}" for ref in trail)


def _refs(evidence: Evidence, resource: Resource) -> Iterator[ColumnRef]:
    present = evidence.graph.columns.get(resource.id, tuple(resource.columns))
    promised = tuple(c.name for c in resource.contract.columns) if resource.contract else ()
    seen: set[str] = set()
    for name in (*present, *promised):
        if name != OTHERS and name.casefold() not in seen:
            seen.add(name.casefold())
            yield ColumnRef(resource.id, name)


def _declarations(resource: Resource) -> Declarations:
    """The columns with tags, names in lower case and ended by a dot, as a field follows it."""
    columns = resource.columns.items()
    return tuple((f"{name.casefold()}.", column.tags) for name, column in columns if column.tags)


def _is_declared(resource: Resource, column: str, tags: Declarations) -> bool:
    if not tags and resource.contract is None:
        return False
    return bool(_declared(resource, promised_column(resource.contract, column), column, tags))


def _declared(
    resource: Resource, promised: ContractColumn | None, column: str, tags: Declarations
) -> frozenset[str]:
    """The contract's word where there is a contract: sync writes the properties from it."""
    if resource.contract is not None:
        return frozenset(promised.tags) if promised else frozenset()
    key = f"{column.casefold()}."
    # What a record's field declares, the record declares.
    return frozenset(tag for name, own in tags if name.startswith(key) for tag in own)
