"""The contracts of a project, each once: as it lies on disk, else as sync brought it."""

from __future__ import annotations

from dataclasses import dataclass

from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Place
from dbt_treaty.evidence.places import contract_place
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.project.model import Resource


@dataclass(frozen=True, slots=True)
class KnownContract:
    """A contract and the resource it was synced to (None: it is not synced)."""

    contract: Contract
    resource: Resource | None

    @property
    def resource_id(self) -> str:
        """The unique id of the resource, empty where there is none."""
        return self.resource.id if self.resource else ""

    def place(self, column: str | None = None) -> Place:
        """Where the contract, or a column of it, is written."""
        return contract_place(self.contract, self.resource, column)


def major_of(contract: Contract) -> tuple[str, int]:
    """What stays the same while a product's contract grows: its name, in lower case, and major."""
    return (contract.name.lower(), contract.major)


def known_contracts(evidence: Evidence) -> tuple[KnownContract, ...]:
    """Every contract at hand.

    A file on disk stands for the copy of the same version that sync left in the manifest: whoever
    reads a finding looks at the file. Copies whose file is not at hand (another project's, or
    an older version's) stand for themselves.
    """
    synced = [
        KnownContract(resource.contract, resource)
        for resource in evidence.project.resources.values()
        if resource.contract is not None
    ]
    on_disk = evidence.workspace.contracts if evidence.workspace else ()
    homes = {_version_of(known.contract): known.resource for known in synced}
    listed = [KnownContract(contract, homes.get(_version_of(contract))) for contract in on_disk]
    taken = {_version_of(contract) for contract in on_disk}
    listed += [known for known in synced if _version_of(known.contract) not in taken]
    return tuple(sorted(listed, key=lambda k: (*_version_of(k.contract), k.resource_id)))


def _version_of(contract: Contract) -> tuple[str, str]:
    return (contract.name.lower(), contract.version)
