"""Writes ``mutation_findings.json`` anew: run it after a change on purpose, and read the diff.

Names on the command line limit it to those mutations; the rest of the record stays.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from dbt_runs import KEY, DbtProject, copy_project
from mutations_test import JUDGED, RECORD, mutate, told


def main() -> int:
    """Apply each mutation to a copy of its project and write down what the gate found."""
    os.environ.update(
        DO_NOT_TRACK="1", DBT_SEND_ANONYMOUS_USAGE_STATS="False", DBT_ENV_SECRET_TREATY_KEY=KEY
    )
    wanted = sys.argv[1:] or [mutation.name for mutation in JUDGED]
    old = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    record = {m.name: old[m.name] for m in JUDGED if m.name in old and m.name not in wanted}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for number, mutation in enumerate(m for m in JUDGED if m.name in wanted):
            project = DbtProject(folder / f"run{number}")
            shutil.copytree(folder / mutation.project, project.root, symlinks=True)
            mutate(project, mutation, mutation.edits)
            run = project.dbt_here("build")
            record[mutation.name] = told(project)
            sys.stderr.write(f"{run.exit} {mutation.name}\n")
    RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    return 0


def prepare(folder: Path) -> None:
    """Sync both projects; loyalty needs a mesh that is built, which a mutated copy must not be."""
    for name in ("mesh", "loyalty"):
        project = copy_project(name, folder / name)
        for command in (["deps"], ["run-operation", "sync_contracts"]):
            os.environ["MESH_DUCKDB"] = str(folder / "built" / "target" / "mesh.duckdb")
            project.dbt(*command).must_pass()
        if name == "mesh":
            shutil.copytree(project.root, folder / "built", symlinks=True)
            DbtProject(folder / "built").dbt("build").must_pass()


if __name__ == "__main__":
    sys.exit(main())
