"""What a policy is, and the evidence it judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from dbt_treaty.clock import today
from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.model import Project
from dbt_treaty.project.workspace import Workspace
from dbt_treaty.tags.model import CarriedTags
from dbt_treaty.tags.transforms import Classification

Options = Mapping[str, Any]
_NONE: Options = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a policy may look at.

    ``workspace`` is None where only artifacts are at hand, with no project folder beside them.
    ``today`` is the day (UTC) by which deadlines are judged.
    """

    project: Project
    graph: ColumnGraph
    tags: CarriedTags
    classification: Classification
    workspace: Workspace | None = None
    today: date = field(default_factory=today)


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule: its kebab-case name, how much it weighs, and the pure function that judges.

    ``judge`` gets the evidence and every option, and reads nothing else. ``options`` gives each
    option's default; what a configuration sets must be of the default's type (a tuple stands for
    a list of strings). ``summary`` is one line that completes "it refuses …". A finding of it may
    be excepted for ``exceptable_days`` at most from the day of the grant; 0: not at all.
    """

    name: str
    severity: Severity
    judge: Callable[[Evidence, Options], Iterable[Finding]]
    summary: str
    options: Options = field(default_factory=lambda: _NONE)
    exceptable_days: int = 90
