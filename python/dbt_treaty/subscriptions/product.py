"""What is known of a product from the relation that is read: its name, version and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dbt_treaty.contracts.version import parse_version
from dbt_treaty.project.model import Resource
from dbt_treaty.project.resource import OVERRIDE_KEY

VERSION_KEY = "version"
SUNSET_KEY = "sunset_date"
_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Product:
    """A product as one relation shows it.

    ``version`` is None where nothing says it; ``said`` is then what stands in its place, if
    anything does. ``sunset_date`` is what a source's own meta says, ``sunset_said`` what stands
    there and is no date.
    """

    name: str
    version: str | None
    said: str | None = None
    sunset_date: date | None = None
    sunset_said: str | None = None

    @property
    def major(self) -> int | None:
        """The first number of the version."""
        return parse_version(self.version).major if self.version else None


def is_product(resource: Resource) -> bool:
    """Whether a relation is there for other domains to read, and bound by a contract or due one."""
    return resource.tier == "product" or (resource.is_public and resource.contract is not None)


def product_of(resource: Resource) -> Product:
    """The product that a relation of the product tier is.

    A contract in its meta speaks; another project's table has none, and says its version as
    ``meta.dbt_treaty_override: {version, sunset_date}``.
    """
    if resource.contract is not None:
        return Product(resource.contract.name, resource.contract.version)
    override = resource.meta.get(OVERRIDE_KEY)
    said = override if isinstance(override, Mapping) else _NOTHING
    text = _text(said.get(VERSION_KEY))
    version = text if text is not None and _is_version(text) else None
    place = (resource.domain or "", resource.tier or "", _table(resource.name, version))
    name = ".".join(part for part in place if part)
    end = _text(said.get(SUNSET_KEY))
    day = _date(end)
    return Product(name, version, None if version else text, day, None if day else end)


def _is_version(text: str) -> bool:
    try:
        parse_version(text)
    except ValueError:
        return False
    return True


def _table(name: str, version: str | None) -> str:
    """The product's own name: the relation of a later major is called ``order_facts_v3``."""
    return name.removesuffix(f"_v{parse_version(version).major}") if version else name


def _text(said: object) -> str | None:
    return None if said is None else str(said)


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
