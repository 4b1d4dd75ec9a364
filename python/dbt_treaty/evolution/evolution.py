"""How one product's contract gets from its baseline to where it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.version import parse_version
from dbt_treaty.evolution.bump import raised
from dbt_treaty.evolution.change import Change
from dbt_treaty.evolution.level import Level


class Fault(str, Enum):
    """What is wrong with a version."""

    NOT_RAISED = "not raised"
    TOO_SMALL = "too small"
    WENT_DOWN = "went down"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Evolution:
    """A contract, what it is compared with, and whether its version says enough.

    ``before`` is None for what is new, ``after`` for what is gone. ``given`` is the largest change
    that the step between the versions allows (None: there is no step up), ``needed`` the largest
    change there is (None: nothing changed). ``note`` is a sentence that judges nothing.
    """

    before: Contract | None
    after: Contract | None
    changes: tuple[Change, ...] = ()
    given: Level | None = None
    fault: Fault | None = None
    note: str = ""

    @property
    def contract(self) -> Contract:
        """The newer of the two that there is."""
        contract = self.after or self.before
        assert contract is not None  # noqa: S101 - one of the two is always there
        return contract

    @property
    def name(self) -> str:
        """The product's full name."""
        return self.contract.name

    @property
    def needed(self) -> Level | None:
        """The largest change."""
        return max((change.level for change in self.changes), default=None)

    @property
    def wanted(self) -> str | None:
        """The version that would do, where this one does not."""
        if self.before is None or self.after is None or self.fault is None:
            return None
        return raised(parse_version(self.before.version), self.needed or Level.PATCH)
