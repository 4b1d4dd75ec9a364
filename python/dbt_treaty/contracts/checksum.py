"""The checksum of what a contract means."""

from __future__ import annotations

import dataclasses
import hashlib
import json

from dbt_treaty.contracts.model import ConsumerView, Contract
from dbt_treaty.contracts.plain import to_plain
from dbt_treaty.errors import Place


def checksum(contract: Contract) -> str:
    """SHA-256, in hexadecimal, over the canonical JSON of the contract's plain form.

    Where the contract stands and in which format does not count: nor do comments, layout, the
    order of keys, or the spelling of defaults.
    """
    meaning = dataclasses.replace(
        contract,
        place=Place(""),
        format="native",
        checksum="",
        columns=tuple(dataclasses.replace(column, line=0) for column in contract.columns),
        row_rules=tuple(dataclasses.replace(rule, line=0) for rule in contract.row_rules),
        views=tuple(map(_placeless, contract.views)),
        view_of=contract.view_of
        and dataclasses.replace(contract.view_of, view=_placeless(contract.view_of.view)),
    )
    text = json.dumps(to_plain(meaning), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _placeless(view: ConsumerView) -> ConsumerView:
    columns = tuple(dataclasses.replace(column, line=0) for column in view.columns)
    return dataclasses.replace(view, columns=columns, line=0)
