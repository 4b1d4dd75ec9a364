"""Which contract is held against which of the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dbt_treaty.contracts.load import current
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.version import parse_version

Major = tuple[str, int]


def major_of(contract: Contract) -> Major:
    """What stays while a contract grows: the product's name, in lower case, and the major."""
    return (contract.name.lower(), contract.major)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The contracts of two states of a project; of one major of one product the highest version."""

    before: tuple[Contract, ...]
    after: tuple[Contract, ...]

    def compared(self) -> Iterator[tuple[Contract | None, Contract]]:
        """Every contract there is with the one it is held against (None: with none).

        That is the baseline's of the same major, wherever its file lay; for a new major, the
        baseline's highest version below it. An older major that comes back beside newer ones, which
        stay, has nothing below it; where they don't stay, the version went down.
        """
        known = {major_of(contract): contract for contract in self.before}
        for contract in self.after:
            yield known.get(major_of(contract)) or self._nearest(contract), contract

    def gone(self) -> tuple[Contract, ...]:
        """The contracts of the baseline whose major no contract has any more."""
        present = {major_of(contract) for contract in self.after}
        return tuple(c for c in self.before if major_of(c) not in present)

    def of_product(self, name: str) -> tuple[Contract, ...]:
        """Every contract of a product, of the baseline and of now."""
        return tuple(c for c in (*self.before, *self.after) if c.name.lower() == name.lower())

    def _nearest(self, contract: Contract) -> Contract | None:
        product = [c for c in self.before if c.name.lower() == contract.name.lower()]
        below = [c for c in product if c.major < contract.major]
        if below:
            return max(below, key=lambda c: c.major)
        gone = {major_of(c) for c in self.gone()}
        lost = [c for c in product if major_of(c) in gone]
        return max(lost, key=lambda c: c.major, default=None)


def pair(before: Iterable[Contract], after: Iterable[Contract]) -> Pairs:
    """The current contracts of two states of a project."""
    return Pairs(current(before), current(after))


def is_release(contract: Contract) -> bool:
    """Whether a version is stable: no pre-release, and past 0.y.z."""
    version = parse_version(contract.version)
    return version.major > 0 and not version.prerelease
