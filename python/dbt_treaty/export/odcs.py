"""A contract as an ODCS document, with all that its own format said."""

from __future__ import annotations

from typing import Any

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.odcs.kept import restored
from dbt_treaty.contracts.odcs.read import FORMAT
from dbt_treaty.contracts.odcs.write import write_odcs
from dbt_treaty.export.yaml_text import to_yaml

_ORDER = (
    *("apiVersion", "kind", "id", "name", "version", "status", "tenant", "domain", "dataProduct"),
    *("description", "authoritativeDefinitions", "tags", "servers", "schema"),
)
# Where a custom property holds what was kept of a format that is not the standard's.
_FOREIGN = {"lakelogic": "lakeLogic", "simplified-odcs": "simplifiedOdcs"}


def odcs_text(contract: Contract) -> str:
    """The document as YAML: of the version it was read from, else of the newest that we write."""
    return to_yaml(odcs_document(contract))


def odcs_document(contract: Contract) -> dict[str, Any]:
    """The document; reading it gives the same contract, whatever format that came from."""
    written = write_odcs(contract)
    if contract.format == FORMAT:
        whole: dict[str, Any] = restored(written, dict(contract.kept))
        return {key: whole[key] for key in (*_ORDER, *whole) if key in whole}
    if contract.kept:
        name = _FOREIGN.get(contract.format, contract.format)
        held = [*written.get("customProperties", []), {"property": name, "value": contract.kept}]
        return {**written, "customProperties": held}
    return written
