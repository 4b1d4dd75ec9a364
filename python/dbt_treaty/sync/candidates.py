"""The files that sync would have: their texts, and how they differ from what lies on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dbt_treaty.errors import Place, Problem
from dbt_treaty.project.generated_header import Synced, parse_header, render_header
from dbt_treaty.sync.dbt_project import GENERATED_FOLDER, DbtProject
from dbt_treaty.sync.handwritten import HandWritten
from dbt_treaty.sync.job import Target, inert
from dbt_treaty.sync.versioned_model import VersionedModel
from dbt_treaty.sync.view_sql import view_sql

_WIDTH = 100  # columns


@dataclass(frozen=True, slots=True)
class Candidates:
    """Texts by path relative to the project, in an order in which each finds what it points at:
    groups, then products, then the views of them."""

    files: Mapping[Path, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What keeping the candidates would do; paths relative to the project.

    ``added`` are those of ``written`` that are not there yet; ``renames`` tells that a file
    which stays names its models' versions otherwise, or leads their bare name to another.
    """

    written: tuple[Path, ...]
    removed: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    in_the_way: tuple[Problem, ...]
    added: tuple[Path, ...] = ()
    renames: bool = False

    @property
    def any(self) -> bool:
        """Whether anything would change."""
        return bool(self.written or self.removed)


def make_candidates(
    rendered: Sequence[tuple[VersionedModel, Mapping[str, Any]]], handwritten: HandWritten
) -> Candidates:
    """Lay out the models' entries as files, with the groups that the project lacks."""
    files: dict[Path, str] = {}
    for model, _ in rendered:
        target = model.targets[0]
        group = target.group
        if group is not None and group not in handwritten.groups:
            files.setdefault(*_group_file(target, group, files))
    # A view's model names a version of its product, which those properties make.
    for model, entry in sorted(rendered, key=lambda pair: pair[0].is_view):
        for target in model.targets:
            if target.contract.view_of is not None:
                files[target.file] = view_sql(target, target.contract.view_of)
        files[model.properties_path] = _text({"version": 2, "models": [entry]}, model.targets)
    return Candidates(files)


def compare(candidates: Candidates, project: DbtProject) -> Changes:
    """Compare the candidates with the generated files on disk, touching nothing."""
    written: list[Path] = []
    unchanged: list[Path] = []
    blocked: list[Problem] = []
    added: list[Path] = []
    renames = False
    for path, text in candidates.files.items():
        old = _read(project.root / path)
        if old is None:
            written.append(path)
            added.append(path)
        elif parse_header(old) is None:
            blocked.append(
                Problem(
                    Place(path.as_posix(), 1),
                    "stands where sync writes, and sync did not generate it",
                    f"move it out of {GENERATED_FOLDER}/",
                )
            )
        elif old == text:
            unchanged.append(path)
        else:
            written.append(path)
            renames = renames or _names(old) != _names(text)
    ours = [
        path
        for path in (*project.property_files(), *project.model_files())
        if path.parent.name == GENERATED_FOLDER
    ]
    removed = [
        path
        for path in ours
        if path not in candidates.files
        and parse_header(_read(project.root / path) or "") is not None
    ]
    blocked += [_outside(path) for path in (*written, *removed) if not project.holds(path)]
    kept = (tuple(written), tuple(removed), tuple(unchanged))
    return Changes(*kept, tuple(blocked), tuple(added), renames)


def _names(text: str) -> object:
    """What a generated file makes of its models' names: which file is which version."""
    try:
        content = yaml.safe_load(text)
        return [
            (
                each["name"],
                each["latest_version"],
                [(v["v"], v["defined_in"]) for v in each["versions"]],
            )
            for each in content.get("models", ())
        ]
    except (yaml.YAMLError, AttributeError, KeyError, TypeError):
        return None  # edited by hand, or written by another release: no names to go by


def _outside(path: Path) -> Problem:
    return Problem(
        Place(path.as_posix()),
        "its folder is a link that leads out of the project, where sync writes and removes nothing",
        "put the folder itself into the project, or remove the link",
    )


def _group_file(target: Target, group: str, files: Mapping[Path, str]) -> tuple[Path, str]:
    """The file of a domain's group, beside the first of its models."""
    name = f"_group_{group}.yml"
    for path in files:
        if path.name == name:
            return path, files[path]
    owner = target.contract.owner
    said = {"name": inert(owner.team or group)}
    if owner.email:
        said["email"] = inert(owner.email)
    entry = {"version": 2, "groups": [{"name": group, "owner": said}]}
    return target.generated_folder / name, _text(entry, [target])


def _text(content: Mapping[str, Any], targets: Sequence[Target]) -> str:
    body = yaml.dump(
        content,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=False,
    )
    contracts = [Synced(t.contract.name, t.contract.version, t.contract.checksum) for t in targets]
    sources = ", ".join(dict.fromkeys(t.contract.place.path for t in targets))
    return render_header(sources, contracts, body) + body


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError):
        return ""


class _Dumper(yaml.SafeDumper):
    """Writes no anchors: one data shared by two places is written twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the base class's signature
        return True
