"""``unknown-owner``: a boundary needs to know who is on which side of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dbt_treaty.configuration.model import TIERS
from dbt_treaty.evidence.places import resource_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.declared_lineage import LINEAGE_KEY
from dbt_treaty.project.model import Resource
from dbt_treaty.project.resource import OVERRIDE_KEY
from dbt_treaty.subscriptions.product import SUNSET_KEY, VERSION_KEY

NAME = "unknown-owner"
_SAYS = ("domain", "tier", "region", LINEAGE_KEY, VERSION_KEY, SUNSET_KEY)


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each resource that has no domain, no tier that is one, or a bad override."""
    for resource in evidence.project.resources.values():
        gaps = tuple(_gaps(resource))
        if gaps:
            yield _finding(resource, gaps)


def _gaps(resource: Resource) -> Iterator[str]:
    override = resource.meta.get(OVERRIDE_KEY)
    told = override if isinstance(override, Mapping) else {}
    tier = resource.tier or told.get("tier")
    if not resource.domain:
        yield "no domain"
    if not tier:
        yield "no tier"
    elif tier not in TIERS:
        yield f"the tier {str(tier)!r}, which is none of {', '.join(TIERS)}"
    if override is not None and not isinstance(override, Mapping):
        yield f"a `{OVERRIDE_KEY}` that is not read, as it is no mapping"
    for key in sorted(str(key) for key in told if key not in _SAYS):
        yield f"a `{OVERRIDE_KEY}` with {key!r}, which is none of {', '.join(_SAYS)}"


def _finding(resource: Resource, gaps: tuple[str, ...]) -> Finding:
    place = resource_place(resource)
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        message=f"The {resource.kind} {_called(resource)} has {' and '.join(gaps)}: nobody can "
        "tell who may read it.",
        help=_mend(resource),
        path=place.path,
        line=place.line,
    )


def _called(resource: Resource) -> str:
    if resource.kind != "source" or resource.relation is None:
        return resource.name
    where = (resource.relation.database, resource.relation.schema, resource.relation.identifier)
    return f"{resource.name} ({'.'.join(part for part in where if part)})"


def _mend(resource: Resource) -> str:
    override = "`meta: {dbt_treaty_override: {domain: …, tier: …}}`"
    if resource.kind == "source":
        return (
            "Name its owner: add a pattern for its database.schema to `relations:` in "
            f"dbt_treaty.yml, or set {override} on the source."
        )
    if not resource.in_root:
        return (
            "Say whose the package is: set `+meta: {dbt_treaty_override: {domain: …, tier: …}}` "
            f"for {resource.package} under `{resource.kind}s:` in dbt_project.yml."
        )
    return (
        "Move its file to a folder that `layout:` in dbt_treaty.yml knows "
        f"({resource.kind}s/<domain>/<tier>/ or {resource.kind}s/<tier>/), set `domain:` there, "
        f"or set {override} on the {resource.kind}."
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a source, model, seed or snapshot that has no domain or tier",
    rests_on="facts",
)
