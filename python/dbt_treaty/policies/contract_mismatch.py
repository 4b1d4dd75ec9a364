"""``contract-mismatch``: what the SQL makes is what the contract promises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.contracts.load import current
from dbt_treaty.contracts.model import Contract, ContractColumn
from dbt_treaty.errors import Place
from dbt_treaty.evidence.known_contracts import major_of
from dbt_treaty.evidence.misread_rules import misread_rules
from dbt_treaty.evidence.places import column_place, contract_place, promised_column
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.lineage.model import OutputColumn
from dbt_treaty.project.model import Resource

NAME = "contract-mismatch"
_PLAIN = re.compile(r"[A-Za-z_]\w*(?:\([\d, ]*\))?", re.ASCII)
OnDisk = Mapping[tuple[str, int], Contract]  # by product and major


@dataclass(frozen=True, slots=True)
class _Match:
    """A model beside its contract; ``pending`` is the contract on disk where it has changed."""

    resource: Resource
    contract: Contract
    pending: Contract | None
    outputs: Mapping[str, OutputColumn]
    complete: bool
    dialect: str


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each column that is missing, unpromised or of another type.

    And one for each row rule that is none on this warehouse, whatever it was where it was synced.

    Order does not matter, nor does the case of names. What the SQL alone does not tell (a type no
    cast fixes, the columns of a star over an unknown relation) is left to dbt, which compares with
    what the warehouse says before it builds. What the contract on disk already allows is left to
    ``stale-properties``, a contract without columns to ``incomplete-contract``.
    """
    contracts = evidence.workspace.contracts if evidence.workspace else ()
    on_disk = {major_of(contract): contract for contract in current(contracts)}
    for resource in evidence.project.resources.values():
        yield from _misread(evidence, resource)
        match = _match(evidence, resource, on_disk)
        if match is not None:
            yield from _missing(match)
            yield from _unpromised(match)
            yield from _mistyped(match)


def _misread(evidence: Evidence, resource: Resource) -> Iterator[Finding]:
    contract = resource.contract
    if contract is None:
        return
    place = contract_place(contract, resource)
    for name, fault in misread_rules(contract, evidence.project):
        yield Finding(
            policy=NAME,
            severity=Severity.ERROR,
            resource=resource.id,
            message=f"The {name} of {contract.name} {fault}.",
            help=f"Write it as {evidence.project.adapter} reads it in {place.path}, and sync.",
            path=place.path,
            line=place.line,
        )


def _match(evidence: Evidence, resource: Resource, on_disk: OnDisk) -> _Match | None:
    query = evidence.graph.queries.get(resource.id)
    contract = resource.contract
    if contract is None or not contract.columns or query is None or query.reason is not None:
        return None
    return _Match(
        resource,
        contract,
        _pending(on_disk, contract),
        {column.name.casefold(): column for column in query.columns if column.name != OTHERS},
        query.complete,
        evidence.project.adapter,
    )


def _pending(on_disk: OnDisk, synced: Contract) -> Contract | None:
    contract = on_disk.get(major_of(synced))
    return contract if contract and contract.checksum != synced.checksum else None


def _missing(match: _Match) -> Iterator[Finding]:
    for column in match.contract.columns:
        dropped = match.pending and promised_column(match.pending, column.name) is None
        if match.complete and column.name.casefold() not in match.outputs and not dropped:
            yield _finding(
                match.resource,
                column.name,
                contract_place(match.contract, match.resource, column.name),
                f"The contract promises {column.name} ({column.type}), and the SQL of "
                f"{match.resource.name} makes no such column.",
                f"Select {column.name} in {match.resource.path}, or take it out of the contract "
                "(once published, that is a new major version).",
            )


def _unpromised(match: _Match) -> Iterator[Finding]:
    for output in match.outputs.values():
        known = promised_column(match.contract, output.name)
        if known is None and promised_column(match.pending, output.name) is None:
            yield _finding(
                match.resource,
                output.name,
                column_place(match.resource, output.name, output),
                f"{match.resource.name} makes the column {output.name}, which its contract "
                f"{match.contract.name} does not promise.",
                f"Add {output.name} to {match.contract.place}, or leave it out of the model.",
            )


def _mistyped(match: _Match) -> Iterator[Finding]:
    for column in match.contract.columns:
        output = match.outputs.get(column.name.casefold())
        wanted = _promised_type(match.resource, column)
        if output is None or output.type is None or wanted is None or _is_retyped(match, column):
            continue
        if _differ(wanted, output.type, match.dialect):
            place = contract_place(match.contract, match.resource, column.name)
            yield _finding(
                match.resource,
                output.name,
                column_place(match.resource, output.name, output),
                f"{match.resource.name}.{output.name} is {output.type}, and the contract promises "
                f"{column.type} ({wanted} on {match.dialect}).",
                f"Cast it: `cast(… as {wanted})`, or change its type in {place}.",
            )


def _differ(one: str, other: str, dialect: str) -> bool:
    if one.casefold() == other.casefold() and _PLAIN.fullmatch(one):
        return False
    # Where each type is spelled as it is promised no parser is needed, which takes long to import.
    from dbt_treaty.lineage.sql_type import same_type  # noqa: PLC0415

    return same_type(one, other, dialect) is False


def _promised_type(resource: Resource, column: ContractColumn) -> str | None:
    """The type in the warehouse's words, as sync wrote it into the properties."""
    for declared in resource.columns.values():
        if declared.name.casefold() == column.name.casefold():
            return declared.data_type
    return None


def _is_retyped(match: _Match, column: ContractColumn) -> bool:
    pending = promised_column(match.pending, column.name)
    return pending is not None and pending.type != column.type


def _finding(resource: Resource, column: str, place: Place, message: str, mend: str) -> Finding:
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        column=column,
        message=message,
        help=mend,
        path=place.path,
        line=place.line,
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a model whose columns or types differ from its contract, known before it is built",
    rests_on="lineage",
)
