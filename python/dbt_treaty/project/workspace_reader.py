"""The contracts and the generated properties that lie in a project's folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.load import Loaded, load_contracts
from dbt_treaty.errors import TreatyError
from dbt_treaty.exceptions.read import read_exceptions
from dbt_treaty.global_rules.read import read_global_rules
from dbt_treaty.known_findings.read import read_known
from dbt_treaty.project.announcements import read_announcements
from dbt_treaty.project.baseline_reader import read_baseline
from dbt_treaty.project.folders import PROJECT_FILE, project_folders
from dbt_treaty.project.generated_header import parse_header
from dbt_treaty.project.git_baseline import Here
from dbt_treaty.project.grant_history import with_history
from dbt_treaty.project.policy_file_reader import read_policy_files
from dbt_treaty.project.workspace import GeneratedFile, Workspace

GENERATED_FOLDER = "_treaty"
# The policies that look at what the contracts were: without them nobody asks git.
HISTORIANS = ("semver-bump", "missing-deprecation")


def read_workspace(
    root: Path, configuration: Configuration, model_paths: Sequence[str] = ()
) -> Workspace | None:
    """What policies compare beside the artifacts; None where the folder holds no dbt project.

    ``model_paths`` are dbt's own, where dbt is at hand: what ``dbt_project.yml`` says may be Jinja.
    A file that cannot be read is not intact; a contract that does not load is among the problems.
    Where git tells of no baseline, why it does not is told in its place.

    Raises:
        TreatyError: the record of known findings can't be believed.
    """
    if not (root / PROJECT_FILE).is_file():
        return None
    loaded = load_contracts(root, configuration)
    generated = {file.path: file for file in _generated(root, model_paths)}
    granted = with_history(read_exceptions(root, configuration), root, configuration.exceptions)
    workspace = Workspace(
        loaded.contracts,
        generated,
        loaded.problems,
        exceptions=granted,
        policy_files=read_policy_files(root, configuration),
        known=read_known(root),
    )
    workspace = _with_global_rules(workspace, root, configuration)
    return _with_history(workspace, loaded, root, configuration)


def _with_global_rules(workspace: Workspace, root: Path, configuration: Configuration) -> Workspace:
    try:
        return replace(workspace, global_rules=read_global_rules(root, configuration))
    except TreatyError as error:
        return replace(workspace, rule_problems=tuple(error.problems))


def _with_history(
    workspace: Workspace, loaded: Loaded, root: Path, configuration: Configuration
) -> Workspace:
    settings = (configuration.policies.get(name) for name in HISTORIANS)
    if all(setting and setting.is_off for setting in settings):
        return workspace
    announced = read_announcements(root, loaded.contracts, configuration)
    try:
        baseline = read_baseline(Here(root, configuration, loaded.contracts))
    except TreatyError as error:
        told = "; ".join(each.what for each in error.problems)
        return replace(workspace, announced=announced, no_baseline=told)
    return replace(workspace, announced=announced, baseline=baseline)


def _generated(root: Path, model_paths: Sequence[str]) -> Iterator[GeneratedFile]:
    found = {
        path
        for folder in model_paths or project_folders(root, "model-paths")
        for ending in ("yml", "yaml", "sql")
        for path in (root / folder).rglob(f"{GENERATED_FOLDER}/*.{ending}")
    }
    for path in sorted(found):
        inside = path.relative_to(root) if path.is_relative_to(root) else path
        yield _generated_file(path, inside.as_posix())


def _generated_file(path: Path, name: str) -> GeneratedFile:
    try:
        header = parse_header(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        header = None
    if header is None:
        return GeneratedFile(name, intact=False, contract_checksums=())
    checksums = tuple(contract.checksum for contract in header.contracts)
    return GeneratedFile(name, header.intact, checksums)
