"""The configuration of a project, held against the policies that there are."""

from __future__ import annotations

from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.configuration.read import ConfigurationError, read_configuration
from dbt_treaty.errors import Problem, TreatyError
from dbt_treaty.judging.every_policy import policies_in
from dbt_treaty.judging.settings import validate_settings


def configured(root: Path) -> Configuration:
    """The configuration of the project in the folder ``root``.

    Raises:
        TreatyError: with every problem of the file, and every setting of what there is not.
    """
    try:
        configuration = read_configuration(root)
    except ConfigurationError as error:
        raise TreatyError((*error.problems, *_more(root, error))) from None
    validate_settings(configuration, policies_in(root, configuration))
    return configuration


def _more(root: Path, error: ConfigurationError) -> tuple[Problem, ...]:
    """What is wrong with the settings that could be read.

    Where it is not known in which folders the project's own policies lie, nothing is: a name that
    none of the others has may be one of theirs.
    """
    if any("policy_paths" in problem.what for problem in error.problems):
        return ()
    try:
        validate_settings(error.readable, policies_in(root, error.readable))
    except TreatyError as unfit:
        return unfit.problems
    return ()
