"""``project``: one row of what is true of all of it."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.information_schema.table import Row, Table, columns_of

_COLUMNS = columns_of(
    """
    project_name VARCHAR: dbt's name of the project
    adapter_type VARCHAR: the warehouse, as dbt names it
    domain VARCHAR: the domain `dbt_treaty.yml` says; null where it says none
    compute_region VARCHAR: where models are computed; null where nothing says, or several may be
    today DATE: the day (UTC) by which deadlines are judged
    models INTEGER: how many models and snapshots have a query
    models_analysed INTEGER: how many of those queries could be read
    columns INTEGER: how many columns they make, as far as is known
    columns_resolved INTEGER: how many of these are resolved
    has_workspace BOOLEAN: whether contracts and exceptions on disk were at hand
    """
)


def _rows(evidence: Evidence) -> Iterator[Row]:
    project, coverage = evidence.project, evidence.graph.coverage
    yield (
        *(project.name, project.adapter),
        *(project.configuration.domain, _only(project.regions)),
        evidence.today,
        *(coverage.models, coverage.models_analysed, coverage.columns, coverage.columns_resolved),
        evidence.workspace is not None,
    )


def _only(regions: tuple[str, ...]) -> str | None:
    return regions[0] if len(regions) == 1 else None


PROJECT = Table("project", "the project: one row", _COLUMNS, _rows)
