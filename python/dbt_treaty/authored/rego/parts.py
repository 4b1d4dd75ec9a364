"""The parts of the input document, each as plain data; what is not known is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timezone
from typing import Any

from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.reads import Read
from dbt_treaty.evidence.regions import REGION_MARK, regions_of
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.project.model import Resource

Part = dict[str, Any]


def known(**fields: Any) -> Part:
    """An object of the fields that are something."""
    return {name: value for name, value in fields.items() if value not in (None, "")}


def shown_tier(resource: Resource) -> str | None:
    """The tier as policies see it: what every domain may read is a product."""
    return "product" if resource.is_public else resource.tier


def pipeline(resource: Resource) -> Part:
    """What makes a relation."""
    return known(
        id=resource.id,
        kind=resource.kind,
        name=resource.name,
        domain=resource.domain,
        tier=shown_tier(resource),
        path=resource.path,
        package=resource.package,
        materialized=resource.config.get("materialized"),
        version=resource.version,
        access=resource.access,
        group=resource.group,
        tags=_tags(resource),
    )


def upstream(read: Read) -> Part:
    """A relation that is read, and how."""
    parent = read.parent
    owned = bool(parent.domain and parent.tier)
    return known(
        id=parent.id,
        kind=parent.kind,
        name=full_name(parent) if owned else parent.name,
        table=parent.name,
        domain=parent.domain,
        tier=shown_tier(parent),
        version=parent.version,
        past_dbt=True if read.past_dbt else None,
        tags=_tags(parent),
    )


def contract(resource: Resource) -> Part | None:
    """What the model's contract says of it as a whole."""
    told = resource.contract
    if told is None:
        return None
    return known(
        name=told.name,
        version=told.version,
        region=told.region,
        retention_days=told.retention_days,
        owner=known(team=told.owner.team, on_call=told.owner.on_call),
        tags=sorted(told.tags),
    )


def exceptions(grants: Iterable[Grant]) -> Part:
    """The grants by name; of several of one name the one that lasts longest."""
    last: dict[str, Grant] = {}
    for grant in sorted(grants, key=lambda each: (each.expires, each.place)):
        last[grant.name] = grant
    return {name: _grant(last[name]) for name in sorted(last)}


def _grant(grant: Grant) -> Part:
    scope = grant.scope
    narrowed = {
        "model": scope.models,
        "column": scope.columns,
        "domain": scope.domains,
        "path": scope.paths,
        "mark": scope.marks,
    }
    return known(
        policy=grant.policy,
        granted_by=grant.granted_by,
        reason=grant.reason,
        expires=grant.expires.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        granted_on=str(grant.granted_on) if grant.granted_on else None,
        ticket=grant.ticket,
        scope={name: list(patterns) for name, patterns in narrowed.items() if patterns},
    )


def _tags(resource: Resource) -> list[str]:
    """The relation's own tags and its contract's, and the regions it is marked for."""
    own = {*resource.tags, *(resource.contract.tags if resource.contract else ())}
    return sorted({*own, *(f"{REGION_MARK}{region}" for region in regions_of(resource))})


def by_reader(reads: Iterable[Read]) -> Mapping[str, tuple[Resource, list[Read]]]:
    """The reads of each reader, by its id, sorted by what is read."""
    found: dict[str, tuple[Resource, list[Read]]] = {}
    for read in reads:
        found.setdefault(read.reader.id, (read.reader, []))[1].append(read)
    for _, each in found.values():
        each.sort(key=lambda read: read.parent.id)
    return found
