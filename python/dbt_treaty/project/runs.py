"""What dbt's last run said of each node it built, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import msgspec

_EMPTY: Mapping[str, Any] = MappingProxyType({})


class NodeRun(msgspec.Struct, frozen=True):
    """One node of a run: what it cost, as far as dbt's adapter says it.

    ``seconds`` are those that dbt waited. ``rows`` are those of the last statement,
    ``slot_seconds`` those of all workers (BigQuery), ``bytes`` what was read. ``compiled`` is the
    SQL that ran.
    """

    id: str
    status: str
    seconds: float | None = None
    rows: int | None = None
    slot_seconds: float | None = None
    bytes: int | None = None
    compiled: str | None = None

    @property
    def succeeded(self) -> bool:
        """Whether it was built: what failed or was skipped has not shown what it costs."""
        return self.status == "success"


@dataclass(frozen=True, slots=True)
class Runs:
    """One run of dbt: its nodes by unique id, its command and target (None: it does not say)."""

    nodes: Mapping[str, NodeRun] = field(default_factory=lambda: _EMPTY)
    command: str | None = None
    target: str | None = None
    invocation: str | None = None
