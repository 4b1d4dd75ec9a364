"""What stands between a contract and a model, each in words: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Place, Problem
from dbt_treaty.project.ownership import Claim, Ownership
from dbt_treaty.sync.dbt_project import GENERATED_FOLDER, DbtProject
from dbt_treaty.sync.version_files import Files, version_file


def no_model(contract: Contract, versions: Sequence[Contract], files: Files) -> Problem:
    """A contract whose file is not there; ``versions`` are all majors of its product."""
    own = version_file(contract.table, contract.major)
    if contract.table in files:  # an older major has it
        older = versions[0]
        folder = files[contract.table][0].parent
        return Problem(
            contract.place,
            f"contract {contract.name} {contract.version} is for no model: {contract.table}.sql is "
            f"the version that {older.version} in {older.place.path} promises, and there is no "
            f"{own}.sql under the model paths",
            f"write the new version beside the old one, as {(folder / own).as_posix()}.sql, or "
            "move one of the two contracts out of the contracts folder",
        )
    near = get_close_matches(contract.table, files, n=1)
    hint = f' (did you mean "{near[0]}"?)' if near else ""
    beside = f" and no {own}.sql" if len(versions) > 1 else ""
    return Problem(
        contract.place,
        f"contract {contract.name} is for no model: "
        f"no {contract.table}.sql{beside} under the model paths{hint}",
        "write the model, rename the contract after it, or delete the contract",
    )


def several_models(contract: Contract, found: Sequence[Path]) -> Problem:
    """A contract that could be for any of several files."""
    listed = ", ".join(path.as_posix() for path in found)
    return Problem(
        contract.place,
        f"contract {contract.name} could be for several models: {listed}",
        "dbt wants model names unique in a project: rename all but one",
    )


def left_over(versions: Sequence[Contract], file: Path) -> Problem:
    """A model of the product's name that no version is: dbt would have the name twice."""
    named = ", ".join(f"{version.version} in {version.place.path}" for version in versions)
    files = ", ".join(f"{version_file(v.table, v.major)}.sql" for v in versions)
    return Problem(
        Place(file.as_posix(), 1),
        f"no contract is for this file: {versions[0].name} has {named}, which {files} is for",
        "delete the file where its version has ended, bring its contract back, or rename it",
    )


def second_product(contract: Contract, first: Contract) -> Problem:
    """The problem of two products for one model, of which one would be lost."""
    return Problem(
        contract.place,
        f"contract {contract.name} {contract.version} is for the model {contract.table}, which "
        f"{first.name} {first.version} in {first.place.path} binds already",
        "a model is one product: move one of the two files out of the contracts folder",
    )


def written_by_hand(contract: Contract, name: str, entry: Place, found: Sequence[Path]) -> Problem:
    """Also for a model versioned by hand, whose files have other names than the contract."""
    folder = found[0].parent if found else Path("…")
    return Problem(
        entry,
        f"{name} has a hand-written entry, and dbt allows one entry a model",
        f"move what it says into {contract.place.path} and delete it; sync writes "
        f"{_generated(folder, contract).as_posix()} for {name}.sql, `versions:` included",
    )


def file_hindrance(contract: Contract, file: Path, configuration: Configuration) -> Problem | None:
    """Why a contract can't be for a file because of where or what it is, or None."""
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
    return None


def place_hindrance(contract: Contract, file: Path, project: DbtProject) -> Problem | None:
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


def unknown_latest(
    contracts: Sequence[Contract], configuration: Configuration
) -> Iterator[Problem]:
    """Majors that ``latest_versions`` names and no contract promises."""
    majors: dict[str, list[int]] = {}
    for contract in contracts:
        majors.setdefault(contract.name.casefold(), []).append(contract.major)
    for name, latest in configuration.latest_versions.items():
        known = sorted(majors.get(name, ()))
        if latest.major not in known:
            listed = ", ".join(map(str, known))
            yield Problem(
                Place(configuration.path, latest.line),
                f"latest_versions: no contract promises {name} {latest.major}",
                f"its majors: {listed}" if known else "name a product of this project",
            )


def _generated(folder: Path, contract: Contract) -> Path:
    return folder / GENERATED_FOLDER / f"{contract.table}.yml"
