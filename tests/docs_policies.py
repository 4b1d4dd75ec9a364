"""The list of policies and of their options, from the policies themselves."""

from __future__ import annotations

import os
from pathlib import Path

from docs_table import code, prose, table

import dbt_treaty.policies
from dbt_treaty.judging.canon import POLICIES

FOLDER = Path(dbt_treaty.policies.__file__).parent


def policies(page: Path) -> str:
    """Every policy: its name with a link from ``page`` to its own page, weight and summary."""
    rows = (
        (
            f"[{policy.name}]({_link(policy.name, page)})",
            policy.severity.value,
            prose(policy.summary),
        )
        for policy in POLICIES
    )
    return table(("policy", "severity", "refuses"), rows)


def policy_options() -> str:
    """The options that a policy has besides its severity."""
    rows = (
        (code(policy.name), code(option), code(_plain(default)))
        for policy in POLICIES
        for option, default in policy.options.items()
    )
    return table(("policy", "option", "default"), rows)


def page_of(policy: str) -> Path:
    """The page of a policy."""
    return FOLDER / f"{policy.replace('-', '_')}.md"


def _link(policy: str, page: Path) -> str:
    return Path(os.path.relpath(page_of(policy), page.parent)).as_posix()


def _plain(default: object) -> str:
    return f"[{', '.join(map(str, default))}]" if isinstance(default, tuple) else str(default)
