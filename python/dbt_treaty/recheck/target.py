"""The check of what dbt left in a target folder: of all of it, or of what has changed."""

from __future__ import annotations

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
from dbt_treaty.project.artifact import Manifest
from dbt_treaty.project.artifacts import project_of, read_artifacts, read_catalog, read_manifest
from dbt_treaty.project.collector import collector_paused, keep_for_good
from dbt_treaty.project.outdated import outdated
from dbt_treaty.project.workspace import Workspace
from dbt_treaty.project.workspace_reader import read_workspace
from dbt_treaty.recheck.circumstances import circumstances
from dbt_treaty.recheck.kept import forget, read_kept, write_kept
from dbt_treaty.recheck.nodes import text_digests
from dbt_treaty.recheck.recheck import Today, recheck
from dbt_treaty.recheck.remember import kept_of


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
    configuration = configured(root)
    with collector_paused():
        manifest = read_manifest(target)
        check = _Check(root, target, configuration, manifest)
    return TargetCheck(check.report(), configuration, check.workspace, check.day)


class _Check:
    def __init__(
        self, root: Path, target: Path, configuration: Configuration, manifest: Manifest
    ) -> None:
        self._root = root
        self._target = target
        self._configuration = configuration
        self._manifest = manifest
        self.workspace = read_workspace(root, configuration)
        self.day = today()

    def report(self) -> Report:
        with collector_paused():
            facts = self._facts()
            kept = read_kept(self._target) if facts else None
            keep_for_good()
            again = recheck(kept, facts) if facts and kept else None
        return self._whole(facts) if again is None else again

    def _facts(self) -> Today | None:
        """What a check before is compared by; None where it can't be told what changed."""
        told = circumstances(
            self._target,
            self._manifest,
            self._configuration,
            self.workspace,
            root=str(self._root),
            today=self.day,
        )
        texts = text_digests(self._manifest)
        if told is None or texts is None or outdated(self._manifest, self._root):
            return None
        written = self.workspace.policy_files if self.workspace else None
        policies = every_policy(self._configuration, written)
        if any(policy.origin for policy in policies):
            return None  # what a policy of one's own looks at, and whether it changed, is not known
        return Today(
            manifest=self._manifest,
            catalog=read_catalog(self._target),
            configuration=self._configuration,
            workspace=self.workspace,
            policies=policies,
            root=str(self._root),
            circumstances=told,
            texts=texts,
        )

    def _whole(self, facts: Today | None) -> Report:
        with collector_paused():
            manifest, catalog = read_artifacts(self._target, self._manifest)
            project = project_of(
                manifest, catalog, self._target, self._configuration, root=str(self._root)
            )
            ledger = read_ledger(self._target)
        keep_for_good()
        # What is read of a query is freed as it is let go: that is the collector's work.
        evidence = gather(project, workspace=self.workspace, ledger=ledger)
        write_ledger(self._target, ledger)
        with collector_paused():
            checked = judged(evidence)
            self._remember(checked, facts if manifest is self._manifest else None)
        return checked.report

    def _remember(self, checked: Checked, facts: Today | None) -> None:
        kept = facts and kept_of(
            checked.evidence,
            checked.policies,
            checked.verdicts,
            checked.notes,
            circumstances=facts.circumstances,
            texts=facts.texts,
        )
        if kept:
            write_kept(self._target, kept)
        else:
            forget(self._target)
