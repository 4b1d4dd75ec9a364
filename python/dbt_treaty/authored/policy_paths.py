"""``policy-paths``: the folders of a project's own policies, and what can't be read there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity

NAME = "policy-paths"


def policy_paths(problems: Sequence[Problem]) -> Policy:
    """The policy that refuses what of a project's own policies is not judged."""

    def judge(_evidence: Evidence, _options: Options) -> Iterator[Finding]:
        if problems:
            raise TreatyError(problems)
        return iter(())

    summary = "a folder or file of `policy_paths` that can't be read, so that it judges nothing"
    return Policy(
        NAME, Severity.ERROR, judge, summary, exceptable_days=0, origin="policy_paths", page=_PAGE
    )


def no_folder(configured_in: str) -> Problem:
    """What is wrong where a manifest is judged and no project's folder is at hand."""
    what = "policy_paths is configured, and no project's folder is at hand to read it"
    return Problem(
        Place(configured_in), what, "run in the project's folder, or name it with --project-dir"
    )


_PAGE = """\
# policy-paths

**Refuses** a folder or file of `policy_paths` that can't be read: its policies judge nothing.

## Why

A policy that is not read finds nothing, and a report without findings looks like a pass.

## Mend

Each finding names the folder or the file. Make the folder or mend its name in `dbt_treaty.yml`,
save the file as UTF-8, put a link's target into the project.

## Configure

Can't be excepted. Take a folder you do not want out of `policy_paths`.
"""
