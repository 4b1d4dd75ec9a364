"""A rule of the platform's, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from dbt_treaty.errors import Place


@dataclass(frozen=True, slots=True)
class GlobalRule:
    """A condition on every column that fits ``types``, ``names`` and ``tags``, as far as given.

    ``sql`` has ``{column}`` for the column; None where only the column's ``type`` is asked for.
    ``excepted`` are products (``domain.tier.table``) and columns of them, in lower case.
    """

    name: str
    place: Place
    types: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sql: str | None = None
    type: str | None = None
    severity: str = "error"
    error_if: str | None = None
    description: str = ""
    excepted: tuple[str, ...] = ()
