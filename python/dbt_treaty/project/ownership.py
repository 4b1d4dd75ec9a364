"""Who owns a resource, and in which tier it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dbt_treaty.configuration.model import TIERS, Configuration
from dbt_treaty.contracts.model import Contract
from dbt_treaty.project.model import RelationName

_TIER = "|".join(TIERS)
_REGION_TAG = "region:"


@dataclass(frozen=True, slots=True)
class Owned:
    """Domain, tier and region of a resource; None where nothing says."""

    domain: str | None = None
    tier: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What a resource itself brings along. ``relation`` is set where it is built elsewhere only.

    ``override`` is its ``meta.dbt_treaty_override``; ``path`` is relative to its package.
    """

    path: str
    in_root: bool
    relation: RelationName | None
    override: Mapping[str, Any]
    contract: Contract | None
    tags: frozenset[str]


class Ownership:
    """The rules of a configuration, their patterns compiled once."""

    def __init__(self, configuration: Configuration) -> None:
        self._domain = configuration.domain
        self._layout = [_layout_pattern(pattern) for pattern in configuration.layout]
        self._relations = [
            (_relation_pattern(pattern), "." not in pattern) for pattern in configuration.relations
        ]

    def of(self, claim: Claim) -> Owned:
        """The owner: the override first, then the place, then the project, then the contract.

        A source is never assumed to be the project's own, and an override that names no
        tier there is leaves the tier unknown instead of falling back.
        """
        placed = self._placed(claim)
        fallback = self._fallback(claim)
        return Owned(
            domain=_overridden(claim, "domain", placed.domain or fallback.domain),
            tier=_tier(_overridden(claim, "tier", placed.tier or fallback.tier)),
            region=_overridden(claim, "region", fallback.region),
        )

    def _placed(self, claim: Claim) -> Owned:
        if claim.relation is None:
            path = claim.path.replace("\\", "/").removeprefix("./")
            return _first_match((pattern, path) for pattern in self._layout)
        database, schema = (claim.relation.database or ""), (claim.relation.schema or "")
        full, short = f"{database}.{schema}".lower(), schema.lower()
        return _first_match(
            (pattern, short if schema_only else full) for pattern, schema_only in self._relations
        )

    def _fallback(self, claim: Claim) -> Owned:
        contract = claim.contract
        ours = self._domain if claim.relation is None and claim.in_root else None
        return Owned(
            domain=ours or (contract.domain if contract else None),
            tier=contract.tier if contract else None,
            region=(contract.region if contract else None) or _tagged_region(claim.tags),
        )


def _first_match(candidates: Iterable[tuple[re.Pattern[str], str]]) -> Owned:
    for pattern, text in candidates:
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            return Owned(found.get("domain"), found.get("tier"))
    return Owned()


def _overridden(claim: Claim, key: str, otherwise: str | None) -> str | None:
    value = claim.override.get(key)
    if value is None:
        return otherwise
    return str(value).strip() or None


def _tier(name: str | None) -> str | None:
    return name if name in TIERS else None


def _tagged_region(tags: frozenset[str]) -> str | None:
    regions = sorted(tag[len(_REGION_TAG) :] for tag in tags if tag.startswith(_REGION_TAG))
    return regions[0] if regions else None


def _layout_pattern(pattern: str) -> re.Pattern[str]:
    return _compiled(pattern.removeprefix("./"), {"{domain}": "[^/]+", "**": ".*", "*": "[^/]*"})


def _relation_pattern(pattern: str) -> re.Pattern[str]:
    return _compiled(pattern.lower(), {"{domain}": "[a-z0-9_]+?", "**": ".*", "*": ".*"})


def _compiled(pattern: str, meanings: Mapping[str, str]) -> re.Pattern[str]:
    seen: set[str] = set()
    parts = []
    for part in re.split(r"(\{domain\}|\{tier\}|\*\*/|\*\*|\*)", pattern):
        parts.append(_part(part, meanings, seen))
    return re.compile("".join(parts))


def _part(part: str, meanings: Mapping[str, str], seen: set[str]) -> str:
    if part in ("{domain}", "{tier}"):
        name = part[1:-1]
        if name in seen:  # The same word must stand there again.
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>{meanings.get(part, _TIER)})"
    if part == "**/":  # Any depth, and none: `models/**/x.sql` is `models/x.sql` too.
        return "(?:.*/)?"
    return meanings.get(part, re.escape(part))
