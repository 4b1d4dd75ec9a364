"""What stands around a project in its repository: who owns files, CI, and when files came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path

from dbt_treaty.errors import TreatyError
from dbt_treaty.project.git import GitError
from dbt_treaty.project.git_ground import Ground, find_ground
from dbt_treaty.scorecard.code_owners import PLACES, CodeOwners, parse_code_owners

_CI_FILES = (
    ".github/workflows/*.yml",
    ".github/workflows/*.yaml",
    ".gitlab-ci.yml",
    "azure-pipelines.yml",
    ".circleci/config.yml",
    "bitbucket-pipelines.yml",
    "Jenkinsfile",
    ".buildkite/pipeline.yml",
)
# The gate runs in each of dbt's building commands, and as a command of its own.
_RUNS_GATE = re.compile(r"\bdbt(?:-treaty check| build| run(?!-operation)\b)|uses:.*dbt-treaty")
_MOST = 1 << 20  # characters of a file; a larger one is no CI file
_MARK = "\x01"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the repository tells; ``prefix`` is the project's path in it, with a slash at its end.

    ``workflows`` are the CI files that run the gate. ``added`` has the day (UTC) on which a file
    was first committed, by its path in the project; ``undated`` says why it can't be known.
    """

    prefix: str = ""
    code_owners: CodeOwners | None = None
    workflows: tuple[str, ...] = ()
    added: Mapping[str, date] = field(default_factory=dict)
    undated: str = ""


def read_surroundings(root: Path) -> Surroundings:
    """What stands around the project in the folder ``root``. Never raises."""
    prefix = _prefix(root)
    top = root.resolve()
    for _ in prefix.rstrip("/").split("/") if prefix else ():
        top = top.parent
    added, undated = _added(root)
    return Surroundings(prefix, _code_owners(top), tuple(_workflows(top)), added, undated)


def _prefix(root: Path) -> str:
    try:
        return find_ground(root).prefix
    except TreatyError:
        return ""


def _code_owners(top: Path) -> CodeOwners | None:
    for place in PLACES:
        text = _text(top / place)
        if text is not None:
            return parse_code_owners(place, text)
    return None


def _workflows(top: Path) -> list[str]:
    found = []
    for pattern in _CI_FILES:
        for path in sorted(top.glob(pattern)):
            lines = (_text(path) or "").splitlines()
            if any(_RUNS_GATE.search(line.partition("#")[0]) for line in lines):
                found.append(path.relative_to(top).as_posix())
    return found


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:_MOST]
    except OSError:
        return None


def _added(root: Path) -> tuple[dict[str, date], str]:
    try:
        ground = find_ground(root)
        if ground.is_shallow:
            return {}, "this is a shallow clone: its history does not reach back"
        if not ground.head:
            return {}, "nothing is committed yet"
        return _days(ground), ""
    except TreatyError as error:
        return {}, error.problems[0].what
    except GitError as error:
        return {}, str(error)


def _days(ground: Ground) -> dict[str, date]:
    shown = ground.git.ask(
        *("log", "--diff-filter=A", "--no-renames", "--name-only", "-z", "--no-ext-diff"),
        *(f"--format={_MARK}%ct", "HEAD", "--", "."),
    )
    found: dict[str, date] = {}
    for entry in shown.decode("utf-8", "surrogateescape").split(_MARK)[1:]:
        when, *paths = entry.replace("\n", "\0").split("\0")
        day = datetime.fromtimestamp(int(when), timezone.utc).date()
        for path in filter(None, paths):
            inside = path.removeprefix(ground.prefix)
            found[inside] = min(day, found.get(inside, day))
    return found
