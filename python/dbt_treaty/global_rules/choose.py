"""Which of the platform's rules a contract has to keep, and how they are told to dbt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any

from dbt_treaty.contracts.logical_type import parse_type
from dbt_treaty.contracts.model import Contract, ContractColumn
from dbt_treaty.errors import Place, Problem
from dbt_treaty.global_rules.model import GlobalRule


def row_rules_of(contract: Contract, rules: Iterable[GlobalRule]) -> list[dict[str, Any]]:
    """The conditions on this contract's rows, as plain data for dbt's meta, rule by rule.

    ``{column}`` is left in the SQL: how a column is written is for the warehouse to say. A rule's
    description is its ``why``: dbt does not render a ``description`` in every place.
    """
    return [
        _plain(rule, column) for rule, column in _chosen(contract, rules) if rule.sql is not None
    ]


def misfits(contracts: Iterable[Contract], rules: Sequence[GlobalRule]) -> tuple[Problem, ...]:
    """A problem for each column that is not of the type that a rule wants."""
    return tuple(
        Problem(
            Place(contract.place.path, column.line or contract.place.line),
            f"the column {column.name} is {column.type}, and the platform's rule {rule.name} "
            f"({rule.place}) wants {rule.type}",
            "give it that type, or ask the platform team for an entry under `except:`",
        )
        for contract in contracts
        for rule, column in _chosen(contract, rules)
        if rule.type is not None and parse_type(column.type) != parse_type(rule.type)
    )


def _chosen(
    contract: Contract, rules: Iterable[GlobalRule]
) -> Iterator[tuple[GlobalRule, ContractColumn]]:
    product = contract.name.lower()
    for rule in rules:
        for column in contract.columns if product not in rule.excepted else ():
            if f"{product}.{column.name.lower()}" not in rule.excepted and _fits(rule, column):
                yield rule, column


def _fits(rule: GlobalRule, column: ContractColumn) -> bool:
    name = column.name.lower()
    return (
        bool(column.type)
        and (not rule.types or parse_type(column.type).name in rule.types)
        and (not rule.names or any(fnmatchcase(name, pattern) for pattern in rule.names))
        and (not rule.tags or not set(rule.tags).isdisjoint(column.tags))
    )


def _plain(rule: GlobalRule, column: ContractColumn) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": f"platform.{rule.name}.{column.name}",
        "column": column.name,
        "sql": rule.sql,
        "severity": rule.severity,
        "origin": rule.place.path,
    }
    if rule.description:
        said["why"] = rule.description
    if rule.error_if is not None:
        said["error_if"] = rule.error_if
    return said
