"""A whole project: sources, and models in the layers that people build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from bench.workload.model import query
from bench.workload.table import Column, Origin, Table, fresh_name

DATABASE = "w"
# Staging reads one source each; every later layer reads the ones before it.
LAYERS = {"stg": 0.30, "int": 0.15, "core": 0.15, "wide": 0.15, "fct": 0.15, "rpt": 0.10}
PRODUCTS = ("fct", "rpt")
NEAR = 6  # how far from its own place in a layer a model looks for parents


@dataclass(frozen=True, slots=True)
class Node:
    """A source (no ``sql``) or a model, with its columns and their origins."""

    id: str
    layer: str
    name: str
    columns: tuple[Column, ...]
    parents: tuple[str, ...] = ()
    sql: str | None = None

    @property
    def schema(self) -> str:
        """Where it lies in the warehouse."""
        return f"shop_{self.layer}"

    @property
    def place(self) -> tuple[str, str, str]:
        """Database, schema and name."""
        return (DATABASE, self.schema, self.name)

    @property
    def relation(self) -> str:
        """How SQL names it."""
        return ".".join(f'"{part}"' for part in self.place)


def project(models: int, seed: int) -> Mapping[str, Node]:
    """So many models (one of each layer at least) and their sources, parents first.

    It is the same for the same seed.
    """
    chance = Random(seed)  # noqa: S311 - a workload, no secret
    sizes = _sizes(models)
    before = [[_source(chance, at) for at in range(max(2, sizes[0] * 2 // 3))]]
    for layer, size in zip(LAYERS, sizes, strict=True):
        before.append([_model(chance, layer, at, size, before) for at in range(size)])
    return {each.id: each for layer in before for each in layer}


def _sizes(models: int) -> list[int]:
    sizes = [max(1, round(models * share)) for share in LAYERS.values()]
    sizes[0] = max(1, models - sum(sizes[1:]))
    return sizes


def _source(chance: Random, at: int) -> Node:
    taken: set[str] = set()
    width = chance.randint(12, 40)
    columns = tuple(
        Column(fresh_name(chance, taken), chance.choice(("number", "text"))) for _ in range(width)
    )
    name = f"table_{at:05d}"
    return Node(f"source.shop.raw.{name}", "raw", name, columns)


def _model(chance: Random, layer: str, at: int, size: int, before: list[list[Node]]) -> Node:
    staging = layer == "stg"
    # What no parent declares is not known, so staging names the columns it selects.
    layers = [before[-1]]
    if not staging:
        layers += [chance.choice(before[1:]) for _ in range(chance.choice((0, 1, 1, 2)))]
    found = {each.id: each for each in (_near(chance, one, at / size) for one in layers)}
    step = query(chance, [_table(each) for each in found.values()], listed=staging)
    name = f"{layer}_{at:05d}"
    return Node(f"model.shop.{name}", layer, name, step.columns, tuple(found), step.sql)


def _near(chance: Random, layer: list[Node], place: float) -> Node:
    middle = int(place * len(layer))
    at = chance.randint(middle - NEAR, middle + NEAR)
    return layer[min(max(at, 0), len(layer) - 1)]


def _table(node: Node) -> Table:
    """A parent as a model sees it: each column its own origin."""
    return Table(
        node.relation,
        tuple(
            Column(each.name, each.kind, frozenset({Origin(node.id, each.name, "copy")}))
            for each in node.columns
        ),
    )
