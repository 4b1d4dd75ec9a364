"""dbt's run_results.json: what each node of the last run cost."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from dbt_treaty.errors import ArtifactError, problem
from dbt_treaty.project.decode import is_object
from dbt_treaty.project.loose import as_code, as_items, as_mapping, as_text
from dbt_treaty.project.runs import NodeRun, Runs

FILE_NAME = "run_results.json"
_MAKE = "run `dbt build` in the project, then try again"
_SCHEMA = re.compile(r"/run-results/v(\d+)(?:\.json)?$")
_BYTES = ("bytes_processed", "data_scanned_in_bytes")  # BigQuery, Athena
# Snowflake answers 1 for a table that it made, however many rows it has.
_ONE_FOR_A_TABLE = "snowflake"


class RunResultsText(msgspec.Struct):
    """run_results.json, as much as is read of it."""

    metadata: Any = None
    results: Any = None
    args: Any = None


def runs_of(text: RunResultsText, where: str, adapter: str) -> Runs:
    """The run that the decoded file tells of.

    Args:
        text: the file, decoded.
        where: its path, as messages show it.
        adapter: dbt's name of the warehouse; warehouses answer in their own ways.

    Raises:
        ArtifactError: it is no file of run results.
    """
    metadata, args = as_mapping(text.metadata), as_mapping(text.args)
    schema = as_text(metadata.get("dbt_schema_version")) or ""
    if not _SCHEMA.search(schema) or not isinstance(text.results, list):
        raise ArtifactError(problem(where, "is no file of dbt's run results", _MAKE))
    nodes = {run.id: run for run in _nodes(text.results, adapter)}
    invocation = as_text(metadata.get("invocation_id"))
    return Runs(nodes, as_text(args.get("which")), as_text(args.get("target")), invocation)


def run_results_path(target_dir: Path) -> Path:
    """Where dbt leaves the results of its last command."""
    return target_dir / FILE_NAME


def _nodes(results: object, adapter: str) -> Iterator[NodeRun]:
    for said in as_items(results):
        if not is_object(said):
            continue
        result = as_mapping(said)
        answer = as_mapping(result.get("adapter_response"))
        slots = _number(answer.get("slot_ms"))
        read = next((n for key in _BYTES if (n := _whole(answer.get(key))) is not None), None)
        yield NodeRun(
            id=str(result.get("unique_id") or ""),
            status=str(result.get("status") or ""),
            seconds=_number(result.get("execution_time")),
            rows=_rows(answer, adapter),
            slot_seconds=None if slots is None else slots / 1000,
            bytes=read,
            compiled=as_code(result.get("compiled_code")),
        )


def _rows(answer: Mapping[str, Any], adapter: str) -> int | None:
    rows = _whole(answer.get("rows_affected"))
    return None if adapter == _ONE_FOR_A_TABLE and rows == 1 else rows


def _number(said: object) -> float | None:
    if isinstance(said, bool) or not isinstance(said, (int, float)):
        return None
    number = float(said)
    return number if math.isfinite(number) and number >= 0 else None


def _whole(said: object) -> int | None:
    """A count; adapters that know none say -1, as text or not at all."""
    number = _number(said)
    return None if number is None else int(number)
