"""Which model each contract binds, and everything that stands in the way, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Problem
from dbt_treaty.sync.dbt_project import DbtProject
from dbt_treaty.sync.handwritten import HandWritten
from dbt_treaty.sync.hindrance import (
    file_hindrance,
    left_over,
    no_model,
    place_hindrance,
    second_product,
    several_models,
    unknown_latest,
    written_by_hand,
)
from dbt_treaty.sync.job import Reference, Target
from dbt_treaty.sync.version_files import Files, version_files


@dataclass(frozen=True, slots=True)
class Targets:
    """Contracts with their models, sorted by name and major, and what hinders the rest."""

    targets: tuple[Target, ...]
    problems: tuple[Problem, ...]


def find_targets(
    contracts: Sequence[Contract],
    project: DbtProject,
    configuration: Configuration,
    handwritten: HandWritten,
) -> Targets:
    """Match each contract with the one model file that is its version of the product."""
    finder = _Finder(contracts, project, configuration, handwritten)
    for _, versions in groupby(finder.contracts, key=lambda contract: contract.name):
        finder.match(tuple(versions))
    problems = [*finder.problems, *unknown_latest(contracts, configuration)]
    return Targets(tuple(finder.targets), tuple(problems))


class _Finder:
    """Matches product by product."""

    def __init__(
        self,
        contracts: Sequence[Contract],
        project: DbtProject,
        configuration: Configuration,
        handwritten: HandWritten,
    ) -> None:
        self.contracts = sorted(contracts, key=lambda c: (c.name, c.major))
        self.targets: list[Target] = []
        self.problems: list[Problem] = []
        self._project = project
        self._configuration = configuration
        self._handwritten = handwritten
        self._tables = {contract.table for contract in contracts}
        self._files = _model_files(project)
        self._first: dict[str, Contract] = {}

    def match(self, versions: Sequence[Contract]) -> None:
        """Find the files of one product's majors."""
        table = versions[0].table
        # A product of its own that is named like a version of this one keeps its file.
        own = {
            stem: paths for stem, paths in self._files.items() if stem not in self._tables - {table}
        }
        found = version_files(table, [contract.major for contract in versions], own)
        first = self._first.setdefault(table, versions[0])
        entry = self._handwritten.models.get(table)
        if entry is not None:
            self.problems.append(written_by_hand(versions[0], table, entry, own.get(table, ())))
            return
        if first is not versions[0]:
            self.problems += [second_product(contract, first) for contract in versions]
            return
        for contract in versions:
            hindrance = self._hindrance(contract, found[contract.major], versions)
            if hindrance is None:
                self.targets.append(self._target(contract, found[contract.major][0]))
            else:
                self.problems.append(hindrance)
        unbound = [p for p in own.get(table, ()) if all(p not in paths for paths in found.values())]
        self.problems += [left_over(versions, path) for path in unbound]

    def _hindrance(
        self, contract: Contract, found: Sequence[Path], versions: Sequence[Contract]
    ) -> Problem | None:
        """Why this contract can't be synced, or None."""
        if not found:
            return no_model(contract, versions, self._files)
        entry = self._handwritten.models.get(found[0].stem)
        if entry is not None:
            return written_by_hand(contract, found[0].stem, entry, found)
        if len(found) > 1:
            return several_models(contract, found)
        return file_hindrance(contract, found[0], self._configuration) or place_hindrance(
            contract, found[0], self._project
        )

    def _target(self, contract: Contract, file: Path) -> Target:
        references = dict(_references(contract, self._files, self._tables))
        nested = self._project.flags.get("require_generic_test_arguments_property")
        return Target(contract, file, contract.domain, references, nested)


def _model_files(project: DbtProject) -> Files:
    files: dict[str, list[Path]] = defaultdict(list)
    for path in project.model_files():
        files[path.stem].append(path)
    return files


def _references(
    contract: Contract, files: Files, tables: set[str]
) -> Iterator[tuple[str, Reference]]:
    """References to models of this project; another project's table can't be tested from here.

    A table that refers to itself means its own version.
    """
    for column in contract.columns:
        parts = (column.references or "").split(".")
        if len(parts) >= 2 and (parts[-2] in files or parts[-2] in tables):
            own = contract.major if parts[-2] == contract.table else None
            yield column.name, Reference(parts[-2], parts[-1], own)
