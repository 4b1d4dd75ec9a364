"""The last step of every reader: what follows from the contract as a whole."""

from __future__ import annotations

import dataclasses

from dbt_treaty.contracts.checksum import checksum
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.plain import to_plain
from dbt_treaty.contracts.todo import find_todos


def seal(contract: Contract, placeholders: tuple[str, ...] = ()) -> Contract:
    """The contract with its todos and its checksum.

    ``placeholders`` are the paths whose value was a TODO that the model can't hold (a version, a
    duration); they come before those found in the contract's texts.
    """
    bare = dataclasses.replace(contract, todos=(), checksum="")
    todos = tuple(dict.fromkeys((*placeholders, *find_todos(to_plain(bare)))))
    told = dataclasses.replace(bare, todos=todos)
    return dataclasses.replace(told, checksum=checksum(told))
