"""Columns by number: Snowflake's ``$1``, DuckDB's ``#1``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dbt_treaty.lineage.output import Column
from dbt_treaty.lineage.scope import Source


def positional(sources: Sequence[Source], number: str) -> Column:
    """The column with this number, from 1, in what the sources give: ``$1``, ``#1``."""
    columns = [column for source in sources for column in source.output.columns]
    before = columns[: int(number)] if number.isdigit() else []
    if number.isdigit() and 0 < int(number) == len(before) and all(c.open is None for c in before):
        return before[-1]
    suspects = dict.fromkeys(_relations(sources))
    reasons = (column.reason for column in columns if column.open is not None)
    reason = next((each for each in reasons if each is not None), "unknown schema")
    return Column(f"${number}", (), None, reason, tuple(suspects))


def _relations(sources: Sequence[Source]) -> Iterator[Any]:
    for source in sources:
        yield from source.output.relations()
