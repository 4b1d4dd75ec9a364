"""Which model each contract binds, and everything that stands in the way, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Place, Problem
from dbt_treaty.project.ownership import Claim, Ownership
from dbt_treaty.sync.dbt_project import GENERATED_FOLDER, DbtProject
from dbt_treaty.sync.handwritten import HandWritten
from dbt_treaty.sync.job import Target


@dataclass(frozen=True, slots=True)
class Targets:
    """Contracts with their models, sorted by name, and what hinders the rest."""

    targets: tuple[Target, ...]
    problems: tuple[Problem, ...]


def find_targets(
    contracts: Sequence[Contract],
    project: DbtProject,
    configuration: Configuration,
    handwritten: HandWritten,
) -> Targets:
    """Match each contract with the one model file of its name."""
    files: dict[str, list[Path]] = defaultdict(list)
    for path in project.model_files():
        files[path.stem].append(path)
    problems: list[Problem] = []
    targets: list[Target] = []
    first: dict[str, Contract] = {}
    for contract in sorted(contracts, key=lambda c: (c.name, c.major)):
        hindrance = (
            _hindrance(contract, files, configuration, handwritten)
            or _second(contract, first.setdefault(contract.table, contract))
            or _place_hindrance(contract, files[contract.table][0], project)
        )
        if hindrance is not None:
            problems.append(hindrance)
            continue
        group = contract.domain
        references = _references(contract, files)
        nested = project.flags.get("require_generic_test_arguments_property")
        targets.append(Target(contract, files[contract.table][0], group, references, nested))
    return Targets(tuple(targets), tuple(problems))


def _hindrance(
    contract: Contract,
    files: dict[str, list[Path]],
    configuration: Configuration,
    handwritten: HandWritten,
) -> Problem | None:
    """Why this contract can't be synced, or None."""
    found = files.get(contract.table, [])
    if contract.table in handwritten.models:
        return _written_by_hand(contract, found, handwritten.models[contract.table])
    if not found:
        near = get_close_matches(contract.table, files, n=1)
        hint = f' (did you mean "{near[0]}"?)' if near else ""
        return Problem(
            contract.place,
            f"contract {contract.name} is for no model: "
            f"no {contract.table}.sql under the model paths{hint}",
            "write the model, rename the contract after it, or delete the contract",
        )
    if len(found) > 1:
        listed = ", ".join(path.as_posix() for path in found)
        return Problem(
            contract.place,
            f"contract {contract.name} could be for several models: {listed}",
            "dbt wants model names unique in a project: rename all but one",
        )
    return _file_hindrance(contract, found[0], configuration)


def _file_hindrance(contract: Contract, file: Path, configuration: Configuration) -> Problem | None:
    owned = Ownership(configuration).of(
        Claim(file.as_posix(), True, None, {}, contract, frozenset())
    )
    # A project that says nothing of the file's place leaves the word to the contract.
    theirs = (owned.domain or contract.domain, owned.tier or contract.tier)
    if theirs != (contract.domain, contract.tier):
        return Problem(
            contract.place,
            f"contract {contract.name}, but {file.as_posix()} lies in {theirs[0]}.{theirs[1]}",
            "move the model, or give the contract the name of where it lies",
        )
    if file.suffix == ".py":
        return Problem(
            Place(file.as_posix(), 1),
            f"a Python model: dbt does not parse an enforced contract on one ({contract.name})",
            "publish it through an SQL model that selects from it, and give that one the contract",
        )
    return None


def _written_by_hand(contract: Contract, found: Sequence[Path], entry: Place) -> Problem:
    """Also for a model versioned by hand, whose files have other names than the contract."""
    folder = found[0].parent if found else Path("…")
    return Problem(
        entry,
        f"{contract.table} has a hand-written entry, and dbt allows one entry a model",
        f"move what it says into {contract.place.path} and delete it; sync writes "
        f"{_generated(folder, contract).as_posix()} for {contract.table}.sql, `versions:` included",
    )


def _second(contract: Contract, first: Contract) -> Problem | None:
    """The problem of two contracts for one model, of which one would be lost."""
    if contract is first:
        return None
    return Problem(
        contract.place,
        f"contract {contract.name} {contract.version} is for the model {contract.table}, which "
        f"{first.name} {first.version} in {first.place.path} binds already",
        "a model keeps one contract: move one of the two files out of the contracts folder",
    )


def _place_hindrance(contract: Contract, file: Path, project: DbtProject) -> Problem | None:
    """Why nothing may be written beside this model, or no comment can name its contract."""
    generated = _generated(file.parent, contract)
    if not project.holds(generated):
        return Problem(
            Place(file.as_posix()),
            f"contract {contract.name} is for a model that a link or a path puts outside the "
            f"project, and sync would write {generated.as_posix()} there",
            "put the folder itself into the project",
        )
    for path in (contract.place.path, file.as_posix()):
        if not path.isprintable():
            what = f"the file name {path!a} has characters that can't be shown"
            return Problem(Place(f"{path!a}"), what, "rename the file or its folder")
    return None


def _generated(folder: Path, contract: Contract) -> Path:
    return folder / GENERATED_FOLDER / f"{contract.table}.yml"


def _references(contract: Contract, files: dict[str, list[Path]]) -> dict[str, tuple[str, str]]:
    """References to models of this project; another project's table can't be tested from here."""
    found = {}
    for column in contract.columns:
        parts = (column.references or "").split(".")
        if len(parts) >= 2 and parts[-2] in files:
            found[column.name] = (parts[-2], parts[-1])
    return found
