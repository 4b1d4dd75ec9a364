"""What dbt left in a target folder, read as far as every question about it needs."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from dbt_treaty.check import gather
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.judging.configured import configured
from dbt_treaty.ledger.ledger_file import read_ledger, write_ledger
from dbt_treaty.project.artifacts import read_target
from dbt_treaty.project.collector import collector_paused, keep_for_good
from dbt_treaty.project.workspace_reader import read_workspace


def read_evidence(root: Path, target: Path) -> Evidence:
    """The project in a folder as dbt compiled it, its column graph and its tags.

    Args:
        root: the project's folder.
        target: where dbt's artifacts lie, from the project's folder.

    Raises:
        ArtifactError: there is no manifest, or one that can't be used.
        TreatyError: the configuration can't be read, or sets what there is not.
    """
    configuration = configured(root)
    with collector_paused():
        project = read_target(root / target, configuration, root=str(root))
        workspace, ledger = read_workspace(root, configuration), read_ledger(root / target)
    keep_for_good()
    evidence = gather(project, workspace=workspace, ledger=ledger)
    write_ledger(root / target, ledger)
    return evidence


def spinner() -> AbstractContextManager[object]:
    """A sign of life on a terminal; nothing in a log."""
    if not sys.stderr.isatty():
        return nullcontext()
    # What draws takes long to import, and a log has no use for it.
    from rich.console import Console  # noqa: PLC0415

    console = Console(stderr=True)
    return console.status("Reading the project …") if console.is_terminal else nullcontext()
