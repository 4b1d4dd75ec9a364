"""What a contract's file says that nothing here acts on, in words."""

from __future__ import annotations

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.odcs.read import FORMAT
from dbt_treaty.contracts.odcs.unacted import unacted_odcs


def unacted(contract: Contract) -> tuple[str, ...]:
    """The sections that are only kept for an export, as their own format names them."""
    if contract.format == FORMAT:
        return unacted_odcs(contract)
    told = []
    for key, value in contract.kept.items():
        inner = value if isinstance(value, dict) and key in ("info", "model", "quality") else {}
        told += [f"{key}.{name}" for name in inner] or [key]
    return tuple(told)
