"""The formats a contract may be written in: one visible list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.lakelogic import read_lakelogic
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.native import read_native
from dbt_treaty.contracts.odcs.read import read_odcs
from dbt_treaty.contracts.simplified_odcs import read_simplified_odcs
from dbt_treaty.contracts.view_contract import with_views
from dbt_treaty.documents.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how a document is told to be of it, and how its contracts are read.

    ``read`` takes the document and what its place says of domain and tier, and raises
    ``TreatyError`` with every problem.
    """

    name: str
    recognises: Callable[[Mapping[str, Any]], bool]
    read: Callable[[Document, Home], tuple[Contract, ...]]


def _is_odcs(data: Mapping[str, Any]) -> bool:
    return data.get("kind") == "DataContract" or "apiVersion" in data


def _is_simplified_odcs(data: Mapping[str, Any]) -> bool:
    return "dataProduct" in data


def _is_lakelogic(data: Mapping[str, Any]) -> bool:
    return "info" in data and "model" in data


# The first that recognises a document reads it; what none does is native, whose reader then
# says what it lacks.
FORMATS = (
    Format("odcs", _is_odcs, read_odcs),
    Format("simplified-odcs", _is_simplified_odcs, read_simplified_odcs),
    Format("lakelogic", _is_lakelogic, read_lakelogic),
    Format("native", lambda data: True, read_native),  # noqa: ARG005 - the seam's
)


def format_of(document: Document) -> Format:
    """The format of a document, told by its content."""
    data = document.data if isinstance(document.data, dict) else {}
    return next(each for each in FORMATS if each.recognises(data))


def read_contracts(document: Document, home: Home) -> tuple[Contract, ...]:
    """The contracts of a document of whatever format, each followed by those of its views.

    Raises:
        TreatyError: with every problem.
    """
    read = format_of(document).read(document, home)
    return tuple(each for contract in read for each in with_views(contract))
