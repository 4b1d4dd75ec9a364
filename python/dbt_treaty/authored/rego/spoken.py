"""A policy's messages as findings with their places."""

from __future__ import annotations

from dbt_treaty.authored.rego.documents import Case
from dbt_treaty.authored.rego.messages import Message, wrong
from dbt_treaty.errors import Place
from dbt_treaty.evidence.judged_columns import JudgedColumn, judged_columns
from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.places import resource_place
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.reads import ON_RUN
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.model import Resource

WEIGHTS = {"deny": Severity.ERROR, "warn": Severity.WARN}


class Spoken:
    """Makes findings of a policy's messages.

    Args:
        policy: its name.
        origin: its file, where what speaks of no resource is placed.
    """

    def __init__(self, policy: str, origin: Place, evidence: Evidence) -> None:
        self._policy = policy
        self._origin = origin
        self._evidence = evidence
        self._names: dict[str, list[Resource]] = {}

    def finding(self, message: Message, case: Case) -> Finding:
        """The finding for a message about a case.

        Raises:
            TreatyError: it names a resource or a column that there is not.
        """
        resource, column = case.resource, case.column
        if message.resource:
            named = self._resource(message.resource)
            column = column if resource and named.id == resource.id else None
            resource = named
        if message.column:
            column = self._column(resource, message.column)
        place = self._place(resource, column)
        return Finding(
            policy=self._policy,
            severity=message.severity or WEIGHTS[message.rule],
            resource=resource.id if resource and resource.kind != ON_RUN else "",
            message=message.text,
            help=message.help or f"See {self._origin}.",
            column=column.ref.column if column else None,
            path=place.path,
            line=place.line,
            trail=_trail(column, message.text),
        )

    def _place(self, resource: Resource | None, column: JudgedColumn | None) -> Place:
        if column is not None:
            return column.place
        return resource_place(resource) if resource is not None else self._origin

    def _resource(self, name: str) -> Resource:
        """A resource by its unique id, its full name or its own."""
        known = self._evidence.project.resources
        if name in known:
            return known[name]
        if not self._names:
            for each in known.values():
                for called in {each.name, full_name(each)}:
                    self._names.setdefault(called, []).append(each)
        found = self._names.get(name, [])
        if len(found) != 1:
            count = "no resource" if not found else f"{len(found)} resources"
            raise wrong(
                self._origin, f"a message names {name!r}, and {count} of the project has it"
            )
        return found[0]

    def _column(self, resource: Resource | None, name: str) -> JudgedColumn:
        columns = judged_columns(self._evidence, resource) if resource else iter(())
        found = next((c for c in columns if c.ref.column.casefold() == name.casefold()), None)
        if found is None:
            where = resource.name if resource else "no resource"
            raise wrong(self._origin, f"a message names the column {name!r}, and {where} has none")
        return found


def _trail(column: JudgedColumn | None, text: str) -> tuple[str, ...]:
    """How a tag came to the column: the one that the message names, else the first."""
    tags = list(column.inherited) if column else []
    if column is None or not tags:
        return ()
    return column.trail(next((tag for tag in tags if tag in text), tags[0]))
