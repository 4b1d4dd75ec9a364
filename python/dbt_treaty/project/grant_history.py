"""Who added the files of exceptions, and when, as git has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from dbt_treaty.errors import TreatyError
from dbt_treaty.exceptions.model import Added, Exceptions
from dbt_treaty.project.announcements import is_cut
from dbt_treaty.project.git import GitError
from dbt_treaty.project.git_ground import Ground, find_ground

_MARK = "\x01"


def with_history(exceptions: Exceptions, root: Path, folder: str) -> Exceptions:
    """The exceptions of the project in ``root``, each with the commit that added its file.

    Git is asked once for all of the folder, and only where there are any. Never raises: what git
    does not tell, ``unknown`` explains.
    """
    if not exceptions.grants:
        return exceptions
    try:
        ground = find_ground(root)
        added = _added(ground, folder) if ground.head else {}
    except TreatyError as error:
        return replace(exceptions, unknown=error.problems[0].what)
    except GitError as error:
        return replace(exceptions, unknown=str(error))
    paths = {each.place.path for each in exceptions.grants}
    cut = any(added.get(f"{ground.prefix}{path}", Added()) is None for path in paths)
    reason = "the history of this shallow clone does not reach back that far" if cut else ""
    grants = tuple(
        replace(each, added=added.get(f"{ground.prefix}{each.place.path}", Added()))
        for each in exceptions.grants
    )
    return replace(exceptions, grants=grants, unknown=reason)


def _added(ground: Ground, folder: str) -> dict[str, Added | None]:
    """By path from the repository's top; None for what came before a shallow history begins."""
    shown = ground.git.ask(
        *("log", "--diff-filter=A", "--no-renames", "--name-only", "-z", "--no-ext-diff"),
        *(f"--format={_MARK}%H %ct %aN", "HEAD", "--", folder),
    )
    found: dict[str, Added | None] = {}
    for entry in shown.decode("utf-8", "surrogateescape").split(_MARK)[1:]:
        about, *paths = entry.replace("\n", "\0").split("\0")
        commit, when, author = about.split(" ", 2)
        name = author.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        added: Added | None = Added(name, datetime.fromtimestamp(int(when), timezone.utc).date())
        if ground.is_shallow and is_cut(ground, commit):
            added = None
        for path in filter(None, paths):
            found.setdefault(path, added)  # the newest comes first
    return found
