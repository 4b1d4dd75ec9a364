"""Files that a Spark which was killed has left where a table is to be written.

Spark refuses to make a managed table in a folder that is not empty, also where the folder is its
own: a run killed while it wrote a table, or dropped one, would stand in the way of every run after
it. No statement of SQL can clear such a folder, so it is renamed here; nothing is deleted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

_OWN_CATALOG = "spark_catalog"  # others keep their tables where they like


def put_leftovers_aside(names: Sequence[Sequence[str]]) -> list[str]:
    """Rename the folders of tables that are in no catalogue; each one's new path.

    ``names`` are pairs of schema and table. Nothing is done where no Spark runs in this process, as
    under any method of dbt-spark but `session`, nor in another catalogue than Spark's own.
    """
    if "pyspark" not in sys.modules:
        return []
    from pyspark import SparkContext  # noqa: PLC0415 - only where this adapter runs
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

    if SparkContext._active_spark_context is None:
        return []
    session = SparkSession.builder.getOrCreate()  # dbt's own: a thread of its own has no active one
    if session.catalog.currentCatalog() != _OWN_CATALOG:
        return []
    moved = (_put_aside(session, schema, table) for schema, table in names)
    return [path for path in moved if path]


def _put_aside(session: Any, schema: str, table: str) -> str | None:
    jvm, catalog = session._jvm, session._jsparkSession.sessionState().catalog()
    name = jvm.org.apache.spark.sql.catalyst.TableIdentifier(table, jvm.scala.Option.apply(schema))
    if not catalog.databaseExists(schema) or catalog.tableExists(name):
        return None
    folder = jvm.org.apache.hadoop.fs.Path(catalog.defaultTablePath(name))
    files = folder.getFileSystem(session._jsparkSession.sessionState().newHadoopConf())
    if not files.exists(folder):
        return None
    aside = folder.suffix(f"__treaty_left_{datetime.now(timezone.utc):%Y%m%d%H%M%S%f}")
    if not files.rename(folder, aside):
        return None  # and Spark will say what stands there
    return str(aside.toString())
