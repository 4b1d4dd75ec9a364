"""What a statement may do to the values in a warehouse, free of any syntax tree."""

from __future__ import annotations

from typing import Literal

import msgspec

from dbt_treaty.lineage.model import TableRead

# How a word begins that stands for a name which is known when the statement runs.
OPEN_NAME = "__dbt_treaty_word"

Effect = Literal["none", "writes", "dynamic"]


class Statement(msgspec.Struct, frozen=True):
    """One statement, and what it may do to the values in a warehouse.

    ``none``: no value gets anywhere. ``writes``: values get into ``target``, into ``columns`` or,
    where that is None, into any of its columns; they come from what ``reads`` names. ``dynamic``:
    nobody can tell. ``reads`` has every table that the statement names and does not write.
    """

    text: str
    effect: Effect
    target: TableRead | None = None
    columns: tuple[str, ...] | None = None
    reads: tuple[TableRead, ...] = ()
