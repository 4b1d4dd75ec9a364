"""The edges a tool reports against those that are true."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.subjects.told import EDGES
from bench.workload.written import TRUTH

Edge = tuple[str, ...]  # model, column, relation, its column, and the evolution or "any"


@dataclass(frozen=True, slots=True)
class Exactness:
    """How many edges there are, are not reported, and are reported though there are none."""

    true: int
    missing: int
    invented: int


def exactness(truth: Collection[Edge], reported: Collection[Edge]) -> Exactness:
    """Compare a tool's edges with the truth.

    A tool that tells evolutions must tell every edge with the right one: copy, mod or scan. From
    one that tells none (``any``), values are asked for; what is only scanned it may tell or not.
    """
    if any(edge[-1] == "any" for edge in reported):
        values = {edge[:-1] for edge in truth if edge[-1] != "scan"}
        told = {edge[:-1] for edge in reported}
        known = {edge[:-1] for edge in truth}
        return Exactness(len(values), len(values - told), len(told - known))
    whole, all_told = set(truth), set(reported)
    return Exactness(len(whole), len(whole - all_told), len(all_told - whole))


def measured_exactness(
    folder: Path, subject: str, asked: Collection[str] | None = None
) -> Exactness | None:
    """The exactness of the edges a subject left; None where it leaves none.

    ``asked`` are the models it was asked about, where that is not all of them.
    """
    path = folder / EDGES / f"{subject}.json"
    if not path.is_file():
        return None
    truth = _true_edges(json.loads((folder / TRUTH).read_text()))
    among = None if asked is None else frozenset(asked)
    wanted = [edge for edge in truth if among is None or edge[0] in among]
    return exactness(wanted, [tuple(edge) for edge in json.loads(path.read_text())])


def _true_edges(truth: Mapping[str, Mapping[str, list[list[str]]]]) -> list[Edge]:
    return [
        (model, column, *origin)
        for model, columns in truth.items()
        for column, origins in columns.items()
        for origin in origins
    ]
