"""Every contract of a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.find import find_files
from dbt_treaty.contracts.formats import read_contracts
from dbt_treaty.contracts.home import home_of
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.version import parse_version
from dbt_treaty.documents.read import read, relative
from dbt_treaty.errors import Problem, TreatyError


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a project's contracts folder holds.

    ``contracts`` are sorted by name and version, ``problems`` by place. ``ignored`` are YAML files
    below the folder, relative to the project, whose names are not those of contracts.
    """

    contracts: tuple[Contract, ...]
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()


def load_contracts(root: Path, configuration: Configuration) -> Loaded:
    """Reads every contract of the project in the folder ``root``; never raises for a bad one."""
    found = find_files(root, configuration)
    contracts: list[Contract] = []
    problems = list(found.problems)
    for path in found.paths:
        try:
            contracts += load_file(path, root, configuration)
        except TreatyError as error:
            problems += error.problems
    contracts.sort(key=_order)
    problems += _clashes(contracts) or _doubles(contracts)
    return Loaded(tuple(contracts), tuple(sorted(set(problems))), found.ignored)


def load_or_raise(root: Path, configuration: Configuration) -> tuple[Contract, ...]:
    """The contracts of a project, all of them sound.

    Raises:
        TreatyError: with every problem of every file.
    """
    loaded = load_contracts(root, configuration)
    if loaded.problems:
        raise TreatyError(loaded.problems)
    return loaded.contracts


def load_file(path: Path, root: Path, configuration: Configuration) -> tuple[Contract, ...]:
    """The contracts of one file, whatever its name; those of views follow their product's.

    Raises:
        TreatyError: with every problem of the file.
    """
    document = read(path, root)
    home = home_of(relative(path, root), configuration)
    return read_contracts(document, home)


def current(contracts: Iterable[Contract]) -> tuple[Contract, ...]:
    """Of the versions in one major of one product the highest, sorted by name and major.

    A view that the highest no longer has is not among them, whatever an older one says.
    """
    highest: dict[tuple[str, int], Contract] = {}
    for contract in sorted(contracts, key=_order):
        highest[contract.name.lower(), contract.major] = contract
    return tuple(contract for contract in highest.values() if not _is_left(contract, highest))


def _is_left(contract: Contract, highest: Mapping[tuple[str, int], Contract]) -> bool:
    """Whether it is of a view that the product's highest version does not have."""
    made_from = contract.view_of
    product = highest.get((made_from.product.lower(), contract.major)) if made_from else None
    return product is not None and product.version != contract.version


def _order(contract: Contract) -> tuple[object, ...]:
    version = parse_version(contract.version)
    return (contract.name.lower(), version.precedence, contract.place)


def _clashes(contracts: Sequence[Contract]) -> list[Problem]:
    """Views that are named like another product, or like the view of one, in any version."""
    first: dict[str, Contract] = {}
    problems = []
    # Products before views: it is the view that must be named otherwise.
    for contract in sorted(contracts, key=lambda each: each.view_of is not None):
        earlier = first.setdefault(contract.name.lower(), contract)
        if _made_from(earlier) != _made_from(contract):
            what = f"the view {contract.name} has the name of the contract in {earlier.place}"
            problems.append(Problem(contract.place, what, "give the view another name"))
    return problems


def _made_from(contract: Contract) -> str | None:
    return contract.view_of.product.lower() if contract.view_of else None


def _doubles(contracts: Sequence[Contract]) -> list[Problem]:
    """Files of one name and one version; build metadata makes no other version."""
    first: dict[tuple[object, ...], Contract] = {}
    problems = []
    for contract in contracts:
        earlier = first.setdefault(_order(contract)[:2], contract)
        if earlier is not contract:
            what = f"{contract.name} {contract.version} stands in {earlier.place} already"
            problems.append(Problem(contract.place, what, "raise the version, or remove one file"))
    return problems
