"""The name of the product that a table would become."""

from __future__ import annotations

import re

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.home import DEFAULT_TIER


def product_name(table: str, configuration: Configuration) -> str:
    """``domain.product.table`` where the project has one domain, else the table alone.

    Signs that no name may have become ``_``: ``Order facts-2`` is ``order_facts_2``.
    """
    plain = re.sub(r"\W+", "_", table, flags=re.ASCII).strip("_").lower()
    name = f"t_{plain}" if plain[:1].isdigit() else plain or "unnamed_table"
    return f"{configuration.domain}.{DEFAULT_TIER}.{name}" if configuration.domain else name
