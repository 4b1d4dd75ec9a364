"""A manifest and a catalog whose entries are decoded one at a time, when they are asked for.

Whatever nobody asks for is never made: the tests, macros and documentation of a real project
are several times its models.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from dbt_treaty.project.decode import Entry, decode_entry, is_object
from dbt_treaty.project.loose import as_code, as_mapping
from dbt_treaty.project.wire import CatalogEntry, Node, Sketch

KINDS = ("model", "seed", "snapshot", "source")
HOOK = "operation"
FUNCTION = "function"
# dbt's unique ids begin with the kind: of these nodes nothing is read.
_UNREAD = ("test.", "analysis.", "unit_test.")
_NODE = msgspec.json.Decoder(Node)
_SKETCH = msgspec.json.Decoder(Sketch)
_CATALOGUED = msgspec.json.Decoder(CatalogEntry)


@dataclass(frozen=True, slots=True)
class Manifest:
    """manifest.json: ``metadata`` decoded, the parts that are read by unique id."""

    metadata: Mapping[str, Any]
    nodes: Mapping[str, Entry]
    sources: Mapping[str, Entry]
    functions: Mapping[str, Entry]

    @property
    def has_models(self) -> bool:
        """Whether there is a model in SQL."""
        return any(True for _ in self.compiled())

    def compiled(self) -> Iterator[bool]:
        """For each model in SQL, whether it is compiled."""
        for name, entry in self.nodes.items():
            if not name.startswith(_UNREAD):
                node = decode_entry(entry, _SKETCH)
                # A model without a file is built by another project.
                ours = node.resource_type == "model" and node.original_file_path != ""
                if ours and (node.language or "sql") == "sql":
                    yield as_code(node.compiled_code) is not None

    def entries(self, only: Collection[str] | None = None) -> Iterator[tuple[str, Node]]:
        """The models, seeds, snapshots, sources, on-run hooks and functions by unique id.

        ``only`` has the ids of those that are asked for, where these are not all.
        """
        for name, entry in self.texts():
            if only is None or name in only:
                node = decode_entry(entry, _NODE)
                if node.resource_type in (*KINDS, HOOK, FUNCTION):
                    known = node.unique_id is not msgspec.UNSET
                    yield (str(node.unique_id) if known else name), node

    def texts(self) -> Iterator[tuple[str, Entry]]:
        """What is read of the manifest, as it stands there, by unique id."""
        for part in (self.nodes, self.sources, self.functions):
            for name, entry in part.items():
                if not name.startswith(_UNREAD):
                    yield name, entry


@dataclass(frozen=True, slots=True)
class Catalog:
    """catalog.json: what dbt found in the warehouse of each node and source, by unique id."""

    nodes: Mapping[str, Entry]
    sources: Mapping[str, Entry]

    def entry(self, kind: str, name: str) -> CatalogEntry | None:
        """What was found of a resource; None where nothing was."""
        found = (self.sources if kind == "source" else self.nodes).get(name)
        return decode_entry(found, _CATALOGUED) if found and is_object(found) else None


def plain_manifest(manifest: Mapping[str, Any]) -> Manifest:
    """The manifest in a mapping of manifest.json's shape, such as the gate's slice."""
    parts = (_entries(manifest.get(part)) for part in ("nodes", "sources", "functions"))
    return Manifest(as_mapping(manifest.get("metadata")), *parts)


def plain_catalog(catalog: Mapping[str, Any]) -> Catalog:
    """The catalog in a mapping of catalog.json's shape."""
    return Catalog(*(_entries(catalog.get(part)) for part in ("nodes", "sources")))


def _entries(part: object) -> dict[str, Entry]:
    return {name: each for name, each in as_mapping(part).items() if is_object(each)}
