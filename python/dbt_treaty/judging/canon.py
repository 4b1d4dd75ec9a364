"""Every policy there is, in the order in which `explain` lists them."""

from __future__ import annotations

from dbt_treaty.evidence.policy import Policy
from dbt_treaty.policies import (
    contract_mismatch,
    contract_overridden,
    cross_region,
    duplicate_dimension,
    expired_exception,
    hard_coded_reference,
    incomplete_contract,
    mask_not_applied,
    missing_contract,
    missing_deprecation,
    pii_unmasked,
    pin_unsatisfied,
    retention,
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
    hard_coded_reference.POLICY,
    unpinned_subscription.POLICY,
    pin_unsatisfied.POLICY,
    sunset_version.POLICY,
    pii_unmasked.POLICY,
    unsupported_mask.POLICY,
    mask_not_applied.POLICY,
    undeclared_tag.POLICY,
    unknown_lineage.POLICY,
    duplicate_dimension.POLICY,
    retention.POLICY,
    cross_region.POLICY,
    expired_exception.POLICY,
)

# The rest of the canonical set: a configuration may name them already. A report says that they are
# not judged, since a policy that is set and silent would be a pass.
AWAITED: tuple[str, ...] = ("query-pattern",)
