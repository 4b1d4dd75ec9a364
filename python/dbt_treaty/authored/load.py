"""The policies of a project's ``policy_paths``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from dbt_treaty.authored.broken import broken_policy
from dbt_treaty.authored.name import fits, kebab
from dbt_treaty.authored.policy_paths import no_folder, policy_paths
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Policy
from dbt_treaty.project.policy_file import PolicyFile, PolicyFiles


def authored_policies(
    configuration: Configuration, written: PolicyFiles | None
) -> tuple[Policy, ...]:
    """One policy for each SQL file and each Rego package, and one for what can't be read.

    ``written`` is None where no project's folder is at hand. A file that can't be a policy is one
    whose finding says why.
    """
    if not configuration.policy_paths:
        return ()
    if written is None:
        return (policy_paths([no_folder(configuration.path)]),)
    # Most projects have none of their own, and what reads them takes long to import.
    from dbt_treaty.authored.rego.policies import rego_policies  # noqa: PLC0415

    rego = [file for file in written.files if file.path.lower().endswith(".rego")]
    sql = [file for file in written.files if file not in rego]
    return (policy_paths(written.problems), *rego_policies(rego), *map(_sql, sql))


def _sql(file: PolicyFile) -> Policy:
    from dbt_treaty.authored.sql.policy import sql_policy  # noqa: PLC0415 - see above

    name = kebab(PurePosixPath(file.path).stem)
    if not fits(name):
        what = f"{name or 'its name'!r} is no name that a setting or an exception can have"
        problem = Problem(Place(file.path), what, "begin the file's name with a letter")
        return broken_policy(f"sql-{name}".strip("-"), [problem], file.path, file.page)
    try:
        policy = sql_policy(file)
    except TreatyError as error:
        return broken_policy(name, error.problems, file.path, file.page)
    return replace(policy, origin=file.path, page=policy.page or file.page)
