"""Where a contract's file lies, and what that says of its domain and tier."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from dbt_treaty.configuration.model import TIERS, Configuration

# A contract is written for a table that others read, so that is what it is of unless told.
DEFAULT_TIER = "product"


@dataclass(frozen=True, slots=True)
class Home:
    """The domain and tier of a contract whose own name says neither."""

    domain: str | None
    tier: str | None


def home_of(path: str, configuration: Configuration) -> Home:
    """What a file's path (relative to the project) says: ``…/<domain>/<tier>/x.contract.yaml``.

    Only folders below the contracts folder count. ``<tier>`` alone leaves the domain to the
    configuration; no tier at all means the product tier.
    """
    folders = PurePosixPath(path).parent.parts
    root = PurePosixPath(configuration.contracts).parts
    below = folders[len(root) :] if folders[: len(root)] == root else folders
    if not below or below[-1] not in TIERS:
        return Home(configuration.domain, DEFAULT_TIER)
    domain = below[-2] if len(below) > 1 else configuration.domain
    return Home(domain, below[-1])
