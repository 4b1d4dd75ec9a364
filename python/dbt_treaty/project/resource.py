"""One node of dbt's manifest as a resource."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from dbt_treaty.contracts.model import Contract as Promised
from dbt_treaty.project.artifact import FUNCTION, KINDS
from dbt_treaty.project.columns import read_columns
from dbt_treaty.project.declared_lineage import read_declared_lineage
from dbt_treaty.project.loose import as_code, as_items, as_mapping, as_text, as_texts, merged
from dbt_treaty.project.model import Function, RelationName, Resource, RunHook
from dbt_treaty.project.ownership import Claim, Ownership
from dbt_treaty.project.promises import read_promises
from dbt_treaty.project.side_sql import read_side_sql
from dbt_treaty.project.wire import Config, Contract, DependsOn, Node

OVERRIDE_KEY = "dbt_treaty_override"
_PARENT = tuple(f"{kind}." for kind in KINDS)
_QUOTES = str.maketrans("", "", '"`[]')
_NO_CONFIG = Config()
_READ_APART = frozenset(
    {"access", "contract", "group", "meta", "tags"}
    | {"pre_hook", "pre_hook_", "post_hook", "post_hook_", "sql_header"}
)
_SAID = tuple(
    (field.name, field.encode_name)
    for field in msgspec.structs.fields(Config)
    if field.name not in _READ_APART
)
_SAID_NAMES = tuple(name for _, name in _SAID)
_said_values = attrgetter(*(field for field, _ in _SAID))
Metas = Sequence[Mapping[str, Any]]


class NodeReader:
    """Reads the nodes of one project.

    Args:
        project: the name of the project that is checked.
        ownership: who owns what.
    """

    def __init__(self, project: str, ownership: Ownership) -> None:
        self._project = project
        self._ownership = ownership

    def read(self, name: str, node: Node, catalogued: Mapping[str, str | None]) -> Resource:
        """A resource from a node of the manifest.

        Args:
            name: the node's unique id.
            node: a model, seed, snapshot or source.
            catalogued: the columns and types that dbt's catalog has of it.
        """
        config = node.config if isinstance(node.config, Config) else _NO_CONFIG
        metas = _metas(node, config)
        contract, generated = read_promises(merged(metas))
        claim = self._claim(node, config, metas, contract)
        owner = self._ownership.of(claim)
        relation = _relation(node, config)
        return Resource(
            id=name,
            kind=str(node.resource_type),
            name=str(node.name or ""),
            package=str(node.package_name or ""),
            path=claim.path,
            in_root=claim.in_root,
            patch_path=_posix(node.patch_path),
            relation=relation,
            other_names=_other_names(as_mapping(node.defer_relation)),
            language=str(node.language or "sql"),
            raw=as_code(node.raw_code) or "",
            compiled=as_code(node.compiled_code),
            uncompiled=as_text(node.uncompiled),
            columns=read_columns(node.columns),
            parents=_parents(node.depends_on),
            config=_said(config),
            tags=claim.tags,
            domain=owner.domain,
            tier=owner.tier,
            region=owner.region,
            version=as_text(node.version),
            access=as_text(node.access) or as_text(config.access),
            group=as_text(node.group) or as_text(config.group),
            contract_enforced=_enforced(config.contract) or _enforced(node.contract),
            contract=contract,
            generated=generated,
            meta=merged(metas),
            catalogued=catalogued,
            inlined=_inlined(node),
            rendered=_rendered(as_text(node.relation_name), relation),
            root_path=as_text(node.root_path),
            beside=read_side_sql(config),
            functions=_functions(node.depends_on),
            lineage=read_declared_lineage(claim.override),
        )

    def _claim(self, node: Node, config: Config, metas: Metas, contract: Promised | None) -> Claim:
        return Claim(
            path=_posix(node.original_file_path or node.path) or "",
            in_root=str(node.package_name or "") == self._project,
            relation=_relation(node, config) if _is_elsewhere(node) else None,
            override=merged(as_mapping(each.get(OVERRIDE_KEY)) for each in metas),
            contract=contract,
            tags=as_texts(node.tags) | as_texts(config.tags),
        )

    def read_hook(self, name: str, node: Node) -> RunHook:
        """An on-run hook: dbt has it as an ``operation``, tagged with when it runs."""
        package = str(node.package_name or "")
        kinds = [each for each in ("on-run-start", "on-run-end") if each in as_texts(node.tags)]
        return RunHook(
            id=name,
            kind=kinds[0] if kinds else "on-run hook",
            package=package,
            path=(_posix(node.original_file_path) or "").removeprefix("./"),
            text=as_code(node.raw_code) or "",
            in_root=package == self._project,
        )

    def read_function(self, name: str, node: Node) -> Function:
        """A function that dbt makes in the warehouse."""
        return Function(
            id=name,
            language=str(node.language or "sql"),
            text=as_code(node.raw_code) or "",
            parents=_parents(node.depends_on),
            functions=_functions(node.depends_on),
        )


def _metas(node: Node, config: Config) -> Metas:
    """From the widest to the nearest: a source's own, its table's, its table's config."""
    return [as_mapping(each) for each in (node.source_meta, node.meta, config.meta)]


