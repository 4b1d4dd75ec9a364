"""Keeps the journal of a project as it is checked."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from dbt_treaty.compliance.events import events
from dbt_treaty.compliance.journal import DEFAULT_FILE, add_to_journal
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.errors import TreatyError
from dbt_treaty.exceptions.validity import valid_grants, with_policy
from dbt_treaty.findings import Report
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.silent import silent_policies
from dbt_treaty.project.workspace import Workspace

_OWN_DAYS = 90  # how long a policy of the project's own may be excepted, where it says nothing


def journal_place(configuration: Configuration, root: Path, target: Path) -> tuple[Path, str]:
    """The journal's file, and how messages name it.

    Args:
        configuration: the project's; it may name a file that is committed.
        root: the project's folder.
        target: dbt's target folder, where the journal is otherwise.
    """
    if configuration.compliance_log:
        return root / configuration.compliance_log, configuration.compliance_log
    path = target / DEFAULT_FILE
    return path, path.as_posix()


def keep_journal(
    report: Report,
    workspace: Workspace | None,
    configuration: Configuration,
    *,
    root: Path,
    target: Path,
    today: date,
) -> str | None:
    """Note what a check caught; why nothing could be noted, or None.

    A journal that can't be kept holds up no build, and the report says that it was not kept.
    Without a project's folder there is none.

    Args:
        report: what the check says.
        workspace: what it read beside the artifacts.
        configuration: the project's.
        root: the project's folder.
        target: dbt's target folder.
        today: the day of the check.
    """
    if workspace is None:
        return None
    days = {policy.name: policy.exceptable_days for policy in POLICIES}
    days.update((rule.name, _OWN_DAYS) for rule in report.own)
    grants = (with_policy(grant, days) for grant in workspace.exceptions.grants)
    new = partial(
        events,
        findings=report.findings,
        grants=tuple(valid_grants(grants, days, today)),
        silent=silent_policies(report.findings, configuration),
        today=today,
    )
    path, shown = journal_place(configuration, root, target)
    try:
        add_to_journal(path, shown, new)
    except TreatyError as error:
        told = "; ".join(str(problem.place) + " " + problem.what for problem in error.problems)
        return f"The compliance log was not kept: {told}."
    return None
