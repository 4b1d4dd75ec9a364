"""What is read of dbt's artifacts, as it stands there.

msgspec decodes these structs and passes over everything else. dbt's engines differ in what they
write for the same thing, so every field takes any value: one of another type than the usual
stands there as it is, and whoever reads it holds it for absent.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

# Anything but an object. A tuple costs nothing while it is empty, as most lists are.
NoObject: TypeAlias = tuple[Any, ...] | str | int | float | bool | None
Items: TypeAlias = tuple[Any, ...] | dict[str, Any] | str | int | float | bool | None


class ColumnConfig(msgspec.Struct, gc=False):
    """A column's ``config``."""

    tags: Items = None


class ColumnEntry(msgspec.Struct, gc=False):
    """A column as a properties file declares it."""

    name: Any = None
    data_type: Any = None
    tags: Items = None
    constraints: Items = None
    config: ColumnConfig | NoObject = None


class Contract(msgspec.Struct, gc=False):
    """dbt's own ``contract``."""

    enforced: Any = None


class Config(msgspec.Struct):
    """A node's config: only what some check asks for."""

    access: Any = None
    alias: Any = None
    check_cols: Any = None
    contract: Contract | NoObject = None
    delimiter: Any = None
    grants: Any = None
    group: Any = None
    hard_deletes: Any = None
    materialized: Any = None
    meta: Any = None
    post_hook: Any = None
    post_hook_: Any = msgspec.field(default=None, name="post-hook")
    pre_hook: Any = None
    pre_hook_: Any = msgspec.field(default=None, name="pre-hook")
    snapshot_meta_column_names: Any = None
    sql_header: Any = None
    strategy: Any = None
    tags: Items = None
    unique_key: Any = None
    updated_at: Any = None


class DependsOn(msgspec.Struct, gc=False):
    """What a node reads."""

    nodes: Items = None


class Node(msgspec.Struct):
    """A model, seed, snapshot or source; ``uncompiled`` is the gate's own."""

    access: Any = None
    alias: Any = None
    columns: dict[str, ColumnEntry | NoObject] | NoObject = None
    compiled_code: Any = None
    config: Config | NoObject = None
    contract: Contract | NoObject = None
    database: Any = None
    defer_relation: Any = None
    depends_on: DependsOn | NoObject = None
    extra_ctes: Items = None
    group: Any = None
    identifier: Any = None
    language: Any = None
    meta: Any = None
    name: Any = None
    original_file_path: Any = None
    package_name: Any = None
    patch_path: Any = None
    path: Any = None
    raw_code: Any = None
    relation_name: Any = ""
    resource_type: Any = None
    root_path: Any = None
    schema: Any = None
    source_meta: Any = None
    tags: Items = None
    uncompiled: Any = None
    unique_id: Any = msgspec.UNSET
    version: Any = None


class Sketch(msgspec.Struct, gc=False):
    """As much of a node as tells whether it is a model with compiled SQL."""

    resource_type: Any = None
    language: Any = None
    compiled_code: Any = None
    original_file_path: Any = None


class CatalogColumn(msgspec.Struct, gc=False):
    """A column that dbt found in the warehouse."""

    name: Any = None
    type: Any = None
    index: Any = None


class CatalogEntry(msgspec.Struct):
    """A relation that dbt found in the warehouse."""

    columns: dict[str, CatalogColumn | NoObject] | NoObject = None


class ManifestText(msgspec.Struct):
    """manifest.json, its nodes put off until one of them is asked for."""

    metadata: Any = None
    nodes: dict[str, msgspec.Raw] | NoObject = None
    sources: dict[str, msgspec.Raw] | NoObject = None
    functions: dict[str, msgspec.Raw] | NoObject = None


class CatalogText(msgspec.Struct):
    """catalog.json, its entries put off until one of them is asked for."""

    nodes: dict[str, msgspec.Raw] | NoObject = None
    sources: dict[str, msgspec.Raw] | NoObject = None
