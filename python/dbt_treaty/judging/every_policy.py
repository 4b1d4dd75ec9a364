"""Every policy by which a project is judged: those that ship, its own, and installed ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dbt_treaty.authored.broken import broken_policy
from dbt_treaty.authored.installed import installed_policies
from dbt_treaty.authored.load import authored_policies
from dbt_treaty.authored.policy_paths import no_folder
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Policy
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.project.policy_file import PolicyFiles
from dbt_treaty.project.policy_file_reader import read_policy_files


def policies_in(root: Path, configuration: Configuration) -> tuple[Policy, ...]:
    """Every policy of the project in the folder ``root``.

    Raises:
        TreatyError: two policies have one name.
    """
    return every_policy(configuration, read_policy_files(root, configuration))


def every_policy(configuration: Configuration, written: PolicyFiles | None) -> tuple[Policy, ...]:
    """The canon, then the project's own policies, then those of installed packages.

    ``written`` are the files of the project's own; None where no folder of a project is at hand.

    Raises:
        TreatyError: two policies have one name.
    """
    own = (*authored_policies(configuration, written), *installed_policies())
    _refuse_doubles([*POLICIES, *own])
    if written is None and configuration.policy_paths:
        own = (*own, *_unread(configuration, {policy.name for policy in (*POLICIES, *own)}))
    return (*POLICIES, *own)


def _unread(configuration: Configuration, known: Iterable[str]) -> Iterator[Policy]:
    """What the configuration sets of policies nobody could read: they are there somewhere."""
    for name, setting in configuration.policies.items():
        if name not in known:
            problem = no_folder(configuration.path)
            yield broken_policy(name, [problem], "policy_paths", options=setting.options)


def _refuse_doubles(policies: Iterable[Policy]) -> None:
    first: dict[str, Policy] = {}
    problems: list[Problem] = []
    for policy in policies:
        other = first.setdefault(policy.name, policy)
        if other is not policy:
            where = f"also of {other.origin}" if other.origin else "the name of one that ships"
            what = f"the policy {policy.name!r} has a name that is {where}"
            problems.append(
                Problem(Place(policy.origin), what, "rename one: each has its own name")
            )
    if problems:
        raise TreatyError(problems)
