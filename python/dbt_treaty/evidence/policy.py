"""What a policy is, and the evidence it judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from dbt_treaty.clock import today
from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.model import Project
from dbt_treaty.project.workspace import Workspace
from dbt_treaty.tags.model import CarriedTags
from dbt_treaty.tags.transforms import Classification

Made = TypeVar("Made")
Options = Mapping[str, Any]
NO_OPTIONS: Options = MappingProxyType({})
# What a finding on a resource can change with, besides the facts of the project: nothing of what
# its SQL says (`facts`), the text of its own SQL, which may say at which line (`text`), or the
# lineage of the resource and of all that it is made of (`lineage`); else `anything`.
RestsOn = Literal["facts", "text", "lineage", "anything"]


@dataclass(frozen=True)  # no slots: what is made of it is let go when it goes (a weak reference)
class Evidence:
    """Everything a policy may look at.

    ``workspace`` is None where only artifacts are at hand, with no project folder beside them.
    ``today`` is the day (UTC) by which deadlines are judged. ``grants`` are the exceptions that
    hold on it; judging fills them in, since it knows how long each policy may be excepted. ``made``
    keeps what several policies ask for, made when it is first asked for; a copy begins without it.
    """

    project: Project
    graph: ColumnGraph
    tags: CarriedTags
    classification: Classification
    workspace: Workspace | None = None
    today: date = field(default_factory=today)
    grants: tuple[Grant, ...] = ()
    made: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def once(self, name: str, make: Callable[[Evidence], Made]) -> Made:
        """What ``make`` says of this evidence, which is the same each time: made once, by name."""
        if name not in self.made:
            self.made[name] = make(self)
        made: Made = self.made[name]
        return made


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule: its kebab-case name, how much it weighs, and the pure function that judges.

    ``judge`` gets the evidence and every option, and reads nothing else. ``options`` gives each
    option's default; what a configuration sets must be of the default's type (a tuple stands for
    a list of strings). ``summary`` is one line that completes "it refuses …". A finding of it may
    be excepted for ``exceptable_days`` at most from the day of the grant; 0: not at all.
    ``origin`` says where a policy that does not ship is written (a file of the project, a package);
    ``page`` is what `dbt-treaty explain` shows of such a one. ``notes`` are asked for after it has
    judged: what it says besides findings. ``heeded`` are asked for then too: the exceptions that it
    reads by itself, and without which it would have found more. ``rests_on`` says what a change of
    SQL alone can do to its findings.

    Where ``judge`` can't judge, it raises ``TreatyError``: each of its problems becomes an error,
    whatever the configuration or an exception says.
    """

    name: str
    severity: Severity
    judge: Callable[[Evidence, Options], Iterable[Finding]]
    summary: str
    options: Options = field(default_factory=lambda: NO_OPTIONS)
    exceptable_days: int = 90
    origin: str = ""
    page: str = ""
    notes: Callable[[], Iterable[str]] = tuple
    heeded: Callable[[], Iterable[Grant]] = tuple
    rests_on: RestsOn = "anything"
