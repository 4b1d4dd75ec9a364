"""``subscriptions``: the pins of the configuration; ``product_reads``: who reads which product."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.information_schema.table import Row, Table, columns_of
from dbt_treaty.subscriptions.readings import read_products

_COLUMNS = columns_of(
    """
    source VARCHAR: the product's full name
    pin VARCHAR: the versions that are accepted
    on_breaking VARCHAR: `fail_ci` or `warn`
    domain VARCHAR: who subscribes; null: the project
    path VARCHAR: the configuration
    line INTEGER: its line there
    """
)
_READ_COLUMNS = columns_of(
    """
    node_unique_id VARCHAR: the node that reads; an on-run hook's is that of its operation
    parent_node_unique_id VARCHAR: the relation that is read
    product VARCHAR: the product's full name
    version VARCHAR: the version that is read; null where nothing says
    pin VARCHAR: the pin of the reader's domain; null where there is none
    pin_allows BOOLEAN: whether the pin allows the version; null where either is not known
    is_foreign BOOLEAN: whether it can't be shown that both have one owner
    """
)


def _rows(evidence: Evidence) -> Iterator[Row]:
    configuration = evidence.project.configuration
    for each in configuration.consumers:
        written = (each.source, each.pin, each.on_breaking, each.domain)
        yield (*written, configuration.path, each.line)


def _reads(evidence: Evidence) -> Iterator[Row]:
    for each in read_products(evidence):
        yield (
            *(each.reader.id, each.parent.id, each.product.name, each.product.version),
            each.subscription.pin if each.subscription else None,
            *(each.is_allowed, each.is_foreign),
        )


SUBSCRIPTIONS = Table(
    "subscriptions", "the pins on products, as `dbt_treaty.yml` has them", _COLUMNS, _rows
)
PRODUCT_READS = Table(
    "product_reads",
    "who reads which product, in which version, under which pin",
    _READ_COLUMNS,
    _reads,
)
