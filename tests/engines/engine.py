"""The warehouses that the same tests run on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from dbt_runs import DbtProject
from postgres_server import programs, server


@dataclass(frozen=True)
class Engine:
    """A warehouse: dbt's profile for it, and how the tests' projects are told apart on it."""

    name: str
    output: str

    def profile(self) -> str:
        """profiles.yml of a project that builds here."""
        return f"small: {{target: dev, outputs: {{dev: {self.output}}}}}\n"

    def rows(self, project: DbtProject, query: str) -> list[list[Any]]:
        """What a query gives, row by row."""
        command = ("show", "--quiet", "--inline", query, "--limit", "50", "--output", "json")
        said = project.dbt(*command).must_pass().output
        # Spark has words of its own before and after.
        answer, _ = json.JSONDecoder().raw_decode(said[said.index("{") :])
        return [list(row.values()) for row in answer["show"]]


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


@contextmanager
def _spark() -> Iterator[str]:
    # Tables and metastore lie in the folder in which dbt is started.
    yield "{type: spark, method: session, host: none, schema: main, threads: 1}"


_ENGINES: dict[str, Callable[[], object]] = {
    "duckdb": _duckdb,
    "postgres": _postgres,
    "spark": _spark,
}
