"""What ``sync`` wrote into a model's meta: its contract, and the config it generated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.plain import from_plain
from dbt_treaty.contracts.version import parse_version
from dbt_treaty.errors import TreatyError
from dbt_treaty.project.model import Generated

META_KEY = "dbt_treaty"


def read_promises(meta: Mapping[str, Any]) -> tuple[Contract | None, Generated | None]:
    """The contract and the generated config in a resource's meta.

    Both are None where there is none, and where what stands there is not what sync writes; the
    raw text stays in the resource's ``meta`` for a policy to speak of.
    """
    written = meta.get(META_KEY)
    if not isinstance(written, Mapping) or not isinstance(written.get("contract"), Mapping):
        return None, None
    checksum, body = written.get("checksum"), written.get("body", "")
    promised = written.get("promised") or {}
    if not (isinstance(checksum, str) and isinstance(body, str) and isinstance(promised, Mapping)):
        return None, None
    try:
        contract = from_plain(written["contract"])
        parse_version(contract.version)  # what is no version is found here, not in a policy
    except (TreatyError, ValueError):
        return None, None
    return contract, Generated(checksum, body, promised)
