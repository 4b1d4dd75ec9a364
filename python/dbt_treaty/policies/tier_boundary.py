"""``tier-boundary``: another domain's raw and derived tiers are its own affair."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.column_graph.beside import Beside
from dbt_treaty.evidence.config_call import config_line
from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.places import read_place, reference_place, resource_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.lineage.model import TableRead
from dbt_treaty.project.model import Project, Resource, RunHook

NAME = "tier-boundary"
_MOST_SHOWN = 3
_NAME_A_DOMAIN = "Say in dbt_treaty.yml whose the project is (`domain:`), or read it in a model."


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each private relation of another domain that a resource reads.

    What it reads is what dbt knows (``ref`` and ``source``) and what its SQL names besides.
    """
    project = evidence.project
    for reader in project.resources.values():
        for id_ in reader.parents:
            parent = project.resources.get(id_) or _stranger(id_)
            if _is_refused(reader, parent):
                yield _finding(project, reader, parent, None)
        for id_, read in _read_by_name(evidence, reader).items():
            parent = project.resources.get(id_) or _stranger(id_)
            if _is_refused(reader, parent):
                yield _finding(project, reader, parent, read)
    yield from _read_beside(evidence)


def _read_beside(evidence: Evidence) -> Iterator[Finding]:
    """What hooks and SQL headers read; dbt knows of what a model's hook refers to."""
    project = evidence.project
    hooks = {hook.id: hook for hook in project.hooks}
    told: set[tuple[str, str]] = set()
    for each in evidence.graph.beside:
        hook = hooks.get(each.owner)
        reader = _runner(hook, project) if hook else project.resources[each.owner]
        for id_ in sorted({read.relation for read in each.statement.reads if read.relation}):
            parent = project.resources[id_]
            if id_ not in (reader.id, *reader.parents) and _is_refused(reader, parent):
                if (reader.id, id_) not in told:
                    yield _beside_finding(project, reader, parent, each)
                told.add((reader.id, id_))


def _runner(hook: RunHook, project: Project) -> Resource:
    """Who an on-run hook reads for: the project itself; whose a package is nothing says."""
    domain = project.configuration.domain if hook.in_root else None
    place = (hook.package, hook.path, hook.in_root)
    return Resource(hook.id, "operation", f"The {hook.kind} hook", *place, domain=domain)


def _beside_finding(project: Project, reader: Resource, parent: Resource, each: Beside) -> Finding:
    on_run = reader.kind == "operation"
    place = resource_place(reader, 0 if on_run else config_line(reader.raw, each.kind))
    what = reader.name if on_run else f"The {each.kind} of {reader.name}"
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource="" if on_run else reader.id,
        message=f"{what}, of {_owner(reader)}, reads {full_name(parent)}: {_why(parent)}.",
        help=_NAME_A_DOMAIN
        if on_run and parent.domain and not reader.domain
        else _mend(project, reader, parent),
        path=place.path,
        line=place.line,
    )


def _stranger(id_: str) -> Resource:
    """A resource of which the manifest has no more than the id: nothing says whose it is."""
    kind, package, name = f"{id_}..".split(".", 2)
    return Resource(id_, kind, name.rstrip("."), package, path="")


def _is_refused(reader: Resource, parent: Resource) -> bool:
    return not parent.is_public and _is_foreign(reader, parent)


def _is_foreign(reader: Resource, parent: Resource) -> bool:
    """Whether it can't be shown that both have one owner.

    Where neither has a domain there is no boundary to cross yet: ``unknown-owner`` says so of both.
    """
    if not reader.domain and not parent.domain:
        return False
    return reader.domain != parent.domain


def _read_by_name(evidence: Evidence, reader: Resource) -> dict[str, TableRead]:
    """The relations of the project that the SQL names without a ``ref`` or ``source``."""
    query = evidence.graph.queries.get(reader.id)
    known = {reader.id, *_inlined(evidence.project, reader)}
    named: dict[str, TableRead] = {}
    for read in query.reads if query else ():
        if read.relation and read.relation not in known:
            named.setdefault(read.relation, read)
    return named


def _inlined(project: Project, reader: Resource) -> Iterator[str]:
    """The parents, and those of ephemeral parents: dbt writes their SQL into the reader's."""
    for parent in reader.parents:
        yield parent
        resource = project.resources.get(parent)
        if resource and resource.config.get("materialized") == "ephemeral":
            yield from _inlined(project, resource)


def _finding(
    project: Project, reader: Resource, parent: Resource, read: TableRead | None
) -> Finding:
    place = read_place(reader, read) if read else reference_place(reader, parent)
    who = f"{reader.name} of {_owner(reader)}"
    what = f"{full_name(parent)} by its name, past dbt" if read else full_name(parent)
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=reader.id,
        message=f"{who} reads {what}: {_why(parent)}.",
        help=_mend(project, reader, parent),
        path=place.path,
        line=place.line,
    )


def _owner(resource: Resource) -> str:
    return f"the {resource.domain} domain" if resource.domain else "a domain that is not known"


def _why(parent: Resource) -> str:
    if not parent.domain:
        return "whose it is is not known, so it counts as another domain's private data"
    tier = f"the {parent.tier} tier" if parent.tier else "a tier that is not known"
    return f"it is in {tier} of {_owner(parent)}, and only a product may be read across domains"


def _mend(project: Project, reader: Resource, parent: Resource) -> str:
    if not parent.domain:
        return "Say whose it is (see `dbt-treaty explain unknown-owner`)."
    if not reader.domain:
        return f"Say whose {reader.name} is (see `dbt-treaty explain unknown-owner`)."
    public = [r for r in project.resources.values() if r.domain == parent.domain and r.is_public]
    products = sorted({full_name(resource) for resource in public})[:_MOST_SHOWN]
    if products:
        return f"Read a product of the {parent.domain} domain instead: {', '.join(products)}."
    return f"Ask the {parent.domain} domain to publish what you need as a product."


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "reading another domain's raw or derived tier",
    rests_on="text",
)
