"""Rules that warehouses read in different ways, where it is not known which one will."""

from __future__ import annotations

from collections.abc import Iterable

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Problem
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.global_rules.read import COLUMN
from dbt_treaty.lineage.dialect import dialect_of
from dbt_treaty.lineage.row_predicate import Reading, readings
from dbt_treaty.sync.conditions import STANDS_IN, conditions_of, platform_conditions

_HELP = (
    "write it so that all read it alike: texts in single quotes, names without quotes; or run "
    "`dbt parse`, whose manifest tells the warehouse, and it is read as that one reads it"
)


def ambiguous_rules(
    contracts: Iterable[Contract],
    rules: Iterable[GlobalRule],
    configuration: Configuration,
    adapter: str | None = None,
) -> tuple[Problem, ...]:
    """A problem for each row rule, and each view's ``where``, that means more than one thing.

    None where ``adapter``, dbt's name of the warehouse, is one whose SQL is known: then
    ``unfit_rules`` reads them as it does. What is refused everywhere is left to ``unfit_rules``.
    """
    if adapter is not None and dialect_of(adapter).name:
        return ()
    told = []
    for condition in (*conditions_of(contracts), *platform_conditions(rules)):
        found = readings(condition.sql, condition.columns, configuration.transforms.keys())
        if len(found) > 1 and any(reading.fault is None for reading in found):
            ways = "; ".join(map(_way, found)).replace(STANDS_IN, COLUMN)
            what = f"{condition.subject} is not read alike by all warehouses: {ways}"
            told.append(Problem(condition.place, what, _HELP))
    return tuple(told)


def _way(reading: Reading) -> str:
    columns = ", ".join(reading.columns) or "no column"
    fault = "" if reading.fault is None else f" (it {reading.fault})"
    return f"{', '.join(reading.dialects)} read {columns} in it{fault}"
