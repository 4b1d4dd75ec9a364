"""The exceptions that may speak of a resource, as policies of a project's own are told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbt_treaty.evidence.scoped import any_fits, names_in_scopes
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
        asked = (
            (scope.models, names_in_scopes(resource)),
            (scope.columns, [column] if column else []),
            (scope.domains, [resource.domain] if resource and resource.domain else []),
            (scope.paths, [resource.path] if resource and resource.path else []),
        )
        if all(any_fits(patterns, words) for patterns, words in asked if patterns):
            yield grant
