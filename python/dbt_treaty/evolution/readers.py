"""Who reads a column of a product, as far as the project's lineage knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readers:
    """The models that read a column, by unique id; those that may, since they can't be traced."""

    certain: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
