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
from dbt_treaty.project.generated_header import parse_header
from dbt_treaty.sync.counted import Counted, find_counted
from dbt_treaty.sync.dbt_project import GENERATED_FOLDER, DbtProject
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
from dbt_treaty.sync.view_targets import view_files, view_hindrance


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
    products = [contract for contract in finder.contracts if contract.view_of is None]
    views = [contract for contract in finder.contracts if contract.view_of is not None]
    for _, versions in groupby(products, key=lambda contract: contract.name):
        finder.match(tuple(versions))
    for _, versions in groupby(views, key=lambda contract: contract.name):
        finder.match_view(tuple(versions))
    problems = [*finder.problems, *unknown_latest(contracts, configuration)]
    targets = sorted(finder.targets, key=lambda target: _order(target.contract))
    return Targets(tuple(targets), tuple(problems))


def _order(contract: Contract) -> tuple[str, int]:
    return (contract.name, contract.major)


class _Finder:
    """Matches product by product."""

    def __init__(
        self,
        contracts: Sequence[Contract],
        project: DbtProject,
        configuration: Configuration,
        handwritten: HandWritten,
    ) -> None:
        self.contracts = sorted(contracts, key=_order)
        self.targets: list[Target] = []
        self.problems: list[Problem] = []
        self._project = project
        self._configuration = configuration
        self._handwritten = handwritten
        self._tables = {contract.table for contract in contracts}
        self._files, self._generated = _model_files(project)
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
            counted = find_counted(contract, self._files, self._project, self._handwritten)
            if hindrance is not None:
                self.problems.append(hindrance)
            elif isinstance(counted, Problem):
                self.problems.append(counted)
            else:
                self.targets.append(self._target(contract, found[contract.major][0], counted))
        unbound = [p for p in own.get(table, ()) if all(p not in paths for paths in found.values())]
        self.problems += [left_over(versions, path) for path in unbound]

    def match_view(self, versions: Sequence[Contract]) -> None:
        """Name the files of one view's majors, which sync writes."""
        table = versions[0].table
        first = self._first.setdefault(table, versions[0])
        entry = self._handwritten.models.get(table)
        if entry is not None:
            self.problems.append(written_by_hand(versions[0], table, entry, ()))
            return
        if first is not versions[0]:
            self.problems += [second_product(contract, first) for contract in versions]
            return
        products = {_order(t.contract): t for t in self.targets if t.contract.view_of is None}
        for contract, file in view_files(versions, products, self._generated):
            hindrance = view_hindrance(contract, self._files)
            if hindrance is not None:
                self.problems.append(hindrance)
            else:
                self.targets.append(self._target(contract, file, None))

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

    def _target(self, contract: Contract, file: Path, counted: Counted | None) -> Target:
        references = dict(_references(contract, self._files, self._tables))
        nested = self._project.flags.get("require_generic_test_arguments_property")
        return Target(contract, file, contract.domain, references, nested, counted)


def _model_files(project: DbtProject) -> tuple[Files, Files]:
    """The user's model files by stem, and those that sync wrote."""
    files: dict[str, list[Path]] = defaultdict(list)
    generated: dict[str, list[Path]] = defaultdict(list)
    for path in project.model_files():
        (generated if _is_generated(project.root / path) else files)[path.stem].append(path)
    return files, generated


def _is_generated(path: Path) -> bool:
    if path.parent.name != GENERATED_FOLDER:
        return False
    return parse_header(path.read_text(encoding="utf-8", errors="replace")) is not None


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
