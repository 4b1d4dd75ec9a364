"""The command line ``dbt-treaty``: one module for each command, and ``main`` that runs them."""

from dbt_treaty.cli.group import main

__all__ = ["main"]