def _is_elsewhere(node: Node) -> bool:
    """A source, or a model that another project builds: it has no file here to tell its owner."""
    nowhere = node.original_file_path == "" and not node.path
    return node.resource_type == "source" or (node.resource_type == "model" and nowhere)


def _relation(node: Node, config: Config) -> RelationName | None:
    source = node.resource_type == "source"
    unnamed = not source and node.relation_name is None
    if unnamed or config.materialized == "ephemeral":
        return None
    name = (node.identifier if source else node.alias) or node.name or ""
    return RelationName(as_text(node.database), as_text(node.schema), str(name))


def _rendered(text: str | None, relation: RelationName | None) -> str | None:
    """A relation name that is no chain of plain names: ``read_parquet('…')``, ``'…/x.csv'``."""
    if text is None or relation is None:
        return None
    parts = (relation.database, relation.schema, relation.identifier)
    known = ".".join(part for part in parts if part).casefold()
    plain = text.translate(_QUOTES).casefold()
    return None if f".{known}".endswith(f".{plain}") else text


def _said(config: Config) -> dict[str, Any]:
    """The config by dbt's names for its keys, without what is null or has a field of its own."""
    said = zip(_SAID_NAMES, _said_values(config), strict=True)
    return {name: value for name, value in said if value is not None}


def _enforced(contract: object) -> bool:
    return isinstance(contract, Contract) and contract.enforced is True


def _other_names(deferred: Mapping[str, Any]) -> tuple[RelationName, ...]:
    name = as_text(deferred.get("alias"))
    if name is None:
        return ()
    return (RelationName(as_text(deferred.get("database")), as_text(deferred.get("schema")), name),)


def _inlined(node: Node) -> tuple[tuple[str, str], ...]:
    written = (as_mapping(each) for each in as_items(node.extra_ctes))
    pairs = ((as_text(each.get("id")), as_code(each.get("sql"))) for each in written)
    return tuple((parent, sql) for parent, sql in pairs if parent and sql)


def _parents(depends_on: object) -> tuple[str, ...]:
    return _referred(depends_on, _PARENT)


def _functions(depends_on: object) -> tuple[str, ...]:
    return _referred(depends_on, (f"{FUNCTION}.",))


def _referred(depends_on: object, kinds: tuple[str, ...]) -> tuple[str, ...]:
    listed = as_items(depends_on.nodes) if isinstance(depends_on, DependsOn) else ()
    # A reference written twice is listed twice.
    return tuple(dict.fromkeys(str(each) for each in listed if str(each).startswith(kinds)))


def _posix(value: object) -> str | None:
    text = as_text(value)
    return text.replace("\\", "/") if text else None
