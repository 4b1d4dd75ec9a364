"""What the scope of an exception speaks of: how it may call a resource, and what fits a pattern."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from dbt_treaty.evidence.naming import full_name
from dbt_treaty.project.model import Resource


def names_in_scopes(resource: Resource | None) -> list[str]:
    """Every name by which a scope's ``model`` may call a resource; none without one."""
    if resource is None:
        return []
    versioned = [f"{resource.name}.v{resource.version}"] if resource.version else []
    return [resource.name, resource.id, full_name(resource), *versioned]


def any_fits(patterns: Iterable[str], words: Iterable[str]) -> bool:
    """Whether one of some words fits one of some patterns; upper and lower case are alike."""
    lowered = [word.casefold() for word in words]
    return any(fnmatchcase(word, pattern.casefold()) for pattern in patterns for word in lowered)
