"""What a function does to the tags of its argument: pass them on, strip them, or mask the value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.lineage.model import Edge
from dbt_treaty.vocabulary.read import read_vocabulary

NO_MASK = (
    "none"  # in a configuration: this function, though a mask in the table that ships, is none
)


@dataclass(frozen=True, slots=True)
class Classification:
    """The transform classification of a project: the tables that ship and its own.

    ``effects`` maps a function to ``pass`` or ``strip``, ``masks`` a function to the mask it
    applies.
    """

    effects: Mapping[str, str]
    masks: Mapping[str, str]

    def passes(self, transform: str) -> bool:
        """Whether the result carries the argument's tags; what is not known does."""
        return self.effects.get(transform) != "strip"

    def mask(self, transform: str) -> str | None:
        """The mask that the function applies, or None."""
        return self.masks.get(transform)

    def strips(self, edge: Edge) -> bool:
        """Whether no tag gets across: the value is only read, or some function strips."""
        return edge.evolution == "scan" or not all(map(self.passes, edge.transforms))

    def masks_value(self, edge: Edge) -> bool:
        """Whether some function on the way is an approved mask."""
        return any(transform in self.masks for transform in edge.transforms)


def classify(configuration: Configuration) -> Classification:
    """The classification that ships, extended and overruled by the configuration's."""
    vocabulary = read_vocabulary()
    shipped = {
        name: "pass" if transform.passes else "strip"
        for name, transform in vocabulary.transforms.items()
    }
    masks = {name: mask.name for name, mask in vocabulary.masks.items()} | dict(configuration.masks)
    return Classification(
        effects={**shipped, **configuration.transforms},
        masks={name: mask for name, mask in masks.items() if mask != NO_MASK},
    )
