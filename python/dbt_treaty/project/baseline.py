"""What a project's contracts are held against: the contracts of an earlier state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Problem


@dataclass(frozen=True, slots=True)
class Baseline:
    """The contracts of an earlier state of the project.

    ``name`` goes on from "against …". ``problems`` are contracts that did not load there, and
    ``notes`` whole sentences on what a reader should know of it. ``is_head`` where it is the commit
    that is checked out, so that only what is not committed differs from it.
    """

    name: str
    contracts: tuple[Contract, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Announcement:
    """The day of the commit that brought a contract's deprecation block.

    ``day`` is None where it is not known: ``is_pending`` where no commit has it yet, else
    ``reason`` says why.
    """

    day: date | None
    reason: str = ""
    is_pending: bool = False
