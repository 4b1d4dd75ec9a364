"""Who reads what: through dbt, by name past dbt, and beside the queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dbt_treaty.errors import Place
from dbt_treaty.evidence.config_call import config_line
from dbt_treaty.evidence.places import read_place, reference_place, resource_place
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import TableRead
from dbt_treaty.project.model import Project, Resource, RunHook

ON_RUN = "operation"


@dataclass(frozen=True, slots=True)
class Read:
    """A resource reads another.

    ``reader`` is of the kind ``operation`` where an on-run hook reads; ``past_dbt`` tells that no
    ``ref`` or ``source`` names what is read: ``named`` is what the SQL names, and without it a
    statement beside the query reads, in the reader's ``line``.
    """

    reader: Resource
    parent: Resource
    past_dbt: bool = False
    named: TableRead | None = None
    line: int = 0

    @property
    def place(self) -> Place:
        """Where the reader says so; it is looked for in its text, so only when it is asked for."""
        if self.named is not None:
            return read_place(self.reader, self.named)
        if self.past_dbt:
            return resource_place(self.reader, self.line)
        return reference_place(self.reader, self.parent)

    @property
    def resource_id(self) -> str:
        """The reader's unique id for a finding, empty for an on-run hook."""
        return "" if self.reader.kind == ON_RUN else self.reader.id


def reads_of(evidence: Evidence) -> tuple[Read, ...]:
    """Every read of a resource that the project has, each once."""
    return evidence.once("reads", lambda told: tuple(_reads(told)))


def _reads(evidence: Evidence) -> Iterator[Read]:
    resources = evidence.project.resources
    for reader in resources.values():
        for id_ in reader.parents:
            if id_ in resources:
                yield Read(reader, resources[id_])
        yield from _by_name(evidence, reader)
    yield from _beside(evidence)


def _by_name(evidence: Evidence, reader: Resource) -> Iterator[Read]:
    """What the SQL names without a ``ref`` or ``source``."""
    query = evidence.graph.queries.get(reader.id)
    known = {reader.id, *inlined(evidence.project, reader)}
    for read in query.reads if query else ():
        parent = evidence.project.resources.get(read.relation or "")
        if parent is not None and parent.id not in known:
            known.add(parent.id)
            yield Read(reader, parent, past_dbt=True, named=read)


def inlined(project: Project, reader: Resource) -> Iterator[str]:
    """The parents of a resource, and those of ephemeral parents: dbt writes their SQL into its."""
    for parent in reader.parents:
        yield parent
        resource = project.resources.get(parent)
        if resource and resource.config.get("materialized") == "ephemeral":
            yield from inlined(project, resource)


def _beside(evidence: Evidence) -> Iterator[Read]:
    """What hooks and SQL headers read that their model does not read itself."""
    project = evidence.project
    hooks = {hook.id: hook for hook in project.hooks}
    told: set[tuple[str, str]] = set()
    for each in evidence.graph.beside:
        hook = hooks.get(each.owner)
        reader = runner_of(hook, project) if hook else project.resources[each.owner]
        line = 0 if hook else config_line(reader.raw, each.kind)
        known = {reader.id, *reader.parents}
        for id_ in sorted({read.relation for read in each.statement.reads if read.relation}):
            if id_ in project.resources and id_ not in known and (reader.id, id_) not in told:
                told.add((reader.id, id_))
                yield Read(reader, project.resources[id_], past_dbt=True, line=line)


def runner_of(hook: RunHook, project: Project) -> Resource:
    """Who an on-run hook reads for: the project itself; whose a package is nothing says."""
    domain = project.configuration.domain if hook.in_root else None
    place = (hook.package, hook.path, hook.in_root)
    return Resource(hook.id, ON_RUN, f"the {hook.kind} hook", *place, domain=domain)
