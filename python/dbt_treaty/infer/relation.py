"""The table that a person names: a node of the project, a source, or any table of the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.suggestion import suggest

_KINDS = ("model", "seed", "snapshot")


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a table lies; empty parts are the target's own. ``node`` is dbt's, if it has one."""

    database: str
    schema: str
    identifier: str
    node: Mapping[str, Any] | None = None

    @property
    def is_model(self) -> bool:
        """Whether a model of the project makes it, which a contract can bind."""
        return self.node is not None and self.node["resource_type"] == "model"


def find_relation(said: str, graph: Mapping[str, Any], package: str) -> Relation:
    """The table that ``said`` names: the project's own nodes first, then sources, then any table.

    Args:
        said: ``model``, ``source.table``, ``table``, ``schema.table`` or ``database.schema.table``.
        graph: dbt's graph.
        package: the name of the project.
    """
    found = list(_named(said, graph))
    if found:
        node = min(found, key=lambda each: _order(each, package))
        table = node.get("identifier") or node.get("alias") or node["name"]
        return Relation(node.get("database") or "", node["schema"], table, node)
    parts = said.split(".")
    database, schema, table = ("", "", *parts)[-3:]
    return Relation(database, schema, table)


def missing(said: str, graph: Mapping[str, Any]) -> str:
    """What to say where there is no such table."""
    names = sorted({name for node in _nodes(graph) for name in _names(node)})
    question = suggest(said, names)
    asked = f" {question}" if question else ""
    return (
        f"there is no table {quote(said)} in the warehouse.{asked}\n"
        "    name a model that is built (`dbt build` first), a source as source.table, or "
        "schema.table"
    )


def _named(said: str, graph: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (node for node in _nodes(graph) if said in _names(node))


def _nodes(graph: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    nodes = (node for node in graph["nodes"].values() if node["resource_type"] in _KINDS)
    yield from nodes
    yield from graph["sources"].values()


def _names(node: Mapping[str, Any]) -> tuple[str, ...]:
    if node["resource_type"] == "source":
        return (f"{node['source_name']}.{node['name']}",)
    version = node.get("version")
    return (node["name"], f"{node['name']}.v{version}") if version else (node["name"],)


def _order(node: Mapping[str, Any], package: str) -> tuple[bool, bool, str]:
    is_latest = node.get("version") == node.get("latest_version")
    return (node["package_name"] != package, not is_latest, node["unique_id"])
