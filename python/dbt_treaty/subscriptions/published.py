"""Which versions of each product this project knows to be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.version import parse_version
from dbt_treaty.evidence.known_contracts import known_contracts
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.subscriptions.product import is_product, product_of
from dbt_treaty.subscriptions.sunset import Sunset, sunset_of


@dataclass(frozen=True, slots=True)
class Published:
    """A product's versions.

    ``versions`` are those that a relation has, ascending; ``contracts`` all that are known of, also
    those on disk that no model is held to yet. ``made_from`` are those of the product that a view
    shows.
    """

    name: str
    versions: tuple[str, ...]
    contracts: tuple[Contract, ...]
    made_from: tuple[Contract, ...] = ()

    def sunset(self, major: int) -> Sunset | None:
        """When a major ends, as far as its contracts say; a view ends with its product."""
        return sunset_of(major, (*self.made_from, *self.contracts))


def published_products(evidence: Evidence) -> Mapping[str, Published]:
    """Every product that is known, by its name in lower case."""
    names: dict[str, str] = {}
    versions: dict[str, set[str]] = {}
    contracts: dict[str, list[Contract]] = {}
    for resource in filter(is_product, evidence.project.resources.values()):
        product = product_of(resource)
        key = product.name.casefold()
        names.setdefault(key, product.name)
        versions.setdefault(key, set()).update({product.version} if product.version else ())
    for known in known_contracts(evidence):
        key = known.contract.name.casefold()
        names.setdefault(key, known.contract.name)
        contracts.setdefault(key, []).append(known.contract)
    return {
        key: Published(
            name,
            tuple(sorted(versions.get(key, ()), key=lambda v: parse_version(v).precedence)),
            tuple(contracts.get(key, ())),
            tuple(_made_from(contracts.get(key, ()), contracts)),
        )
        for key, name in names.items()
    }


def _made_from(
    listed: Iterable[Contract], contracts: Mapping[str, Iterable[Contract]]
) -> Iterator[Contract]:
    products = {each.view_of.product.casefold() for each in listed if each.view_of}
    for product in sorted(products):
        yield from contracts.get(product, ())
