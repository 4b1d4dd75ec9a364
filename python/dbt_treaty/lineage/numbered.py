"""Tells output columns of one name apart, as DuckDB does."""

from __future__ import annotations

from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.output import Column


def numbered(engine: Engine, columns: list[Column]) -> list[Column]:
    """The columns of a query as its engine names them: in DuckDB the second ``a`` is ``a_1``."""
    if not engine.dialect.numbers_doubles or len({column.key for column in columns}) == len(
        columns
    ):
        return columns
    taken: set[str] = set()
    seen: dict[str, int] = {}
    result: list[Column] = []
    for column in columns:
        name = column.name
        if column.open is None and column.key in taken:
            count = seen.get(column.key, 0)
            while name.lower() in taken:
                count += 1
                name = f"{column.name}_{count}"
            seen[column.key] = count
        taken.add(name.lower())
        result.append(column if name == column.name else column.named(name))
    return result
