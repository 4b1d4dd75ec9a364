"""Where a finding is, as the tools around a repository look for it."""

from __future__ import annotations

import posixpath

from dbt_treaty.findings import Finding
from dbt_treaty.project.folders import PROJECT_FILE
from dbt_treaty.reporters.line import printable

THE_PROJECT = "the whole project"


def repository_path(finding: Finding, folder: str) -> str:
    """The finding's file from the repository's root; the project's own file where it names none.

    Args:
        finding: what was found, its path relative to the project.
        folder: the project's folder in its repository; empty where that is the root.
    """
    return posixpath.normpath(posixpath.join(folder, finding.path or PROJECT_FILE))


def shown_place(finding: Finding, folder: str) -> str:
    """The place for a person: ``models/a.sql:7``, else the resource, else the whole project."""
    if not finding.path:
        return printable(finding.resource) or THE_PROJECT
    path = shown_path(repository_path(finding, folder))
    return f"{path}:{finding.line}" if finding.line else path


def shown_path(path: str) -> str:
    """The path with ``?`` for what is not printable; its spaces are its own."""
    return "".join(character if character.isprintable() else "?" for character in path)
