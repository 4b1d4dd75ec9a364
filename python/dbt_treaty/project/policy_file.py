"""A policy that a platform team wrote, as it lies in one of the project's ``policy_paths``."""

from __future__ import annotations

from dataclasses import dataclass

from dbt_treaty.errors import Problem


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """The text of one ``*.rego`` or ``*.sql`` file; ``path`` is the project's, with ``/``.

    ``page`` is the Markdown file of the same stem that lies beside it; empty where there is none.
    """

    path: str
    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class PolicyFiles:
    """The policies of a project, by path; ``problems`` are folders and files that can't be read."""

    files: tuple[PolicyFile, ...] = ()
    problems: tuple[Problem, ...] = ()
