"""A model of dbt with the versions that its contracts are: one entry of a properties file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from dbt_treaty.configuration.model import LatestVersion
from dbt_treaty.subscriptions.sunset import sunset_dates
from dbt_treaty.sync.job import Target

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class VersionedModel:
    """The contracts of one product with their models, by major.

    ``latest`` is the version that ``ref()`` without one leads to, ``ends`` the last day of each
    major that has one.
    """

    targets: tuple[Target, ...]
    latest: int
    ends: Mapping[int, date]

    @property
    def name(self) -> str:
        """The model's name in dbt."""
        return self.targets[0].contract.table

    @property
    def is_view(self) -> bool:
        """Whether sync writes its SQL as well: a consumer's view of a product."""
        return self.targets[0].contract.view_of is not None

    @property
    def properties_path(self) -> Path:
        """The generated file, beside the oldest version."""
        return self.targets[0].generated_folder / f"{self.name}.yml"

    def entry(self, rendered: Mapping[str, Entry]) -> dict[str, Any]:
        """The model's entry; ``rendered`` has each version's by its target's key."""
        return {
            "name": self.name,
            "latest_version": self.latest,
            "versions": [self._version(target, rendered[target.key]) for target in self.targets],
        }

    def _version(self, target: Target, entry: Entry) -> dict[str, Any]:
        end = self.ends.get(target.contract.major)
        if end is None:
            return dict(entry)
        head = {key: entry[key] for key in ("v", "defined_in") if key in entry}
        return {**head, "deprecation_date": end, **entry}


def versioned_models(
    targets: Sequence[Target], demanded: Mapping[str, LatestVersion], today: date
) -> tuple[VersionedModel, ...]:
    """The targets, which are sorted by name and major, model by model.

    ``demanded`` has the majors that the configuration makes the latest, by the product's folded
    name.
    """
    models = []
    for name, group in groupby(targets, key=lambda target: target.contract.name):
        listed = tuple(group)
        majors = [target.contract.major for target in listed]
        ends = _ends(listed, targets)
        asked = demanded.get(name.casefold())
        latest = asked.major if asked else _latest(majors, ends, today)
        models.append(VersionedModel(listed, latest, ends))
    return tuple(models)


def _ends(listed: Sequence[Target], targets: Sequence[Target]) -> dict[int, date]:
    """The last day of each major that has one; a view ends with the product it is made from."""
    made_from = {t.contract.view_of.product for t in listed if t.contract.view_of}
    products = [t.contract for t in targets if t.contract.name in made_from]
    told = sunset_dates([*products, *(target.contract for target in listed)])
    majors = {target.contract.major for target in listed}
    return {major: sunset.date for major, sunset in told.items() if major in majors}


def _latest(majors: Sequence[int], ends: Mapping[int, date], today: date) -> int:
    """The oldest major that has not had its last day: readers without a version are moved last."""
    return next(
        (major for major in majors if major not in ends or today <= ends[major]), majors[-1]
    )
