"""dbt-colibri's lineage of the whole project, from the manifest and the catalog that it needs."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

from dbt_colibri.lineage_extractor.extractor import DbtColumnLineageExtractor

from bench.subjects.told import Stopwatch, keep_edges, tell


def main(folder: Path) -> None:
    """Extract; its reading of the files is not timed."""
    logging.disable(logging.CRITICAL)
    manifest, catalog = folder / "target" / "manifest.json", folder / "catalog" / "catalog.json"
    extractor = DbtColumnLineageExtractor(str(manifest), str(catalog))
    watch = Stopwatch()
    with watch.running():
        found = extractor.extract_project_lineage()
    keep_edges(folder, "colibri", _edges(found["lineage"]["parents"]))
    tell(watch, failed=len(found["errors"]))


def _edges(parents: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        (model, column, parent["dbt_node"], parent["column"], "any")
        for model, columns in parents.items()
        for column, listed in columns.items()
        if not column.startswith("__colibri_")  # what it says of rows, not of columns
        for parent in listed
    ]


main(Path(sys.argv[1]))
