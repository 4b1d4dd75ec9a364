"""``contracts`` and ``contract_columns``: what is promised."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.contracts.model import Contract
from dbt_treaty.evidence.known_contracts import KnownContract, known_contracts
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.information_schema.table import Row, Table, columns_of

_COLUMNS = columns_of(
    """
    node_unique_id VARCHAR: the model it is synced to; null where it is not
    name VARCHAR: the full name, `domain.tier.table`
    domain VARCHAR: its domain; null where nothing says
    tier VARCHAR: its tier; null where nothing says
    table_name VARCHAR: its table
    version VARCHAR: its version
    major INTEGER: the version's first number
    format VARCHAR: the format of its file
    owner_team VARCHAR: the team that answers for it
    owner_on_call VARCHAR: who is paged
    owner_email VARCHAR: the team's address
    reviewers VARCHAR[]: who reviews changes
    description VARCHAR: its description; empty where there is none
    tags VARCHAR[]: its own tags
    region VARCHAR: where its data have to stay
    retention_days INTEGER: how long data are kept
    freshness VARCHAR: as written, such as `15m`
    completeness VARCHAR: as written, such as `99.9%`
    accuracy VARCHAR: as written
    late_arrival_window VARCHAR: as written
    row_rules INTEGER: how many rules its rows must meet
    quarantine_enabled BOOLEAN: whether refused rows are kept
    access_roles VARCHAR[]: who may read
    access_purposes VARCHAR[]: what for
    consumers_intended VARCHAR[]: the consumers it names
    deprecates VARCHAR: the version that its deprecation block ends
    sunset_date VARCHAR: when that one ends, as written
    missing VARCHAR[]: the required parts that it lacks (a draft)
    todos VARCHAR[]: where its text is a TODO
    is_on_disk BOOLEAN: whether its file is at hand; if not, it is what sync left in the manifest
    path VARCHAR: its file
    line INTEGER: its first line
    """
)
_OF_COLUMNS = columns_of(
    """
    contract_name VARCHAR: the contract's full name
    contract_version VARCHAR: its version
    node_unique_id VARCHAR: the model it is synced to; null where it is not
    column_name VARCHAR: the column
    column_index INTEGER: its place in the contract, from 1
    type VARCHAR: its logical type, as written
    required BOOLEAN: whether it is never null
    is_unique BOOLEAN: whether its values are unique
    primary_key BOOLEAN: whether it is part of the primary key
    references VARCHAR: the column it refers to (a word of SQL: write `"references"`)
    description VARCHAR: its description; empty where there is none
    tags VARCHAR[]: its tags
    mask VARCHAR: its mask
    accepted_values VARCHAR[]: the only values it may have; empty where it may have any
    path VARCHAR: the contract's file
    line INTEGER: the column's line
    """
)


def _rows(evidence: Evidence) -> Iterator[Row]:
    workspace = evidence.workspace
    on_disk = {id(contract) for contract in workspace.contracts} if workspace else set()
    for known in known_contracts(evidence):
        yield _row(known, id(known.contract) in on_disk)


def _row(known: KnownContract, is_on_disk: bool) -> Row:
    contract, place = known.contract, known.place()
    end = contract.deprecation
    return (
        known.resource_id or None,
        *(contract.name, contract.domain, contract.tier, contract.table),
        *(contract.version, contract.major, contract.format),
        *_owner(contract),
        contract.description,
        contract.tags,
        contract.region,
        contract.retention_days,
        *_sla(contract),
        len(contract.row_rules),
        contract.quarantine.enabled,
        contract.access.roles,
        contract.access.purposes,
        contract.consumers_intended,
        *((end.previous_version, end.sunset_date) if end else (None, None)),
        contract.missing,
        contract.todos,
        is_on_disk,
        place.path,
        place.line,
    )


def _owner(contract: Contract) -> Row:
    owner = contract.owner
    return (owner.team, owner.on_call, owner.email, owner.reviewers)


def _sla(contract: Contract) -> Row:
    sla = contract.sla
    return (sla.freshness, sla.completeness, sla.accuracy, sla.late_arrival_window)


def _column_rows(evidence: Evidence) -> Iterator[Row]:
    for known in known_contracts(evidence):
        contract = known.contract
        for index, column in enumerate(contract.columns, 1):
            place = known.place(column.name)
            yield (
                *(contract.name, contract.version, known.resource_id or None),
                *(column.name, index, column.type),
                *(column.required, column.unique, column.primary_key, column.references),
                *(column.description, column.tags, column.mask),
                tuple(map(str, column.accepted_values)),
                *(place.path, place.line),
            )


CONTRACTS = Table(
    "contracts",
    "every contract at hand, each version once: as it lies on disk, else as sync brought it",
    _COLUMNS,
    _rows,
)
CONTRACT_COLUMNS = Table(
    "contract_columns", "the columns that contracts promise", _OF_COLUMNS, _column_rows
)
