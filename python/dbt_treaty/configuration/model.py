"""``dbt_treaty.yml`` as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from dbt_treaty.findings import Severity

TIERS = ("raw", "derived", "product", "curated")

Preset = Literal["recommended", "strict"]
RECOMMENDED: Preset = "recommended"
STRICT: Preset = "strict"

DEFAULT_LAYOUT = (
    "models/{domain}/{tier}/**",
    "models/{tier}/**",
    "seeds/{domain}/{tier}/**",
    "seeds/{tier}/**",
    "snapshots/{domain}/{tier}/**",
    "snapshots/{tier}/**",
)
DEFAULT_RELATIONS = ("{domain}.{tier}", "*.{domain}_{tier}")

_EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Subscription:
    """A consumer's pin on another domain's product; ``line`` is where it stands."""

    source: str
    pin: str
    on_breaking: str = "fail_ci"
    domain: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class LatestVersion:
    """The major that ``ref()`` without a version leads to, and the line that says so."""

    major: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class PolicySetting:
    """A policy's severity (None: the policy's own) and its options.

    ``domains`` and ``tiers`` have the severity of what belongs to one of them.
    """

    severity: Severity | None = None
    options: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)
    line: int = 0
    domains: Mapping[str, Severity] = field(default_factory=lambda: _EMPTY)
    tiers: Mapping[str, Severity] = field(default_factory=lambda: _EMPTY)

    @property
    def is_off(self) -> bool:
        """Whether nothing is judged by the policy, in no domain and no tier."""
        parts = (self.severity, *self.domains.values(), *self.tiers.values())
        return all(each is Severity.OFF for each in parts)


@dataclass(frozen=True, slots=True)
class RuleLevel:
    """The level a project gives to a rule of semantic versioning: patch, minor or major."""

    level: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Configuration:
    """The project's choices; every default is that of the interface.

    ``semver`` has the rules whose level is not the one that ships. ``transforms`` maps a function
    to ``pass`` or ``strip``; ``masks`` maps a function to the mask it applies. Both extend the
    tables that ship. ``latest_versions`` goes by the product's
    name in lower case. ``path`` is empty where there is no file. Where the region depends on dbt's
    target, ``compute_region`` is None and ``compute_regions`` has each target's.
    """

    domain: str | None = None
    preset: Preset = RECOMMENDED
    layout: tuple[str, ...] = DEFAULT_LAYOUT
    relations: tuple[str, ...] = DEFAULT_RELATIONS
    contracts: str = "contracts"
    compute_region: str | None = None
    compute_regions: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    consumers: tuple[Subscription, ...] = ()
    latest_versions: Mapping[str, LatestVersion] = field(default_factory=lambda: _EMPTY)
    exceptions: str = "exceptions"
    global_rules: str | None = None
    compliance_log: str | None = None
    policy_paths: tuple[str, ...] = ()
    policies: Mapping[str, PolicySetting] = field(default_factory=lambda: _EMPTY)
    semver: Mapping[str, RuleLevel] = field(default_factory=lambda: _EMPTY)
    transforms: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    masks: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    path: str = ""
