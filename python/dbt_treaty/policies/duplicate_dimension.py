"""``duplicate-dimension``: what the platform conforms for everybody is defined there alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dbt_treaty.evidence.naming import call_of, full_name
from dbt_treaty.evidence.places import resource_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.model import Resource

NAME = "duplicate-dimension"
_PREFIX, _SUFFIX = "dim_", "_dim"


@dataclass(frozen=True, slots=True)
class _Dimension:
    """A conformed dimension; ``resource`` is None where only the configuration names it."""

    name: str
    stem: str
    key: frozenset[str] = frozenset()
    resource: Resource | None = None


def judge(evidence: Evidence, options: Options) -> Iterator[Finding]:
    """One finding for each dimension outside the platform's domain that is one of the platform's.

    A dimension is what is called one, or builds a table that is: ``dim_…`` or ``…_dim``. It is one
    of the platform's where it has the name of one, or where the contracts of both have the same
    primary key. ``dimensions`` names conformed ones that this project does not read.
    """
    resources = evidence.project.resources.values()
    conformed = (*_conformed(resources, options["domain"]), *_named(options["dimensions"]))
    for resource in resources:
        stems = _stems(resource)
        if not stems or resource.kind == "source" or resource.domain == options["domain"]:
            continue
        key = _key(resource)
        same = next((each for each in conformed if each.stem in stems), None)
        alike = next((each for each in conformed if key and key == each.key), None)
        if same is not None:
            yield _finding(resource, same, "has its name")
        elif alike is not None:
            yield _finding(resource, alike, f"has its primary key ({', '.join(sorted(key))})")


def _stems(resource: Resource) -> frozenset[str]:
    names = (resource.name, resource.relation.identifier if resource.relation else "")
    return frozenset(stem for stem in map(_stem, names) if stem is not None)


def _conformed(resources: Iterable[Resource], domain: str) -> Iterator[_Dimension]:
    for resource in resources:
        stem = _stem(resource.name)
        if stem is not None and resource.domain == domain and resource.is_public:
            yield _Dimension(full_name(resource), stem, _key(resource), resource)


def _named(names: Iterable[str]) -> Iterator[_Dimension]:
    for name in names:
        table = name.rsplit(".", 1)[-1]
        yield _Dimension(name, _stem(table) or table.casefold())


def _stem(name: str) -> str | None:
    """What a dimension is of; None for what is not called a dimension."""
    lowered = name.casefold()
    if lowered.startswith(_PREFIX) and len(lowered) > len(_PREFIX):
        return lowered[len(_PREFIX) :]
    if lowered.endswith(_SUFFIX) and len(lowered) > len(_SUFFIX):
        return lowered[: -len(_SUFFIX)]
    return None


def _key(resource: Resource) -> frozenset[str]:
    columns = resource.contract.columns if resource.contract else ()
    return frozenset(column.name.casefold() for column in columns if column.primary_key)


def _finding(resource: Resource, dimension: _Dimension, why: str) -> Finding:
    place = resource_place(resource)
    call = f"`{call_of(dimension.resource)}`" if dimension.resource else dimension.name
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        message=f"{full_name(resource)} defines the conformed dimension {dimension.name} again: it "
        f"{why}.",
        help=f"Read {call} in its place; what {resource.name} adds belongs to a table with a name "
        "and a key of its own, or into the platform's dimension.",
        path=place.path,
        line=place.line,
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a conformed dimension of the platform domain defined again elsewhere",
    {"domain": "platform", "dimensions": ()},
    rests_on="facts",
)
