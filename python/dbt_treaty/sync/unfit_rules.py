"""Row rules that are not one condition over the columns of their table, before any of them runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Problem
from dbt_treaty.global_rules.choose import misfits
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.global_rules.read import COLUMN
from dbt_treaty.lineage.row_predicate import fault_in_predicate
from dbt_treaty.sync.conditions import (
    STANDS_IN,
    Condition,
    conditions_of,
    platform_conditions,
)

_UNKNOWN_FUNCTION = "which is not known to compute"


def unfit_rules(
    contracts: Iterable[Contract], configuration: Configuration, adapter: str | None = None
) -> tuple[Problem, ...]:
    """A problem for each row rule, and each view's ``where``, that is no condition of a row.

    ``adapter`` is dbt's name of the warehouse; without it a rule is read as several warehouses
    would read it, and one of them must understand it.
    """
    return tuple(_unfit(conditions_of(contracts), configuration, adapter))


def unfit_global_rules(
    rules: Iterable[GlobalRule],
    contracts: Iterable[Contract],
    configuration: Configuration,
    adapter: str | None = None,
) -> tuple[Problem, ...]:
    """The same for the platform's rules, and each column that is not of the type that one wants."""
    listed = tuple(rules)
    unfit = _unfit(platform_conditions(listed), configuration, adapter)
    return (*unfit, *misfits(contracts, listed))


def _unfit(
    conditions: Iterable[Condition], configuration: Configuration, adapter: str | None
) -> Iterator[Problem]:
    functions = configuration.transforms.keys()
    for condition in conditions:
        fault = fault_in_predicate(condition.sql, condition.columns, adapter, functions)
        if fault is not None:
            told = f"{condition.subject} {fault.replace(STANDS_IN, COLUMN)}"
            known = _UNKNOWN_FUNCTION not in fault
            yield Problem(
                condition.place, told, condition.advice if known else condition.own_function
            )
