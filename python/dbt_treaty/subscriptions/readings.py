"""Who reads which product, in which version and under which pin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dbt_treaty.column_graph.twins import find_twins
from dbt_treaty.configuration.model import Configuration, Subscription
from dbt_treaty.configuration.pin import parse_pin
from dbt_treaty.errors import Place
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.reads import Read, reads_of
from dbt_treaty.findings import Severity
from dbt_treaty.project.model import Resource
from dbt_treaty.subscriptions.product import Product, is_product, product_of


@dataclass(frozen=True, slots=True)
class Reading:
    """One resource reads a product; ``subscription`` is its domain's, where there is one.

    ``built`` is the unique id of what dbt builds, where a source is read that stands for it.
    """

    read: Read
    product: Product
    subscription: Subscription | None
    built: str

    @property
    def reader(self) -> Resource:
        """Who reads."""
        return self.read.reader

    @property
    def parent(self) -> Resource:
        """The relation that is read: a model, or a source where another project builds it."""
        return self.read.parent

    @property
    def is_foreign(self) -> bool:
        """Whether it can't be shown that both have one owner.

        Where neither has a domain there are none yet: ``unknown-owner`` says so of both.
        """
        return self.reader.domain != self.parent.domain

    @property
    def is_allowed(self) -> bool | None:
        """Whether the pin allows the version; None where there is no pin or no known version."""
        if self.subscription is None or self.product.version is None:
            return None
        return parse_pin(self.subscription.pin).allows(self.product.version)


def read_products(evidence: Evidence) -> tuple[Reading, ...]:
    """Every read of a product, sorted by product, reader and relation."""
    return evidence.once("readings", lambda told: tuple(sorted(_readings(told), key=_order)))


def weight_of(subscription: Subscription) -> Severity:
    """How much it weighs where a product does not keep to a pin."""
    return Severity.WARN if subscription.on_breaking == "warn" else Severity.ERROR


def subscription_place(configuration: Configuration, subscription: Subscription) -> Place:
    """The line of the configuration in which a subscription stands."""
    return Place(configuration.path, subscription.line)


def _readings(evidence: Evidence) -> Iterator[Reading]:
    configuration = evidence.project.configuration
    resources = evidence.project.resources
    twins = find_twins(evidence.project) if _has_products(evidence) else None
    for read in reads_of(evidence) if twins else ():
        if is_product(read.parent):
            # A source of what this project builds itself: the model knows its contract.
            built = resources[twins.of(read.parent.id)] if twins else read.parent
            product = product_of(built if is_product(built) else read.parent)
            found = _subscription(configuration, product, read.reader)
            yield Reading(read, product, found, built.id)


def _has_products(evidence: Evidence) -> bool:
    return any(is_product(resource) for resource in evidence.project.resources.values())


def _subscription(
    configuration: Configuration, product: Product, reader: Resource
) -> Subscription | None:
    """The pin of the reader's domain; one without a domain is the project's own."""
    name = product.name.casefold()
    same = [each for each in configuration.consumers if each.source.casefold() == name]
    own = [each for each in same if each.domain is not None and each.domain == reader.domain]
    if own:
        return own[0]
    general = [each for each in same if each.domain is None]
    fits = configuration.domain in (None, reader.domain)
    return general[0] if general and fits else None


def _order(reading: Reading) -> tuple[str, str, str]:
    return (reading.product.name.casefold(), reading.reader.id, reading.parent.id)
