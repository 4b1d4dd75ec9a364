"""The check of what dbt left in a target folder: of all of it, or of what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dbt_treaty.check import Checked, gather, judged
from dbt_treaty.clock import today
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.findings import Report
from dbt_treaty.judging.configured import configured
from dbt_treaty.judging.every_policy import every_policy
from dbt_treaty.ledger.ledger_file import read_ledger, write_ledger
from dbt_treaty.project.artifacts import project_of, read_artifacts, read_catalog, read_manifest
from dbt_treaty.project.collector import collector_paused, keep_for_good
from dbt_treaty.project.model import Project
from dbt_treaty.project.outdated import outdated
from dbt_treaty.project.workspace import Workspace
from dbt_treaty.project.workspace_reader import read_workspace
from dbt_treaty.recheck.circumstances import circumstances
from dbt_treaty.recheck.kept import forget, read_kept, write_kept
from dbt_treaty.recheck.nodes import text_digests
from dbt_treaty.recheck.recheck import Today, recheck
from dbt_treaty.recheck.remember import kept_of

# What tells whether a check may be believed: see ``Kept``.
Compared = tuple[bytes, Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class TargetCheck:
    """What a check of a target folder says, and what it was told of the project."""

    report: Report
    configuration: Configuration
    workspace: Workspace | None
    today: date


def check_target(root: Path, target: Path) -> TargetCheck:
    """Judges the project in a folder as dbt compiled it.

    Args:
        root: the project's folder.
        target: where dbt's artifacts lie.

    Raises:
        ArtifactError: there is no manifest, or one that can't be used.
        TreatyError: the configuration can't be read, or sets what there is not.
    """
    check = _Check(root, target, configured(root))
    return TargetCheck(check.report(), check.configuration, check.workspace, check.day)


class _Check:
    workspace: Workspace | None

    def __init__(self, root: Path, target: Path, configuration: Configuration) -> None:
        self._root = root
        self._target = target
        self.configuration = configuration
        self.day = today()

    def report(self) -> Report:
        with collector_paused():
            self._manifest = read_manifest(self._target)
            self.workspace = read_workspace(self._root, self.configuration)
            facts = self._facts()
            again = self._again(facts) if facts else None
            compared = (facts.circumstances, facts.texts) if facts else None
            del facts
        return self._whole(compared) if again is None else again

    def _again(self, facts: Today) -> Report | None:
        kept = read_kept(self._target)
        keep_for_good()
        try:
            return recheck(kept, facts) if kept else None
        except Exception:
            return None  # the check of all, which rests on nothing kept, says what is wrong

    def _facts(self) -> Today | None:
        """What a check before is compared by; None where it can't be told what changed."""
        told = circumstances(
            self._target,
            self._manifest,
            self.configuration,
            self.workspace,
            root=str(self._root),
            today=self.day,
        )
        texts = text_digests(self._manifest)
        if told is None or texts is None or outdated(self._manifest, self._root):
            return None
        written = self.workspace.policy_files if self.workspace else None
        policies = every_policy(self.configuration, written)
        if any(policy.origin for policy in policies):
            return None  # what a policy of one's own looks at, and whether it changed, is not known
        return Today(
            manifest=self._manifest,
            catalog=read_catalog(self._target),
            configuration=self.configuration,
            workspace=self.workspace,
            policies=policies,
            root=str(self._root),
            circumstances=told,
            texts=texts,
        )

    def _whole(self, compared: Compared | None) -> Report:
        with collector_paused():
            project, is_own = self._project()
            ledger = read_ledger(self._target)
        keep_for_good()
        # What is read of a query is freed as it is let go: that is the collector's work.
        evidence = gather(project, workspace=self.workspace, ledger=ledger)
        write_ledger(self._target, ledger)
        with collector_paused():
            checked = judged(evidence)
            self._remember(checked, compared if is_own else None)
        return checked.report

    def _project(self) -> tuple[Project, bool]:
        """The project, and whether dbt's own manifest tells of it."""
        manifest, catalog = read_artifacts(self._target, self._manifest)
        is_own = manifest is self._manifest
        # A manifest's text is as large as all that is made of it: from here on nobody asks for it.
        del self._manifest
        root = str(self._root)
        return project_of(manifest, catalog, self._target, self.configuration, root=root), is_own

    def _remember(self, checked: Checked, compared: Compared | None) -> None:
        kept = compared and kept_of(
            checked.evidence,
            checked.policies,
            checked.verdicts,
            checked.notes,
            circumstances=compared[0],
            texts=compared[1],
        )
        if kept:
            write_kept(self._target, kept)
        else:
            forget(self._target)
