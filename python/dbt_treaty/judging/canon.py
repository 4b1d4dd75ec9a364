"""Every policy there is, in the order in which `explain` lists them."""

from __future__ import annotations

from dbt_treaty.evidence.policy import Policy
from dbt_treaty.policies import (
    contract_mismatch,
    contract_overridden,
    incomplete_contract,
    mask_not_applied,
    missing_contract,
    missing_deprecation,
    pii_unmasked,
    pin_unsatisfied,
    semver_bump,
    stale_properties,
    sunset_version,
    tier_boundary,
    undeclared_tag,
    unknown_lineage,
    unknown_owner,
    unpinned_subscription,
    unsupported_mask,
)

POLICIES: tuple[Policy, ...] = (
    incomplete_contract.POLICY,
    missing_contract.POLICY,
    stale_properties.POLICY,
    contract_overridden.POLICY,
    unknown_owner.POLICY,
    contract_mismatch.POLICY,
    semver_bump.POLICY,
    missing_deprecation.POLICY,
    tier_boundary.POLICY,
    unpinned_subscription.POLICY,
    pin_unsatisfied.POLICY,
    sunset_version.POLICY,
    pii_unmasked.POLICY,
    unsupported_mask.POLICY,
    mask_not_applied.POLICY,
    undeclared_tag.POLICY,
    unknown_lineage.POLICY,
)

# The rest of the canonical set: a configuration may name them already. A report says that they are
# not judged, since a policy that is set and silent would be a pass.
AWAITED: tuple[str, ...] = (
    "cross-region",
    "duplicate-dimension",
    "expired-exception",
    "hard-coded-reference",
    "query-pattern",
    "retention",
)
