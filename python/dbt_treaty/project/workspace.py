"""The files beside the artifacts: contracts and the properties generated from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Problem


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """A properties file that sync wrote: does its body still have the checksum in its header?"""

    path: str
    intact: bool
    contract_checksums: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workspace:
    """Contracts and generated files as they lie on disk; where no project folder is, None instead.

    ``generated`` is keyed by the path relative to the project. ``problems`` are contracts that do
    not load.
    """

    contracts: tuple[Contract, ...]
    generated: Mapping[str, GeneratedFile]
    problems: tuple[Problem, ...] = ()
