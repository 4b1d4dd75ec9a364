"""Judges projects in a process of its own and writes every report: `determinism_test.py` runs it.

Arguments: the folder with the pages' examples (one JSON file each) and a generated manifest.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from dbt_treaty.check import gather, judged
from dbt_treaty.column_graph import ahead
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.pages.page_project import page_project
from dbt_treaty.project.manifest import read_project
from dbt_treaty.reporters.formats import FORMATS, Canvas

DAY = date(2026, 11, 21)
OWNERS = Configuration(
    domain="shop", layout=("models/{tier}/**",), relations=("*.{domain}_{tier}",)
)


def main(folder: Path) -> None:
    """Write the reports of every project to standard output, as JSON."""
    told = []
    for evidence in (*_examples(folder), _generated(folder)):
        report = judged(replace(evidence, today=DAY)).report
        told.append({name: render(report, Canvas()) for name, render in FORMATS.items()})
    json.dump(told, sys.stdout)


def _examples(folder: Path) -> Iterator[Evidence]:
    for path in sorted(folder.glob("example*.json")):
        Path(path.stem).mkdir()
        yield page_project(json.loads(path.read_text()), Path(path.stem))


def _generated(folder: Path) -> Evidence:
    ahead._WORTH = 0  # also so few queries are read by several processes
    manifest = json.loads((folder / "manifest.json").read_text())
    return gather(read_project(manifest, OWNERS), ledger=Ledger())


if __name__ == "__main__":
    where = Path(sys.argv[1]).resolve()
    os.chdir(sys.argv[2])
    main(where)
