"""The files beside the artifacts: contracts and the properties generated from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Problem
from dbt_treaty.exceptions.model import Exceptions
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.known_findings.model import KnownFindings
from dbt_treaty.project.baseline import Announcement, Baseline
from dbt_treaty.project.policy_file import PolicyFiles

_NONE: Mapping[tuple[str, int], Announcement] = MappingProxyType({})


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
    not load. ``baseline`` is what the contracts are held against; where it is None, ``no_baseline``
    says why (empty: nobody asked for one). ``announced`` has the announcement of deprecation blocks
    that give no day themselves, by the product's name in lower case and the major.
    ``exceptions`` are the grants by which findings may stand, ``policy_files`` the project's own
    policies. ``known`` is the record of findings that the project had before it adopted the gate.
    ``global_rules`` are the platform's; where their file does not load, ``rule_problems`` say why.
    """

    contracts: tuple[Contract, ...]
    generated: Mapping[str, GeneratedFile]
    problems: tuple[Problem, ...] = ()
    baseline: Baseline | None = None
    no_baseline: str = ""
    announced: Mapping[tuple[str, int], Announcement] = field(default_factory=lambda: _NONE)
    exceptions: Exceptions = field(default_factory=Exceptions)
    policy_files: PolicyFiles = field(default_factory=PolicyFiles)
    known: KnownFindings | None = None
    global_rules: tuple[GlobalRule, ...] = ()
    rule_problems: tuple[Problem, ...] = ()
