"""Where a project lies in its repository, from whose root CI servers look for files."""

from __future__ import annotations

from pathlib import Path


def repository_folder(project: Path) -> str:
    """The project's folder from the root of its git repository; empty at the root or in none."""
    real = project.resolve()
    for above in (real, *real.parents):
        if (above / ".git").exists():  # a folder, or a file in a worktree
            return "" if above == real else real.relative_to(above).as_posix()
    return ""
