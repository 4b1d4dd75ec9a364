"""Conditions of synced contracts that this warehouse reads otherwise than the one of the sync."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.contracts.model import Contract
from dbt_treaty.documents.quotation import quote
from dbt_treaty.project.model import Project

_DECIDES = '"'  # a name in one warehouse, a text in another: sync has judged all else


def misread_rules(contract: Contract, project: Project) -> Iterator[tuple[str, str]]:
    """What each is called, and what is wrong with it where ``project`` is built.

    A project may be synced on one warehouse and built on another: the generated files are the same.
    """
    told = [(f"row rule {r.name or quote(r.sql)}", r.sql) for r in contract.row_rules]
    told += [(f"where of the view {v.name}", v.where) for v in contract.views if v.where]
    in_doubt = [each for each in told if _DECIDES in each[1]]
    if not in_doubt or not contract.columns:
        return
    # Few contracts have such a rule, and the parser takes long to import.
    from dbt_treaty.lineage.row_predicate import fault_in_predicate  # noqa: PLC0415

    columns = [column.name for column in contract.columns]
    functions = project.configuration.transforms.keys()
    for name, sql in in_doubt:
        fault = fault_in_predicate(sql, columns, project.adapter, functions)
        if fault is not None:
            yield name, fault
