"""Data contracts, column lineage and policies for dbt, read from its artifacts alone.

dbt imports every installed module whose name begins with ``dbt_`` while it starts, so this
module stays empty but for the version.
"""

__version__ = "0.1.0"
