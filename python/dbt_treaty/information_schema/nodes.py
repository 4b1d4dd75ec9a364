"""``nodes``, and ``models``, ``seeds``, ``snapshots`` and ``sources`` that are parts of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from dbt_treaty.evidence.places import resource_place
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.regions import regions_of
from dbt_treaty.information_schema.table import Row, Table, columns_of
from dbt_treaty.lineage.model import QueryLineage
from dbt_treaty.project.model import Resource

_COLUMNS = columns_of(
    """
    unique_id VARCHAR: dbt's unique id
    name VARCHAR: its name
    resource_type VARCHAR: `model`, `seed`, `snapshot` or `source`
    package_name VARCHAR: the package it is written in
    original_file_path VARCHAR: its file, from its package's folder
    path VARCHAR: its file, from the project's folder, as findings name it
    source_name VARCHAR: of a source, the source that the table is of
    alias VARCHAR: its name in the warehouse
    database_name VARCHAR: its database
    schema_name VARCHAR: its schema
    materialized VARCHAR: how dbt builds it
    node_language VARCHAR: `sql` or `python`
    raw_code VARCHAR: its text, with its Jinja
    compiled_code VARCHAR: its SQL as dbt compiled it; null where dbt did not
    access VARCHAR: `private`, `protected` or `public`
    group VARCHAR: its group (a word of SQL: write `"group"`)
    contract_enforced BOOLEAN: whether dbt enforces its contract
    version VARCHAR: its version
    properties_yml_file_path VARCHAR: the file of its properties, as dbt writes it
    tags VARCHAR[]: its own tags; those of its columns are in `tags`
    domain VARCHAR: the domain that owns it; null where nothing says
    tier VARCHAR: `raw`, `derived`, `product` or `curated`; null where nothing says
    region VARCHAR: the region its `meta` says
    regions VARCHAR[]: every region it is marked for: its own, its contract's, its columns'
    is_public BOOLEAN: whether other domains may read it
    is_external BOOLEAN: whether another project builds it
    in_root BOOLEAN: whether it is the project's own and no package's
    contract_name VARCHAR: the contract that sync generated its properties from
    contract_version VARCHAR: that contract's version
    is_analysed BOOLEAN: whether its query could be read; null where it has none
    unresolved_reason VARCHAR: why its query could not be read
    columns_complete BOOLEAN: whether all columns of its query are known by name; null without one
    """
)


def _rows(kind: str | None, evidence: Evidence) -> Iterator[Row]:
    for id_, resource in sorted(evidence.project.resources.items()):
        if kind in (None, resource.kind):
            yield _row(resource, evidence.graph.queries.get(id_))


def _row(resource: Resource, query: QueryLineage | None) -> Row:
    relation, contract = resource.relation, resource.contract
    return (
        resource.id,
        resource.name,
        resource.kind,
        resource.package,
        resource.path,
        resource_place(resource).path,
        resource.id.split(".", 3)[2] if resource.kind == "source" else None,
        relation.identifier if relation else None,
        relation.database if relation else None,
        relation.schema if relation else None,
        resource.config.get("materialized"),
        resource.language,
        resource.raw,
        resource.compiled,
        resource.access,
        resource.group,
        resource.contract_enforced,
        resource.version,
        resource.patch_path,
        sorted(resource.tags),
        resource.domain,
        resource.tier,
        resource.region,
        regions_of(resource),
        resource.is_public,
        resource.is_external,
        resource.in_root,
        contract.name if contract else None,
        contract.version if contract else None,
        query.reason is None if query else None,
        query.reason if query else None,
        query.reason is None and query.complete if query else None,
    )


def _part(name: str, kind: str) -> Table:
    def rows(evidence: Evidence) -> Iterable[Row]:
        return _rows(kind, evidence)

    told = {"source": "the tables of sources"}.get(kind, f"the {name}")
    part = f"resource_type = '{kind}'"
    return Table(name, f"{told}; columns as in `nodes`", _COLUMNS, rows, whole="nodes", part=part)


NODES = Table(
    "nodes",
    "every model, seed, snapshot and source of the project",
    _COLUMNS,
    partial(_rows, None),
)
MODELS = _part("models", "model")
SEEDS = _part("seeds", "seed")
SNAPSHOTS = _part("snapshots", "snapshot")
SOURCES = _part("sources", "source")
