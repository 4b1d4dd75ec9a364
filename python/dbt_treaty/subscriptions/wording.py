"""Readers, products and versions as messages name them."""

from __future__ import annotations

from collections.abc import Iterable

from dbt_treaty.subscriptions.product import Product
from dbt_treaty.subscriptions.readings import Reading


def reader_name(reading: Reading) -> str:
    """The reader with its domain."""
    domain = reading.reader.domain
    owner = f"the {domain} domain" if domain else "a domain that is not known"
    return f"{reading.reader.name} of {owner}"


def product_name(product: Product) -> str:
    """The product with its version, where that is known."""
    return f"{product.name} {product.version}" if product.version else product.name


def reference(reading: Reading, major: int) -> str:
    """The ``ref()`` of a version of what is read."""
    return f"{{{{ ref('{reading.parent.name}', v={major}) }}}}"


def suggested_pin(version: str) -> str:
    """The pin that a reader of a version means as a rule: it, and what only adds to it."""
    return "^" + ".".join(version.split(".")[:2])


def listed(texts: Iterable[str]) -> str:
    """Texts as a list, or the word none."""
    return ", ".join(texts) or "none"
