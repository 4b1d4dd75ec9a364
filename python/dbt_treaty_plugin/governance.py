"""What the gate knows, as rows for the governance models of the package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dbt_treaty.contracts.unmeasured import unmeasured
from dbt_treaty.evidence.known_contracts import known_contracts
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Report
from dbt_treaty.information_schema.table import Column, Row, columns_of
from dbt_treaty.information_schema.tables import BY_NAME
from dbt_treaty_plugin.dbt_internals import invocation_id, refuse
from dbt_treaty_plugin.last_judgement import LAST

# The models of the package, by what of the project's tables fills them.
_OF_THE_PROJECT = {
    "contracts": "contracts",
    "contract_columns": "contract_columns",
    "columns": "node_columns",
    "column_lineage": "column_lineage",
    "tags": "tags",
    "subscriptions": "subscriptions",
    "exceptions": "exceptions",
    "unresolved": "unresolved",
}
_KINDS = {
    "VARCHAR": "string",
    "VARCHAR[]": "string",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
}
_FINDING_COLUMNS = columns_of(
    """
    policy VARCHAR: the policy that found it
    severity VARCHAR: error or warn
    node_unique_id VARCHAR: the node it is about; null where it is about the project
    column_name VARCHAR: the column it is about
    path VARCHAR: the file
    line INTEGER: the line there
    message VARCHAR: what is wrong
    help VARCHAR: how to mend it
    trail VARCHAR[]: the columns that led to it, from their origin
    exception VARCHAR: who excepted it and until when; null where nobody did
    """
)
_PROMISE_COLUMNS = columns_of(
    """
    node_unique_id VARCHAR: the model the contract is synced to; null where it is not
    contract_name VARCHAR: the contract's full name
    contract_version VARCHAR: its version
    promise VARCHAR: freshness, completeness, accuracy or late_arrival_window
    promised VARCHAR: as written, such as `15m`
    severity VARCHAR: whether a level that is not kept stops the build (error) or warns
    lack VARCHAR: what the contract has to say so that it can be measured; null where it can
    """
)
_LEVELS = ("freshness", "completeness", "accuracy", "late_arrival_window")


def governance_columns(name: str) -> dict[str, str]:
    """The logical types of a governance table's columns, by name and in order."""
    return {column.name: _KINDS[column.type] for column in _table(name)[0]}


def governance_rows(name: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a governance table in lists of at most ``size``; lists in them are one text.

    Raises dbt's compilation error where no gate ran in this command.
    """
    report, evidence = LAST.report, LAST.evidence
    if LAST.invocation != invocation_id() or report is None or evidence is None:
        raise refuse(
            f"treaty_{name} is filled by dbt-treaty's gate, and none ran in this command: set "
            "vars: {dbt_treaty: {gate: plugin}}, or turn the governance models off"
        )
    _, rows = _table(name)
    batch: list[tuple[Any, ...]] = []
    for row in rows(report, evidence):
        batch.append(tuple(_value(value) for value in row))
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _value(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else value


_Rows = Callable[[Report, Evidence], Iterable[Row]]


def _table(name: str) -> tuple[tuple[Column, ...], _Rows]:
    if name in _OWN:
        return _OWN[name]
    table = BY_NAME[_OF_THE_PROJECT[name]]
    return table.columns, lambda _, evidence: table.rows(evidence)


def _findings(report: Report, _: Evidence) -> Iterator[Row]:
    for each in report.findings:
        yield (
            *(each.policy, each.severity.value, each.resource or None, each.column),
            *(each.path, each.line, each.message, each.help, each.trail, each.exception),
        )


def _promises(_: Report, evidence: Evidence) -> Iterator[Row]:
    for known in known_contracts(evidence):
        contract = known.contract
        lacks = dict(unmeasured(contract))
        for level in _LEVELS:
            promised = getattr(contract.sla, level)
            if promised:
                yield (
                    *(known.resource_id or None, contract.name, contract.version),
                    *(level, promised, contract.sla.severity, lacks.get(level)),
                )


_OWN: Mapping[str, tuple[tuple[Column, ...], _Rows]] = {
    "findings": (_FINDING_COLUMNS, _findings),
    "sla_promises": (_PROMISE_COLUMNS, _promises),
}
