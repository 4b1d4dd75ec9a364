"""The exceptions that may speak of a resource, as policies of a project's own are told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from dbt_treaty.evidence.naming import full_name
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.project.model import Resource


def grants_of(
    grants: Iterable[Grant], resource: Resource | None, column: str | None
) -> Iterator[Grant]:
    """The grants whose scope does not leave out this resource, and this column of it.

    Without a resource: those of the whole project. One that is for columns alone is told of to
    policies that ask column by column; its marks (``region:EU``) are the policy's to compare.
    """
    for grant in grants:
        scope = grant.scope
        names = _names(resource) if resource else []
        asked = (
            (scope.models, names),
            (scope.columns, [column] if column else []),
            (scope.domains, [resource.domain] if resource and resource.domain else []),
            (scope.paths, [resource.path] if resource and resource.path else []),
        )
        if all(_any_fits(patterns, words) for patterns, words in asked if patterns):
            yield grant


def _names(resource: Resource) -> list[str]:
    versioned = [f"{resource.name}.v{resource.version}"] if resource.version else []
    return [resource.name, resource.id, full_name(resource), *versioned]


def _any_fits(patterns: Iterable[str], words: Iterable[str]) -> bool:
    lowered = [word.casefold() for word in words]
    return any(fnmatchcase(word, pattern.casefold()) for pattern in patterns for word in lowered)
