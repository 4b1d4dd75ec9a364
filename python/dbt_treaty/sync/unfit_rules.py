"""Row rules that are not one condition over the columns of their table, before any of them runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract, RowRule
from dbt_treaty.documents.quotation import quote
from dbt_treaty.errors import Place, Problem
from dbt_treaty.global_rules.choose import misfits
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.global_rules.read import COLUMN
from dbt_treaty.lineage.row_predicate import fault_in_predicate

_STANDS_IN = "treaty_column"
_UNKNOWN_FUNCTION = "which is not known to compute"
_HELP = (
    "write one condition over the columns of this table, such as amount >= 0; what needs more is a "
    "check (quality.checks), or a dbt test of your own beside the model"
)
_HELP_FUNCTION = (
    "if it writes nothing and reads nothing but its arguments, list it under transforms: in "
    "dbt_treaty.yml; else write a dbt test of your own beside the model"
)
_FILTER = "write one condition over the columns of the product, such as status = 'paid'"
_FILTER_FUNCTION = (
    "if it writes nothing and reads nothing but its arguments, list it under transforms: in "
    "dbt_treaty.yml; else filter in a model of the product's own"
)


def unfit_rules(
    contracts: Iterable[Contract], configuration: Configuration, adapter: str | None = None
) -> tuple[Problem, ...]:
    """A problem for each row rule, and each view's ``where``, that is no condition of a row.

    ``adapter`` is dbt's name of the warehouse; without it a rule is read as several warehouses
    would read it, and one of them must understand it.
    """
    listed = tuple(contracts)
    unfit = [
        Problem(_place(contract, rule), f"the row rule {_name(rule)} {fault}", _help(fault))
        for contract in listed
        for rule, fault in _faults(contract, configuration, adapter)
    ]
    filters = (
        fault for contract in listed for fault in _unfit_filters(contract, configuration, adapter)
    )
    return (*unfit, *filters)


def unfit_global_rules(
    rules: Iterable[GlobalRule],
    contracts: Iterable[Contract],
    configuration: Configuration,
    adapter: str | None = None,
) -> tuple[Problem, ...]:
    """The same for the platform's rules, and each column that is not of the type that one wants."""
    listed = tuple(rules)
    problems = []
    for rule in listed:
        sql = (rule.sql or "true").replace(COLUMN, _STANDS_IN)
        fault = fault_in_predicate(sql, (_STANDS_IN,), adapter, configuration.transforms.keys())
        if fault is not None:
            told = fault.replace(_STANDS_IN, COLUMN)
            problems.append(Problem(rule.place, f"the rule {rule.name} {told}", _help(fault)))
    return (*problems, *misfits(contracts, listed))


def _faults(
    contract: Contract, configuration: Configuration, adapter: str | None
) -> Iterator[tuple[RowRule, str]]:
    columns = [column.name for column in contract.columns]
    if not columns:
        return  # a draft: there is nothing yet that a rule could be about
    for rule in contract.row_rules:
        fault = fault_in_predicate(rule.sql, columns, adapter, configuration.transforms.keys())
        if fault is not None:
            yield rule, fault


def _unfit_filters(
    contract: Contract, configuration: Configuration, adapter: str | None
) -> Iterator[Problem]:
    columns = [column.name for column in contract.columns]
    for view in contract.views:
        if view.where is None or not columns:
            continue
        fault = fault_in_predicate(view.where, columns, adapter, configuration.transforms.keys())
        if fault is not None:
            place = Place(contract.place.path, view.line or contract.place.line)
            mend = _FILTER_FUNCTION if _UNKNOWN_FUNCTION in fault else _FILTER
            yield Problem(place, f"the view {view.name}: its where {fault}", mend)


def _place(contract: Contract, rule: RowRule) -> Place:
    return Place(contract.place.path, rule.line or contract.place.line)


def _name(rule: RowRule) -> str:
    return rule.name or quote(" ".join(rule.sql.split()))


def _help(fault: str) -> str:
    return _HELP_FUNCTION if _UNKNOWN_FUNCTION in fault else _HELP
