"""What stands between a contract's quarantine and the model that it binds, each in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.native_quarantine import quarantine_table
from dbt_treaty.errors import Problem
from dbt_treaty.sync.job import ModelFacts, Target

_ALLOWED = ("table", "incremental")


def quarantine_problems(
    targets: Sequence[Target], facts: Mapping[str, ModelFacts]
) -> Iterator[Problem]:
    """Quarantines of models that have no table of their own, and tables of two quarantines.

    ``facts`` by model file; where dbt does not tell how a model is materialized, the run tells.
    """
    kept: dict[str, Contract] = {}
    for target in targets:
        contract = target.contract
        if not contract.quarantine.enabled:
            continue
        how = facts.get(target.file.as_posix(), ModelFacts()).materialized
        if target.language == "python":
            yield _no_query(target)
        elif how is not None and how not in _ALLOWED:
            yield _no_table(target, how)
        if contract.quarantine.target is not None:
            table = ".".join(quarantine_table(contract.quarantine.target)).lower()
            first = kept.setdefault(table, contract)
            if first is not contract:
                yield _taken(contract, first)


def _no_table(target: Target, how: str) -> Problem:
    contract = target.contract
    return Problem(
        contract.place,
        f"contract {contract.name} has a quarantine, and {target.file.as_posix()} is materialized "
        f"as {how}: rows are set aside where a table is built (allowed: {', '.join(_ALLOWED)})",
        "materialize the model as a table, or take `quarantine` out of the contract",
    )


def _no_query(target: Target) -> Problem:
    contract = target.contract
    return Problem(
        contract.place,
        f"contract {contract.name} has a quarantine, and {target.file.as_posix()} is a Python "
        "model: rows are set aside by the query that builds a table, and it has none",
        "publish it through an SQL model that selects from it, and give that one the contract; or "
        "take `quarantine` out",
    )


def _taken(contract: Contract, first: Contract) -> Problem:
    return Problem(
        contract.place,
        f"quarantine.target {contract.quarantine.target} of contract {contract.name} "
        f"{contract.version} is that of {first.name} {first.version} in {first.place.path} already",
        "a quarantine keeps the rows of one table: name another",
    )
