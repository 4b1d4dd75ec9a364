"""Read the vocabulary that ships: the transform classification and the masks."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from dbt_treaty.errors import TreatyError, problem

TRANSFORMS_FILE = "transform_classification.csv"
MASKS_FILE = "masks.csv"


@dataclass(frozen=True, slots=True)
class Transform:
    """Whether a function passes its argument's tags on, and why."""

    passes: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Mask:
    """The mask a function applies; against a keyed one a list of candidates is of no use."""

    name: str
    keyed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What ships, by the functions' canonical lower-case names; windows are ``sum over``."""

    transforms: Mapping[str, Transform]
    masks: Mapping[str, Mask]


@cache
def read_vocabulary() -> Vocabulary:
    """The vocabulary beside this module (in a wheel) or in the repository's seeds (in a checkout).

    Raises:
        TreatyError: neither place has the files: the installation is broken.
    """
    transforms = {
        row["transform"]: Transform(row["effect"] == "pass", row["reason"])
        for row in _rows(TRANSFORMS_FILE)
    }
    masks = {
        row["function"]: Mask(row["mask"], row["keyed"] == "true", row["reason"])
        for row in _rows(MASKS_FILE)
    }
    return Vocabulary(MappingProxyType(transforms), MappingProxyType(masks))


def _rows(name: str) -> list[dict[str, str]]:
    installed = resources.files("dbt_treaty.vocabulary").joinpath(name)
    checkout = Path(__file__).parents[3] / "seeds" / name
    for place in (installed, checkout):
        if place.is_file():
            return list(csv.DictReader(place.read_text(encoding="utf-8").splitlines()))
    raise TreatyError(
        problem(
            str(checkout),
            "the vocabulary is missing",
            "reinstall it: pip install --force-reinstall dbt-treaty",
        )
    )
