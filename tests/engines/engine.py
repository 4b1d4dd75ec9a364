"""The warehouses that the same tests run on."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dbt_runs import ROOT, DbtProject, Run, copy_project
from postgres_server import programs, server

ENGINES = ("duckdb", "postgres", "spark")


@dataclass(frozen=True)
class Engine:
    """A warehouse: dbt's profile for it, and how the tests' projects are told apart on it."""

    name: str
    output: str

    def profile(self) -> str:
        """profiles.yml of a project that builds here."""
        return f"small: {{target: dev, outputs: {{dev: {self.output}}}}}\n"

    def project(self, folder: Path, files: dict[str, str]) -> DbtProject:
        """A synced project that builds here."""
        project = copy_project("small", folder, {"profiles.yml": self.profile(), **files})
        (folder / "dbt_packages").mkdir()
        (folder / "dbt_packages" / "dbt_treaty").symlink_to(ROOT)
        self.sync(project).must_pass()
        return project

    def sync(self, project: DbtProject) -> Run:
        """Sync in this process."""
        return project.dbt_here("run-operation", "sync_contracts")

    def rows(self, project: DbtProject, query: str) -> list[list[Any]]:
        """What a query in dbt's words gives, row by row."""
        command = ("show", "--quiet", "--inline", query, "--limit", "50", "--output", "json")
        said = project.dbt_here(*command).must_pass().output
        # Spark has words of its own before and after.
        answer, _ = json.JSONDecoder().raw_decode(said[said.index("{") :])
        return [list(row.values()) for row in answer["show"]]

    def query(self, project: DbtProject, sql: str) -> list[list[Any]]:
        """What a query in the engine's own words gives, row by row; none for a statement."""
        if self.name == "postgres":
            return _postgres_query(self, sql)
        return _spark_query(sql) if self.name == "spark" else _duckdb_query(project, sql)

    def clear(self) -> None:
        """Drop every table of the projects before."""
        if self.name == "postgres":
            _postgres_clear(self)
        if self.name == "spark":
            _spark_clear()


def missing(name: str) -> str | None:
    """Why this engine can't be run here, or None."""
    if find_spec(f"dbt.adapters.{name}") is None:
        return f"dbt-{name} is not installed: make test-engines installs it"
    if name == "postgres" and programs() is None:
        return "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
    return None


@contextmanager
def running(name: str) -> Iterator[Engine]:
    """An engine that is ready to be built on."""
    with _ENGINES[name]() as output:
        yield Engine(name, re.sub(r"\s+", " ", output))


@contextmanager
def _duckdb() -> Iterator[str]:
    yield "{type: duckdb, path: target/small.duckdb, threads: 2}"


@contextmanager
def _postgres() -> Iterator[str]:
    with server() as port:
        yield f"""{{type: postgres, host: 127.0.0.1, port: {port}, user: treaty, password: none,
            dbname: postgres, schema: main, threads: 2}}"""


SPARK = "{type: spark, method: session, host: none, schema: main, threads: 1}"


@contextmanager
def _spark() -> Iterator[str]:
    """One session for the whole process: dbt's connections take the one that is there."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="treaty-spark-") as folder:
        os.chdir(folder)  # where the session leaves its tables
        try:
            session = spark_session()
        finally:
            os.chdir(here)
        yield SPARK
        session.stop()


# Nothing runs long enough to be worth the better compiler.
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def spark_session(metastore: str = "memory:treaty") -> Any:
    """A session as dbt-spark makes it, quick for tables of few rows."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.extraJavaOptions": QUICK_JAVA,
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:{metastore};create=true",
    }
    builder = SparkSession.builder.master("local[2]").enableHiveSupport()
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def _duckdb_query(project: DbtProject, sql: str) -> list[list[Any]]:
    import duckdb

    with duckdb.connect(str(project.root / "target" / "small.duckdb")) as session:
        answer = session.execute(sql)
        return [list(row) for row in answer.fetchall()] if answer.description else []


def postgres_port(engine: Engine) -> int:
    """Where the server listens."""
    return int(engine.output.split("port: ")[1].split(",")[0])


def _postgres_query(engine: Engine, sql: str) -> list[list[Any]]:
    import psycopg2

    session = psycopg2.connect(
        host="127.0.0.1", port=postgres_port(engine), user="treaty", dbname="postgres"
    )
    try:
        session.autocommit = True
        cursor = session.cursor()
        cursor.execute(sql)
        return [list(row) for row in cursor.fetchall()] if cursor.description else []
    finally:
        session.close()


def _postgres_clear(engine: Engine) -> None:
    schemas = "select nspname from pg_namespace where nspname !~ '^pg_|^information_schema$'"
    for (name,) in _postgres_query(engine, schemas):
        _postgres_query(engine, f'drop schema "{name}" cascade')


def _spark_query(sql: str) -> list[list[Any]]:
    from pyspark.sql import SparkSession

    return [list(row) for row in SparkSession.builder.getOrCreate().sql(sql).collect()]


def _spark_clear() -> None:
    from pyspark.sql import SparkSession

    session = SparkSession.builder.getOrCreate()
    for database in session.catalog.listDatabases():
        if database.name != "default":
            session.sql(f"drop database `{database.name}` cascade")


_ENGINES: dict[str, Callable[[], AbstractContextManager[str]]] = {
    "duckdb": _duckdb,
    "postgres": _postgres,
    "spark": _spark,
}
