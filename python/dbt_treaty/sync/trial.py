"""Lets dbt parse the project with the candidate files, beside the project, before they are kept."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.project.generated_header import parse_header
from dbt_treaty.project.warehouse import warehouse_of
from dbt_treaty.sync.candidates import Candidates
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.dbt_project import GENERATED_FOLDER, DbtProject
from dbt_treaty.sync.job import ModelFacts


@dataclass(frozen=True, slots=True)
class Trial:
    """What dbt resolved: each model by its file (posix, relative to the project); the adapter.

    ``adapter`` is dbt's name of the warehouse, None where its manifest does not tell.
    """

    facts: Mapping[str, ModelFacts]
    adapter: str | None


def try_parse(project: DbtProject, candidates: Candidates, dbt: DbtCommand) -> Trial:
    """Parse a mirror of the project that holds the candidates in place of the old generated files.

    Raises ``TreatyError`` with dbt's own words where it does not parse. The project itself is not
    touched.
    """
    with tempfile.TemporaryDirectory(prefix="dbt-treaty-") as scratch:
        mirror, target = _mirror_place(Path(scratch), project), Path(scratch) / "target"
        _mirror(project, mirror)
        for path, text in candidates.files.items():
            place = mirror / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)  # a link there would be written through
            place.write_text(text, encoding="utf-8")
        done = dbt.run(
            "parse",
            "--no-partial-parse",
            "--target-path",
            str(target),
            "--log-path",
            str(Path(scratch) / "logs"),
            folder=mirror,
            cwd=project.root,
        )
        if done.returncode != 0:
            raise TreatyError(_refusal(done.stdout + done.stderr, str(mirror)))
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        return Trial(_facts(manifest, project.name), warehouse_of(target))


def _mirror(project: DbtProject, mirror: Path) -> None:
    """Links to everything of the project but its generated files and what dbt writes."""
    mirror.mkdir(parents=True)
    inner = [path for path in project.resource_paths if path not in project.outer_paths]
    top = {Path(os.path.normpath(folder)).parts[0] for folder in inner}
    for entry in project.root.iterdir():
        if entry.name in top:
            _mirror_folder(entry, mirror / entry.name)
        elif entry.name not in {"target", "logs", ".git"}:
            (mirror / entry.name).symlink_to(entry.resolve())
    for folder in project.outer_paths:
        place = Path(os.path.normpath(mirror / folder))
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to((project.root / folder).resolve())


def _mirror_place(scratch: Path, project: DbtProject) -> Path:
    """A folder so deep that the project's paths to folders outside it stay in ``scratch``."""
    ups = [Path(os.path.normpath(p)).parts.count(os.pardir) for p in project.outer_paths]
    return scratch.joinpath(*["up"] * max(ups, default=0), "project")


def _mirror_folder(folder: Path, mirror: Path, above: tuple[Path, ...] = ()) -> None:
    mirror.mkdir()
    above = (*above, folder.resolve())
    for entry in folder.iterdir():
        if not entry.is_dir():
            (mirror / entry.name).symlink_to(entry.resolve())
        elif entry.resolve() in above:  # a link to a folder that it lies in
            continue
        elif entry.name != GENERATED_FOLDER:
            _mirror_folder(entry, mirror / entry.name, above)
        else:
            _mirror_generated(entry, mirror / entry.name)


def _mirror_generated(folder: Path, mirror: Path) -> None:
    """Of a generated folder, only what sync did not generate: that stays as it is."""
    mirror.mkdir()
    for entry in folder.iterdir():
        is_file = entry.is_file()  # no folder, and no link to nowhere
        if not is_file or parse_header(entry.read_text("utf-8", errors="replace")) is None:
            (mirror / entry.name).symlink_to(entry.resolve())


def _facts(
    manifest: Mapping[str, Mapping[str, dict[str, object]]], package: str
) -> dict[str, ModelFacts]:
    return {
        str(node["original_file_path"]): facts_of(node.get("config"))
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["package_name"] == package
    }


def facts_of(config: object) -> ModelFacts:
    """The facts in a node's resolved ``config``."""
    said = config if isinstance(config, Mapping) else {}
    return ModelFacts(materialized=said.get("materialized"), alias=said.get("alias"))


def _refusal(output: str, mirror: str) -> Sequence[Problem]:
    lines = [line for line in output.replace(mirror + "/", "").splitlines() if line.strip()]
    said = "\n    ".join(_from_error(lines)[:20])
    return [
        Problem(
            Place(""),
            "dbt does not parse the project with the generated properties, so none was kept:\n"
            f"    {said}",
            "mend what dbt names and run sync again; the files on disk are as they were",
        )
    ]


def _from_error(lines: Sequence[str]) -> Sequence[str]:
    """dbt's lines from the first that says error; the start-up chatter before it helps nobody.

    Some refusals of dbt's come with a traceback of dbt's own, which helps nobody either.
    """
    ends = [index for index, line in enumerate(lines) if "Traceback (most recent call" in line]
    for index, line in enumerate(lines):
        if "rror" in line:
            return lines[index : min((end for end in ends if end > index), default=None)]
    return lines[-20:]
