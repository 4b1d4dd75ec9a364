"""One node of dbt's manifest as a resource."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dbt_treaty.project.loose import as_code, as_items, as_mapping, as_text, as_texts, merged
from dbt_treaty.project.model import Column, RelationName, Resource
from dbt_treaty.project.ownership import Claim, Ownership
from dbt_treaty.project.promises import read_promises

KINDS = ("model", "seed", "snapshot", "source")
OVERRIDE_KEY = "dbt_treaty_override"
_PARENT = tuple(f"{kind}." for kind in KINDS)

Node = Mapping[str, Any]


def read_resource(node: Node, project: str, ownership: Ownership) -> Resource:
    """A resource from a node of the manifest.

    Args:
        node: a model, seed, snapshot or source, with the keys of dbt's manifest schema v12.
        project: the name of the project that is checked.
        ownership: who owns what.
    """
    config = as_mapping(node.get("config"))
    bare = _identified(node, config, project)
    return _owned(_configured(_coded(bare, node), node, config), node, ownership)


def _identified(node: Node, config: Node, project: str) -> Resource:
    kind, package = str(node["resource_type"]), str(node.get("package_name") or "")
    name, relation = str(node.get("name") or ""), _relation(node, config)
    return Resource(
        id=str(node["unique_id"]),
        kind=kind,
        name=name,
        package=package,
        path=_posix(node.get("original_file_path") or node.get("path")) or "",
        in_root=package == project,
        patch_path=_posix(node.get("patch_path")),
        relation=relation,
        other_names=_other_names(as_mapping(node.get("defer_relation"))),
        rendered=_rendered(as_text(node.get("relation_name")), relation),
        root_path=as_text(node.get("root_path")),
        version=as_text(node.get("version")),
        parents=_parents(node),
    )


def _coded(resource: Resource, node: Node) -> Resource:
    return replace(
        resource,
        language=str(node.get("language") or "sql"),
        raw=as_code(node.get("raw_code")) or "",
        compiled=as_code(node.get("compiled_code")),
        uncompiled=as_text(node.get("uncompiled")),
        inlined=_inlined(node),
        columns=_columns(as_mapping(node.get("columns"))),
    )


def _configured(resource: Resource, node: Node, config: Node) -> Resource:
    contracts = as_mapping(config.get("contract")), as_mapping(node.get("contract"))
    return replace(
        resource,
        config=config,
        tags=as_texts(node.get("tags")) | as_texts(config.get("tags")),
        access=as_text(node.get("access")) or as_text(config.get("access")),
        group=as_text(node.get("group")) or as_text(config.get("group")),
        contract_enforced=any(each.get("enforced") is True for each in contracts),
    )


def _owned(resource: Resource, node: Node, ownership: Ownership) -> Resource:
    # From the widest to the nearest: a source's own, its table's, its table's config.
    metas = [
        as_mapping(node.get("source_meta")),
        as_mapping(node.get("meta")),
        as_mapping(resource.config.get("meta")),
    ]
    meta = merged(metas)
    contract, generated = read_promises(meta)
    owner = ownership.of(
        Claim(
            path=resource.path,
            in_root=resource.in_root,
            relation=resource.relation if resource.kind == "source" else None,
            override=merged(as_mapping(each.get(OVERRIDE_KEY)) for each in metas),
            contract=contract,
            tags=resource.tags,
        )
    )
    return replace(
        resource,
        domain=owner.domain,
        tier=owner.tier,
        region=owner.region,
        contract=contract,
        generated=generated,
        meta=meta,
    )


def _relation(node: Node, config: Node) -> RelationName | None:
    source = node["resource_type"] == "source"
    unnamed = not source and node.get("relation_name", "") is None
    if unnamed or config.get("materialized") == "ephemeral":
        return None
    name = node.get("identifier" if source else "alias") or node.get("name") or ""
    return RelationName(as_text(node.get("database")), as_text(node.get("schema")), str(name))


def _rendered(text: str | None, relation: RelationName | None) -> str | None:
    """A relation name that is no chain of plain names: ``read_parquet('…')``, ``'…/x.csv'``."""
    if text is None or relation is None:
        return None
    parts = (relation.database, relation.schema, relation.identifier)
    known = ".".join(part for part in parts if part).casefold()
    plain = re.sub(r'["`\[\]]', "", text).casefold()
    return None if f".{known}".endswith(f".{plain}") else text


def _other_names(deferred: Node) -> tuple[RelationName, ...]:
    name = as_text(deferred.get("alias"))
    if name is None:
        return ()
    return (RelationName(as_text(deferred.get("database")), as_text(deferred.get("schema")), name),)


def _inlined(node: Node) -> tuple[tuple[str, str], ...]:
    written = (as_mapping(each) for each in as_items(node.get("extra_ctes")))
    pairs = ((as_text(each.get("id")), as_code(each.get("sql"))) for each in written)
    return tuple((parent, sql) for parent, sql in pairs if parent and sql)


def _columns(told: Node) -> dict[str, Column]:
    columns = (_column(key, as_mapping(column)) for key, column in told.items())
    return {column.name: column for column in columns}


def _column(key: str, told: Node) -> Column:
    constraints = (as_mapping(each).get("type") for each in as_items(told.get("constraints")))
    return Column(
        name=str(told.get("name") or key),
        data_type=as_text(told.get("data_type")),
        tags=as_texts(told.get("tags")) | as_texts(as_mapping(told.get("config")).get("tags")),
        constraints=tuple(str(each) for each in constraints if each),
    )


def _parents(node: Node) -> tuple[str, ...]:
    listed = as_items(as_mapping(node.get("depends_on")).get("nodes"))
    # A reference written twice is listed twice; functions and macros have no columns.
    return tuple(dict.fromkeys(str(each) for each in listed if str(each).startswith(_PARENT)))


def _posix(value: object) -> str | None:
    text = as_text(value)
    return text.replace("\\", "/") if text else None
