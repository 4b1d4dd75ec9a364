"""What is published: the tiers that others may read, the roles a product is granted to."""

from __future__ import annotations

from dbt_treaty.contracts.model import Contract


def is_public(domain: str | None, tier: str | None) -> bool:
    """Whether other domains may read it: the product tier, and the platform's curated one."""
    return tier == "product" or (domain == "platform" and tier == "curated")


def readers(contract: Contract) -> tuple[str, ...]:
    """The roles that are granted the right to read: of a product those that its contract names."""
    return contract.access.roles if is_public(contract.domain, contract.tier) else ()
