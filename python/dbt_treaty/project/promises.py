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
# The plain form's version. It also keeps the contract one step deeper than dbt's rule (in
# dbt.parser.schema_renderer) that a `description` five keys down is not rendered: there a text
# made inert to Jinja would stay as it is spelled.
FORM = "v1"


def read_promises(meta: Mapping[str, Any]) -> tuple[Contract | None, Generated | None]:
    """The contract and the generated config in a resource's meta.

    Both are None where there is none, and where what stands there is not what sync writes; the
    raw text stays in the resource's ``meta`` for a policy to speak of.
    """
    written = meta.get(META_KEY)
    forms = written.get("contract") if isinstance(written, Mapping) else None
    plain = forms.get(FORM) if isinstance(forms, Mapping) else None
    if not isinstance(written, Mapping) or not isinstance(plain, Mapping):
        return None, None
    checksum, body = written.get("checksum"), written.get("body", "")
    promised = written.get("promised") or {}
    if not (isinstance(checksum, str) and isinstance(body, str) and isinstance(promised, Mapping)):
        return None, None
    try:
        contract = from_plain(plain)
        parse_version(contract.version)  # what is no version is found here, not in a policy
    except (TreatyError, ValueError):
        return None, None
    return contract, Generated(checksum, body, promised)
