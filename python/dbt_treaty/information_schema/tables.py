"""Every table of the project, in the order in which the documentation has them."""

from __future__ import annotations

from dbt_treaty.information_schema.column_lineage import COLUMN_LINEAGE, ROW_SCANS
from dbt_treaty.information_schema.contracts import CONTRACT_COLUMNS, CONTRACTS
from dbt_treaty.information_schema.edges import EDGES, OUTSIDE_READS
from dbt_treaty.information_schema.exceptions import EXCEPTIONS
from dbt_treaty.information_schema.node_columns import COLUMNS, NODE_COLUMNS
from dbt_treaty.information_schema.nodes import MODELS, NODES, SEEDS, SNAPSHOTS, SOURCES
from dbt_treaty.information_schema.project import PROJECT
from dbt_treaty.information_schema.subscriptions import PRODUCT_READS, SUBSCRIPTIONS
from dbt_treaty.information_schema.table import Table
from dbt_treaty.information_schema.tags import TAGS
from dbt_treaty.information_schema.unresolved import UNRESOLVED

TABLES: tuple[Table, ...] = (
    PROJECT,
    NODES,
    MODELS,
    SEEDS,
    SNAPSHOTS,
    SOURCES,
    EDGES,
    OUTSIDE_READS,
    NODE_COLUMNS,
    COLUMNS,
    COLUMN_LINEAGE,
    ROW_SCANS,
    TAGS,
    CONTRACTS,
    CONTRACT_COLUMNS,
    SUBSCRIPTIONS,
    PRODUCT_READS,
    EXCEPTIONS,
    UNRESOLVED,
)
BY_NAME = {table.name: table for table in TABLES}
