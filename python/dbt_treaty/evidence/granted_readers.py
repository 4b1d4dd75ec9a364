"""Who may read a model by its own ``grants``, held against whom its contract lets read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dbt_treaty.contracts.public_tier import readers
from dbt_treaty.project.loose import as_mapping, as_texts
from dbt_treaty.project.model import Resource

GRANTS = "grants"
_Granted = set[tuple[str, str]]  # a privilege, and a role in lower case


def lacks_grants(resource: Resource, promised: Mapping[str, Any]) -> bool:
    """Whether its contract names readers, and what sync wrote down says nothing of grants."""
    return bool(_named(resource)) and not isinstance(promised.get(GRANTS), Mapping)


def grant_contradiction(resource: Resource, promised: Mapping[str, Any]) -> str | None:
    """What the model's resolved ``grants`` say against its contract, or None.

    Whoever else is granted anything counts, even where dbt grants nothing on this warehouse. That a
    reader is left out counts where sync had it granted. A contract that names no roles says nothing
    about who may read.
    """
    named = _named(resource)
    if not named or lacks_grants(resource, promised):
        return None
    kept, now = _granted(promised[GRANTS]), _granted(resource.config.get(GRANTS))
    # Where the warehouse has no grants, any privilege of a role that may read is as good as none.
    allowed = kept or {each for each in now if each[1] in map(str.casefold, named)}
    told = [
        f"{verb} {_spelled(grants)}"
        for verb, grants in (("also grant", now - allowed), ("leave out", kept - now))
        if grants
    ]
    if not told:
        return None
    return (
        f"The contract of {resource.name} lets {', '.join(named)} read and nobody else, and the "
        f"model's `grants` {' and '.join(told)}."
    )


def _named(resource: Resource) -> tuple[str, ...]:
    return readers(resource.contract) if resource.contract else ()


def _granted(grants: object) -> _Granted:
    """Each role with each privilege that it has; dbt compares them whatever their case."""
    return {
        (str(privilege).casefold(), role.casefold())
        for privilege, roles in as_mapping(grants).items()
        for role in as_texts(roles)
    }


def _spelled(grants: Collection[tuple[str, str]]) -> str:
    return ", ".join(f"{privilege} to {role}" for privilege, role in sorted(grants))
