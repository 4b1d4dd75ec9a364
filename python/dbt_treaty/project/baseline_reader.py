"""The baseline that a user names, or the one that there is: a commit, a folder or a manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.configuration.read import FILE_NAMES, read_configuration
from dbt_treaty.contracts.load import load_contracts
from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import ArtifactError, Place, Problem, TreatyError, problem
from dbt_treaty.project.baseline import Baseline
from dbt_treaty.project.git_baseline import Here, git_baseline
from dbt_treaty.project.git_ground import find_base, find_ground
from dbt_treaty.project.loose import as_mapping, as_text
from dbt_treaty.project.promises import read_promises

_PROJECT_FILES = ("dbt_project.yml", *FILE_NAMES)


def read_baseline(here: Here, named: str | None = None) -> Baseline:
    """What the project's contracts are held against.

    Args:
        here: the project as it lies in the work tree.
        named: a git ref, a project's folder (or one with contracts alone) or a manifest.json, as
            the user typed it; None: the merge base of what is checked out and the main branch.

    Raises:
        ArtifactError: the manifest is missing or unreadable.
        TreatyError: there is no such baseline, with what to do.
    """
    path = Path(named) if named else None
    if named and path is not None:
        if path.is_file() or path.suffix == ".json":
            return _manifest(path)
        if path.is_dir():
            _refuse_two_meanings(here, named)
            return _folder(path, here.configuration)
    ground = find_ground(here.root)
    base = find_base(ground, named)
    return replace(git_baseline(ground, base, here), is_head=base.is_head)


def _refuse_two_meanings(here: Here, named: str) -> None:
    """Refuses a bare word that is a folder and a git ref; ``./word`` is a folder alone."""
    if "/" in named or "\\" in named:
        return
    try:
        find_base(find_ground(here.root), named)
    except TreatyError:
        return
    what = f"{named} is a folder here, and a git ref"
    advice = f"write ./{named} for the folder, or refs/heads/{named} for the branch"
    raise TreatyError(Problem(Place(""), what, advice))


def _folder(path: Path, configuration: Configuration) -> Baseline:
    if any((path / name).is_file() for name in _PROJECT_FILES):
        loaded = load_contracts(path, read_configuration(path))
    else:
        bare = Configuration(domain=configuration.domain, contracts=".")
        inside = (path / Configuration().contracts).is_dir()
        loaded = load_contracts(path, Configuration(domain=bare.domain) if inside else bare)
    if not loaded.contracts and not loaded.problems:
        what = f"{path.as_posix()} holds no contracts"
        raise TreatyError(Problem(Place(""), what, "name a project's folder, or a git ref"))
    return Baseline(path.as_posix(), loaded.contracts, loaded.problems)


def _manifest(path: Path) -> Baseline:
    """The contracts that sync left in the models of the manifest's own project."""
    where = path.as_posix()
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ArtifactError(problem(where, "there is no manifest here", "")) from None
    except OSError as error:
        raise ArtifactError(problem(where, f"cannot be read: {error.strerror}", "")) from None
    except (ValueError, RecursionError):
        raise ArtifactError(problem(where, "is no JSON that can be read", "")) from None
    nodes = as_mapping(as_mapping(data).get("nodes"))
    if not isinstance(data, dict) or not nodes:
        what = "is not a dbt manifest, or one without nodes"
        raise ArtifactError(problem(where, what, "name a manifest.json that dbt wrote"))
    name = as_text(as_mapping(data.get("metadata")).get("project_name"))
    contracts = tuple(_synced(nodes, name))
    note = "Of a manifest only what was synced is known: drafts and older versions are not in it."
    return Baseline(where, contracts, notes=(note,))


def _synced(nodes: object, project: str | None) -> Iterator[Contract]:
    for node in map(as_mapping, as_mapping(nodes).values()):
        meta = as_mapping(as_mapping(node.get("config")).get("meta")) or as_mapping(
            node.get("meta")
        )
        contract, _ = read_promises(meta)
        if contract is not None and project in (None, as_text(node.get("package_name"))):
            yield contract
