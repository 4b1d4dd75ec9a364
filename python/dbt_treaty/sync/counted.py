"""What a contract's rows are counted against, as dbt names it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.single_select import fault_in_select
from dbt_treaty.documents.quotation import quote
from dbt_treaty.errors import Problem
from dbt_treaty.sync.dbt_project import DbtProject
from dbt_treaty.sync.handwritten import HandWritten

_NAME = re.compile(r"[\w$ -]+(\.[\w$ -]+)*")
_FIRST_WORDS = ("select", "with", "(")


@dataclass(frozen=True, slots=True)
class Counted:
    """Either a ``relation``, as the call that dbt resolves, or a ``query`` of one count."""

    relation: str | None = None
    query: str | None = None


def find_counted(
    contract: Contract, models: Collection[str], project: DbtProject, handwritten: HandWritten
) -> Counted | Problem | None:
    """What the reference of completeness names; None where the contract names none.

    ``models`` are the names of the project's model files. A name of several parts is a source's
    where a source and its table are called so, and else the model or seed of its last part.
    """
    said = (contract.sla.completeness_reference or "").strip()
    if not said:
        return None
    if said.lower().startswith(_FIRST_WORDS):
        fault = fault_in_select(said)
        found: Counted | str = fault or Counted(query=said)
    elif not _NAME.fullmatch(said):
        found = "is no name, and no SELECT"
    else:
        seeds = {path.stem for path in project.seed_files()}
        found = _named(said, contract, {*models, *seeds}, handwritten)
    return _problem(contract, said, found) if isinstance(found, str) else found


def _named(
    said: str, contract: Contract, built: Collection[str], handwritten: HandWritten
) -> Counted | str:
    parts = said.split(".")
    table = parts[-1]
    if len(parts) > 1 and (parts[-2], table) in handwritten.sources:
        return Counted(relation=f"source('{parts[-2]}', '{table}')")
    if table == contract.table:
        return "is the product itself"
    if table in built:
        return Counted(relation=f"ref('{table}')")
    return "names no model, seed or source of this project"


def _problem(contract: Contract, said: str, fault: str) -> Problem:
    return Problem(
        contract.place,
        f"sla.completeness.reference of {contract.name}: {quote(said)} {fault}",
        "name a model or a seed (its table, or domain.tier.table), a source (source.table), or "
        "write one SELECT of a count",
    )
