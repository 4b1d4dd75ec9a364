"""Who reads a product: each reader with its version, its pin, its owner and its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dbt_treaty.configuration.model import Subscription
from dbt_treaty.contracts.model import Owner
from dbt_treaty.contracts.version import parse_version
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.known_contracts import known_contracts
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Coverage
from dbt_treaty.subscriptions.column_readers import ColumnsRead, columns_read
from dbt_treaty.subscriptions.published import Published, published_products
from dbt_treaty.subscriptions.readings import Reading, read_products, subscription_place

_NOBODY = Owner()


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A version that is published, and the day on which it ends, if it has one."""

    version: str
    sunset_date: date | None


@dataclass(frozen=True, slots=True)
class Pin:
    """A subscription and its line in the configuration."""

    subscription: Subscription
    place: Place


@dataclass(frozen=True, slots=True)
class Consumer:
    """One reader of a product; ``owners`` are those of its domain's contracts."""

    reading: Reading
    columns: ColumnsRead
    owners: tuple[Owner, ...]
    pin: Pin | None


@dataclass(frozen=True, slots=True)
class Consumers:
    """All that read a product, those of other domains first.

    ``unread`` are the subscriptions under which nothing is read.
    """

    product: str
    owners: tuple[Owner, ...]
    versions: tuple[PublishedVersion, ...]
    consumers: tuple[Consumer, ...]
    unread: tuple[Pin, ...]
    coverage: Coverage


def consumers_of(evidence: Evidence, text: str) -> Consumers:
    """Who reads the product that a text names.

    Args:
        evidence: the project.
        text: the product's full name, or its table's where that is only one product's.

    Raises:
        TreatyError: there is no such product, or there are several.
    """
    product = _named(published_products(evidence), text.strip())
    owners = _owners(evidence)
    readings = [r for r in read_products(evidence) if _is_of(product, r.product.name)]
    used = {reading.subscription for reading in readings}
    configuration = evidence.project.configuration
    pinned = [each for each in configuration.consumers if _is_of(product, each.source)]
    found = [
        Consumer(
            reading,
            columns_read(evidence, reading),
            owners.get(reading.reader.domain, ()),
            _pin(evidence, reading.subscription),
        )
        for reading in readings
    ]
    unread = (_pin(evidence, each) for each in pinned if each not in used)
    return Consumers(
        product=product.name,
        owners=tuple(dict.fromkeys(contract.owner for contract in product.contracts)),
        versions=tuple(_versions(product)),
        consumers=tuple(sorted(found, key=_order)),
        unread=tuple(pin for pin in unread if pin),
        coverage=evidence.graph.coverage,
    )


def _named(products: Mapping[str, Published], text: str) -> Published:
    wanted = text.casefold()
    found = [
        product for name, product in products.items() if wanted in (name, name.rpartition(".")[2])
    ]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(sorted(product.name for product in found))
        raise TreatyError(
            Problem(Place(""), f"{text} names more than one product", f"name one of: {several}")
        )
    names = [product.name for product in products.values()]
    question = suggest(text, [*names, *(name.rpartition(".")[2] for name in names)])
    listing = f"products: {', '.join(sorted(names)) or 'none; sync the contracts first'}"
    help_ = f"{question}\n    {listing}" if question else listing
    raise TreatyError(Problem(Place(""), f"there is no product {text!r}", help_))


def _is_of(product: Published, name: str) -> bool:
    return product.name.casefold() == name.casefold()


def _versions(product: Published) -> list[PublishedVersion]:
    ends = (product.sunset(parse_version(version).major) for version in product.versions)
    return [
        PublishedVersion(version, end.date if end else None)
        for version, end in zip(product.versions, ends, strict=True)
    ]


def _pin(evidence: Evidence, subscription: Subscription | None) -> Pin | None:
    if subscription is None:
        return None
    return Pin(subscription, subscription_place(evidence.project.configuration, subscription))


def _owners(evidence: Evidence) -> dict[str | None, tuple[Owner, ...]]:
    owners: dict[str | None, dict[Owner, None]] = {}
    for known in known_contracts(evidence):
        if known.contract.owner != _NOBODY:
            owners.setdefault(known.contract.domain, {})[known.contract.owner] = None
    return {domain: tuple(each) for domain, each in owners.items()}


def _order(consumer: Consumer) -> tuple[bool, str, str, str]:
    reading = consumer.reading
    ids = (reading.reader.id, reading.parent.id)
    return (not reading.is_foreign, reading.reader.domain or "", *ids)
